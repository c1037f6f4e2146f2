import type { JobSchedule } from '../../../domain/job.ts';
import type { JobDepth } from '../../../domain/job-depth.ts';
import type { LocalClock } from '../../../domain/local-clock.ts';
import type { BriefRun } from '../../../domain/run.ts';
import type { JobMeasures } from '../measures.ts';
import { learnedSlots } from './learned-slots.ts';
import { spanMs } from './local-time.ts';
import { type SlotTally, tallySlots } from './missed-runs.ts';
import { scheduledSlots } from './scheduled-slots.ts';
import type { RunSpan, Slots } from './slots.ts';

interface RhythmFacts extends Pick<JobDepth, 'schedule' | 'predecessorEnds'> {
  readonly clock: LocalClock;
  readonly runs: readonly BriefRun[];
  readonly knownUntil: Date;
  /** Why nothing is expected of the job; null when it should run by itself. */
  readonly notExpected: string | null;
}

/** A schedule that explains fewer of the starts it promised is not the one the job runs by. */
const believedShare = 0.5;
const mostNamed = 10;
const afterJobEarlyMs = 2 * spanMs.minute;

/** The starts that were due by the job's schedule or habit, and those that never came. */
export function missedRunsOf(facts: RhythmFacts): JobMeasures['missedRuns'] {
  const { schedule, runs, notExpected } = facts;
  if (notExpected !== null) return nothingDue(notExpected);
  if (schedule !== null && promisesNothing(schedule)) {
    return nothingDue('its schedule starts it at no instant');
  }
  const first = runs[0];
  if (first === undefined) return nothingDue('no run in the window');
  const seen = believedSlots(facts, spansOf(runs, facts.knownUntil), first.startedAt.getTime());
  if (seen === null) return nothingDue('its starts follow no times that could be missed');
  const { slots, tally } = seen;
  const newest = runs.at(-1)?.startedAt.getTime() ?? 0;
  return {
    source: slots.source,
    expectation: slots.expectation,
    due: tally.due,
    met: tally.met,
    explained: tally.explained,
    missed: tally.missed.length,
    missedSinceLastRun: tally.missed.filter((at) => at > newest).length,
    graceMinutes: Math.round(tally.graceMs / spanMs.minute),
    expectedAt: tally.missed
      .slice(-mostNamed)
      .reverse()
      .map((at) => new Date(at).toISOString()),
    reason: null,
  };
}

function nothingDue(reason: string): JobMeasures['missedRuns'] {
  const none = { due: 0, met: 0, explained: 0, missed: 0, missedSinceLastRun: 0 };
  return { source: null, expectation: null, ...none, graceMinutes: null, expectedAt: [], reason };
}

function promisesNothing({
  daily,
  monthly,
  periodically,
  isContinuous,
  afterJobName,
}: JobSchedule) {
  const isTimed = daily !== null || monthly !== null || periodically !== null;
  return !isTimed && !isContinuous && afterJobName === null;
}

function spansOf(runs: readonly BriefRun[], knownUntil: Date): RunSpan[] {
  return runs.map(({ startedAt, endedAt, outcome }) => {
    const ended = outcome === 'running' ? knownUntil : (endedAt ?? startedAt);
    return { startMs: startedAt.getTime(), endMs: ended.getTime() };
  });
}

/** The schedule's slots where the job keeps to them, else those of its habits. */
function believedSlots(
  facts: RhythmFacts,
  spans: readonly RunSpan[],
  firstMs: number,
): { readonly slots: Slots; readonly tally: SlotTally } | null {
  const { schedule, clock, knownUntil } = facts;
  const untilMs = knownUntil.getTime();
  const watch = { clock, fromMs: firstMs, untilMs };
  const promised = promisedSlots(facts, spans, watch);
  const tallied = (slots: Slots) => ({ slots, tally: tallySlots(slots, spans, clock, untilMs) });
  if (promised !== null) {
    const seen = tallied(promised);
    const kept = seen.tally.met + seen.tally.explained;
    const sinceLastRun = seen.tally.missed.filter((at) => at > (spans.at(-1)?.startMs ?? 0)).length;
    if (kept >= believedShare * (seen.tally.due - sinceLastRun)) return seen;
  }
  if (schedule?.isContinuous === true) return null;
  const learned = learnedSlots(spans, watch);
  return learned === null ? null : tallied(learned);
}

function promisedSlots(
  { schedule, predecessorEnds }: RhythmFacts,
  spans: readonly RunSpan[],
  watch: Parameters<typeof scheduledSlots>[2],
): Slots | null {
  if (schedule === null) return null;
  if (schedule.afterJobName === null) return scheduledSlots(schedule, spans, watch);
  if (predecessorEnds === null) return null;
  const instants = predecessorEnds.map((end) => end.getTime());
  return {
    source: 'after-job',
    expectation: `after ${schedule.afterJobName}`,
    instants: instants.filter((at) => at >= watch.fromMs - afterJobEarlyMs),
    earlyMs: afterJobEarlyMs,
    keyOf: () => 0,
  };
}
