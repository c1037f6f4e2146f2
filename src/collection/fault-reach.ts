import { type FaultCode, isFault } from '../domain/errors.ts';
import type { VbrSource } from '../ports/vbr-source.ts';

const wholeServer: readonly FaultCode[] = [
  'credentials-refused',
  'account-locked',
  'server-trust-refused',
  'server-version-unsupported',
  'server-replaced',
  'multi-factor-required',
];
const notOfTheServer: readonly FaultCode[] = [
  'database-down',
  'database-refused',
  'already-running',
];
const wholeSource: readonly FaultCode[] = ['source-forbidden', 'source-unsupported'];

/** True when going on with another source cannot help: our store or our own process is what failed. */
export function concernsTheStore(error: unknown): boolean {
  return isFault(error, ...notOfTheServer);
}

/**
 * True when no other source of this server can be read either. A source that did not answer may be alone in
 * that, so the clock is asked, which costs little and needs no rights.
 */
export async function concernsTheServer(error: unknown, source: VbrSource): Promise<boolean> {
  if (isFault(error, ...wholeServer)) return true;
  return isFault(error, 'server-unreachable') && !(await stillAnswers(source));
}

/** True when one row or one log failed and its neighbours may still be read. */
export async function concernsOneRow(error: unknown, source: VbrSource): Promise<boolean> {
  if (concernsTheStore(error) || isFault(error, ...wholeSource)) return false;
  return !(await concernsTheServer(error, source));
}

/** What availability a fault means for its source. */
export function availabilityAfter(error: unknown): 'forbidden' | 'unsupported' | 'failed' {
  if (isFault(error, 'source-forbidden')) return 'forbidden';
  return isFault(error, 'source-unsupported') ? 'unsupported' : 'failed';
}

/** Why a source was not read, short; what an unexpected error says is for the journal, not for people. */
export function reasonOf(error: unknown): string {
  if (isFault(error, 'source-forbidden')) return 'not visible with this role';
  return isFault(error) ? error.message : unexpected;
}

const unexpected =
  'Reading stopped on an error that nobody foresaw: this source is not up to date; the journal holds what it was.';

async function stillAnswers(source: VbrSource): Promise<boolean> {
  try {
    await source.serverClock();
    return true;
  } catch {
    return false;
  }
}
