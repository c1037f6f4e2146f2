import { type Chance, fraction, whole } from './chance.ts';
import type { SimulatedJob } from './job.ts';
import { lengthFactor } from './run-length.ts';
import type { PlantedOutcome } from './run-table.ts';
import { results } from './session-table.ts';
import { slownessAt } from './slowness.ts';
import type { Verdict } from './verdict.ts';

/** One attempt of a run: VBR shows it as a session of its own. */
export interface Attempt {
  readonly createdMs: number;
  readonly endedMs: number;
  readonly result: number;
  readonly isCanceled: boolean;
}

const minuteMs = 60_000;

/** The attempts a verdict takes, one after the other with the retry rule's wait between them. */
export function attemptsOf(
  job: SimulatedJob,
  startMs: number,
  { outcome, attempts, minutes: givenMinutes }: Verdict,
  isFull: boolean,
  chance: Chance,
): Attempt[] {
  const made: Attempt[] = [];
  let createdMs = startMs;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const isLast = attempt === attempts - 1;
    const failed = !isLast || outcome === 'failed' || outcome === 'canceled';
    const usual = job.typicalMinutes * slownessAt(job, startMs);
    const minutes = givenMinutes ?? usual * stretchOf(failed, isFull, chance);
    const endedMs = createdMs + Math.round(minutes * minuteMs) + 1 + whole(chance, 0, 999);
    const result = isLast ? lastResult(outcome, chance) : results.failed;
    made.push({ createdMs, endedMs, result, isCanceled: isLast && outcome === 'canceled' });
    createdMs = endedMs + job.retry.awaitMinutes * minuteMs + whole(chance, 2_000, 40_000);
  }
  return made;
}

// What fails does so early; what succeeds mostly takes its usual time, and now and then far more.
function stretchOf(failed: boolean, isFull: boolean, chance: Chance): number {
  if (failed) return 0.2 + fraction(chance) * 0.4;
  return lengthFactor(chance) * (isFull ? 3 : 1);
}

// A canceled session shows either Failed or None, and always isCanceled.
function lastResult(outcome: PlantedOutcome, chance: Chance): number {
  if (outcome === 'canceled') return fraction(chance) < 0.5 ? results.failed : results.none;
  return results[outcome];
}
