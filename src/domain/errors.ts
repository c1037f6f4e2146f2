/** What can go wrong, in the words the exit codes and the recovery sentences are chosen by. */
export type FaultCode =
  | 'server-unreachable'
  | 'server-answer-unreadable'
  | 'server-trust-refused'
  | 'server-version-unsupported'
  | 'server-replaced'
  | 'credentials-refused'
  | 'account-locked'
  | 'multi-factor-required'
  | 'source-forbidden'
  | 'source-unsupported'
  | 'not-found'
  | 'database-down'
  | 'database-refused'
  | 'settings-invalid'
  | 'input-invalid'
  | 'already-running'
  | 'interrupted'
  | 'defect';

interface FaultText {
  readonly code: FaultCode;
  /** What happened, naming the thing it happened to. */
  readonly happened: string;
  /** What it means for the reader. */
  readonly means: string;
  /** What to do next. */
  readonly next: string;
  readonly cause?: unknown;
}

/** The one error family: what happened, what it means and what to do next, with a code to decide by. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  readonly happened: string;
  readonly means: string;
  readonly next: string;

  constructor({ code, happened, means, next, cause }: FaultText) {
    super(`${happened}: ${means}; ${next}.`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.happened = happened;
    this.means = means;
    this.next = next;
  }
}

/** True when the error is one of ours and, if codes are given, has one of them. */
export function isFault(error: unknown, ...codes: readonly FaultCode[]): error is Fault {
  return error instanceof Fault && (codes.length === 0 || codes.includes(error.code));
}
