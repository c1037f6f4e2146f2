import type { JobDepthShown } from '../domain/job-depth-shown.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { clean, knownInstant, rounded } from './wording.ts';

/** A job's rhythm, durations, lost time and patterns as structured content. */
export function depthContent(depth: JobDepthShown | null, limits: AnswerLimits) {
  if (depth === null) return undefined;
  const { missedRuns, notDueBecause } = depth;
  const told = (text: string) => clean(text, limits.messageCharacters);
  return {
    missedRuns:
      missedRuns === null
        ? undefined
        : {
            missed: missedRuns.missed,
            due: missedRuns.due,
            newest: knownInstant(missedRuns.newestAt),
          },
    notDue: notDueBecause === null ? undefined : told(notDueBecause),
    silentSince: knownInstant(depth.silentSince),
    stalledSince: knownInstant(depth.stalledSince),
    durations: depth.durations.slice(0, limits.names).map((duration) => ({
      kind: duration.kind,
      medianMinutes: rounded(duration.medianMinutes, 1),
      trendMinutesPerWeek:
        duration.trendMinutesPerWeek === null
          ? undefined
          : rounded(duration.trendMinutesPerWeek, 1),
      bottleneck: duration.bottleneck ?? undefined,
    })),
    lostMinutes: { retries: depth.retryMinutes, waiting: depth.waitMinutes },
    emptyRuns: depth.emptyRuns > 0 ? depth.emptyRuns : undefined,
    patterns: depth.patterns.slice(0, limits.names).map(({ kind, text }) => ({
      pattern: kind,
      text: told(text),
    })),
  };
}

export type DepthContent = ReturnType<typeof depthContent>;
