import { setTimeout as wait } from 'node:timers/promises';

/** Chance and waiting, passed in so that tests can decide both. */
export interface Pacing {
  /** 0 ≤ value < 1. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds of a clock that never jumps. */
  readonly elapsedMs: () => number;
}

/** The real thing. */
export function createPacing(): Pacing {
  return {
    random: () => Math.random(),
    sleep: async (milliseconds, signal) => {
      await wait(milliseconds, undefined, { signal });
    },
    elapsedMs: () => performance.now(),
  };
}
