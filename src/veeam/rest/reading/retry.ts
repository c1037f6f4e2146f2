import { Fault } from '../../../domain/errors.ts';
import { deadlineReached, explainConnectionError } from '../transport/connection-fault.ts';
import type { Pacing } from '../transport/pacing.ts';

/** A try that brought something, or one after which another try may help. */
export type Outcome<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'again'; readonly fault: Fault; readonly afterMs: number | null };

/** Repeats tries against one server; what one of them is told to wait, all of them wait. */
export interface Retrier {
  readonly run: <Value>(
    attempt: (signal: AbortSignal) => Promise<Outcome<Value>>,
    tries: number,
  ) => Promise<Value>;
}

interface RetrierParts {
  readonly place: string;
  readonly totalMs: number;
  readonly pacing: Pacing;
  /** Ends every wait and every request. */
  readonly closed: AbortSignal;
  readonly noteRetry: (fault: Fault, waitMs: number) => void;
}

const firstBackoffMs = 500;
const longestBackoffMs = 30_000;

/** Full-jitter exponential backoff under one deadline; `Retry-After` is obeyed and shared. */
export function createRetrier(parts: RetrierParts): Retrier {
  const { totalMs, pacing } = parts;
  let heldUntilMs = 0;

  /** Waits for the next try, or throws when there is none. */
  const prepareNext = async (
    { fault, afterMs }: Extract<Outcome<never>, { kind: 'again' }>,
    tried: number,
    remainingMs: number,
    hasTries: boolean,
  ): Promise<void> => {
    const waitMs = Math.max(afterMs ?? 0, backoffMs(tried, pacing.random()));
    if (!hasTries || waitMs >= remainingMs) throw fault;
    heldUntilMs = Math.max(heldUntilMs, pacing.elapsedMs() + (afterMs ?? 0));
    parts.noteRetry(fault, waitMs);
    await pause(parts, waitMs);
  };

  return {
    run: async (attempt, tries) => {
      const endMs = pacing.elapsedMs() + totalMs;
      for (let tried = 1; ; tried += 1) {
        await pause(parts, heldUntilMs - pacing.elapsedMs());
        const outcome = await attemptOnce(parts, attempt, endMs - pacing.elapsedMs());
        if (outcome.kind === 'done') return outcome.value;
        await prepareNext(outcome, tried, endMs - pacing.elapsedMs(), tried < tries);
      }
    },
  };
}

async function attemptOnce<Value>(
  { place, totalMs, closed }: RetrierParts,
  attempt: (signal: AbortSignal) => Promise<Outcome<Value>>,
  remainingMs: number,
): Promise<Outcome<Value>> {
  const deadline = AbortSignal.timeout(Math.max(1, Math.ceil(remainingMs)));
  try {
    return await attempt(AbortSignal.any([closed, deadline]));
  } catch (error) {
    if (closed.aborted) throw stopped(place, error);
    if (deadline.aborted && !(error instanceof Fault)) throw deadlineReached(place, totalMs, error);
    throw error;
  }
}

/** Runs one request; a connection error becomes an outcome to try again after, or is thrown as a Fault. */
export async function requestOutcome<Value>(
  place: string,
  signal: AbortSignal,
  request: () => Promise<Value>,
): Promise<Outcome<Value>> {
  try {
    return { kind: 'done', value: await request() };
  } catch (error) {
    // The caller knows whether the deadline or a close ended it.
    if (signal.aborted) throw error;
    const { fault, mayRetry } = explainConnectionError(error, place);
    if (!mayRetry) throw fault;
    return { kind: 'again', fault, afterMs: null };
  }
}

function backoffMs(tried: number, random: number): number {
  return random * Math.min(longestBackoffMs, firstBackoffMs * 2 ** (tried - 1));
}

async function pause({ pacing, closed, place }: RetrierParts, waitMs: number): Promise<void> {
  if (waitMs <= 0) return;
  try {
    await pacing.sleep(waitMs, closed);
  } catch (error) {
    throw stopped(place, error);
  }
}

function stopped(place: string, cause: unknown): Fault {
  return new Fault({
    code: 'server-unreachable',
    happened: `reading from ${place} was stopped`,
    means: 'the connection was closed on this side before the answer was complete',
    next: 'run again',
    cause,
  });
}
