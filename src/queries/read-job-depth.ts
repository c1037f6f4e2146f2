import type { z } from 'zod';
import { jobMeasuresSchema } from '../analysers/health/measures.ts';
import type { JobDepthShown } from '../domain/job-depth-shown.ts';

/** Only what is shown, so that findings of another version stay readable. */
const depthMeasures = jobMeasuresSchema.pick({
  missedRuns: true,
  silence: true,
  stalledRun: true,
  durations: true,
  timeLost: true,
  emptyRuns: true,
  patterns: true,
});

type DepthMeasures = z.infer<typeof depthMeasures>;

/** What a job's finding tells in depth; null where it cannot be read, as in findings of an earlier version. */
export function readJobDepth(measures: unknown): JobDepthShown | null {
  const read = depthMeasures.safeParse(measures);
  if (!read.success) return null;
  const { missedRuns, silence, stalledRun, timeLost, emptyRuns, patterns } = read.data;
  const called = patterns.tests.filter(({ isCalled }) => isCalled);
  return {
    missedRuns: missedFrom(missedRuns),
    notDueBecause: missedRuns.source === null ? missedRuns.reason : null,
    silentSince: silence === null ? null : new Date(silence.since),
    stalledSince: stalledRun === null ? null : new Date(stalledRun.since),
    durations: durationsFrom(read.data),
    retryMinutes: timeLost.retryMinutes,
    waitMinutes: timeLost.waitMinutes,
    emptyRuns: emptyRuns.runs,
    patterns: called
      .filter(({ kind }) => !kind.startsWith('duration'))
      .map(({ kind, text }) => ({ kind, text })),
  };
}

function missedFrom({
  source,
  missed,
  due,
  expectedAt: [newest],
}: DepthMeasures['missedRuns']): JobDepthShown['missedRuns'] {
  if (source === null) return null;
  return { missed, due, newestAt: newest === undefined ? null : new Date(newest) };
}

function durationsFrom({ durations, patterns }: DepthMeasures): JobDepthShown['durations'] {
  const believed = new Set(
    patterns.tests.filter(({ isCalled }) => isCalled).map(({ kind }) => String(kind)),
  );
  return durations.map(({ kind, medianMinutes, text, ...duration }) => {
    const isBelieved = believed.has(kind === 'all' ? 'duration' : `duration-${kind}`);
    return {
      ...{ kind, medianMinutes, text },
      trendMinutesPerWeek: isBelieved ? duration.slopeMinutesPerWeek : null,
      bottleneck: duration.bottleneckLate,
    };
  });
}
