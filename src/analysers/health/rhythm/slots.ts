import type { LocalClock } from '../../../domain/local-clock.ts';

/** Instants at which a job should start by itself, ascending and on beyond the present, and what they were taken from. */
export interface Slots {
  readonly source: 'schedule' | 'after-job' | 'history';
  /** "every day at 22:00", for people. */
  readonly expectation: string;
  readonly instants: readonly number[];
  /** How long before its instant a start still counts for it; learned instants are only middles. */
  readonly earlyMs: number;
  /** Slots of one key come again and again, such as each Monday's: a key that was never met before counts from its first start on. */
  readonly keyOf: (instantMs: number) => number;
}

/** When the job ran: start and end, milliseconds; an unknown end is the start, a run at work has no end yet. */
export interface RunSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** From when to when a job is watched, on whose clock. */
export interface Watch {
  readonly clock: LocalClock;
  readonly fromMs: number;
  readonly untilMs: number;
}
