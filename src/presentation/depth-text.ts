import type { DepthContent } from './depth-content.ts';

/** A job's rhythm, durations, lost time and patterns in words. */
export function depthLines(depth: DepthContent): string[] {
  if (depth === undefined) return [];
  const { retries, waiting } = depth.lostMinutes;
  const empty =
    depth.emptyRuns === undefined ? '' : `; ${depth.emptyRuns} runs with nothing to process`;
  return [
    `  ${rhythmText(depth)}`,
    ...depth.durations.map(durationLine),
    `  Minutes lost: ${retries} to retries, ${waiting} to waiting (logs that were read)${empty}.`,
    ...depth.patterns.map(({ pattern, text }) => `  Pattern ${pattern}: ${text}.`),
  ];
}

type Depth = NonNullable<DepthContent>;

function rhythmText({ missedRuns, notDue, silentSince, stalledSince }: Depth): string {
  const newest = missedRuns?.newest === undefined ? '' : `, the newest ${missedRuns.newest}`;
  const missed =
    missedRuns === undefined
      ? `No start is due: ${notDue ?? 'not known'}`
      : `Missed runs: ${missedRuns.missed} of ${missedRuns.due} due${newest}`;
  const silent = silentSince === undefined ? '' : `; silent since ${silentSince}`;
  const stalled = stalledSince === undefined ? '' : `; stalled since ${stalledSince}`;
  return `${missed}${silent}${stalled}.`;
}

function durationLine(duration: Depth['durations'][number]): string {
  const { kind, medianMinutes, trendMinutesPerWeek, bottleneck } = duration;
  const trend =
    trendMinutesPerWeek === undefined ? 'no trend' : `${trendMinutesPerWeek} min a week`;
  const where = bottleneck === undefined ? '' : `, bottleneck ${bottleneck}`;
  return `  Duration (${kind}): median ${medianMinutes} min, ${trend}${where}.`;
}
