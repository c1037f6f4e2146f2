import { eventStretches } from '../../../statistics/event-stretches.ts';
import type { RandomNumbers } from '../../../statistics/random-numbers.ts';
import { rateChange } from '../../../statistics/rate-change.ts';
import { regularSpacing } from '../../../statistics/regular-spacing.ts';
import { scanStatistic } from '../../../statistics/scan-statistic.ts';
import { spanMs } from '../rhythm/local-time.ts';
import type { Incidents } from './incidents.ts';
import type { PatternTest } from './pattern-test.ts';

/** A burst is looked for in a tenth of the runs, of at least three. */
const windowShare = 0.1;
const shortestWindow = 3;
/** Fewer failures together are no burst, whatever their chance. */
const fewestInBurst = 3;

/** Regular distances between incidents, bursts of failures, and a day from which on the share of failures is another. */
export function sequencePatterns(incidents: Incidents, random: RandomNumbers): PatternTest[] {
  return [regular(incidents, random), burst(incidents, random), change(incidents, random)].flatMap(
    (test) => test ?? [],
  );
}

function regular({ trials, count, apart }: Incidents, random: RandomNumbers): PatternTest | null {
  const instants = Float64Array.from(trials, ({ startMs }) => startMs);
  const places = new Int32Array(count);
  let next = 0;
  for (const [place, { isIncident }] of trials.entries()) {
    if (!isIncident) continue;
    places[next] = place;
    next += 1;
  }
  const seen = regularSpacing(instants, places, random, apart);
  if (seen === null) return null;
  const days = seen.distance / spanMs.day;
  const where = `every ${Math.round(days * 10) / 10} days`;
  return {
    kind: 'regular',
    p: seen.p,
    where,
    text: `${count} incidents, one ${where}`,
    distanceDays: days,
  };
}

/** The densest window and the number of stretches ask the same in two ways: the better one counts, with twice its chance. */
function burst(incidents: Incidents, random: RandomNumbers): PatternTest | null {
  const [best] = [crowd(incidents, random), stretches(incidents)]
    .flatMap((test) => test ?? [])
    .sort((one, other) => one.p - other.p);
  return best === undefined ? null : { ...best, p: Math.min(1, 2 * best.p) };
}

function stretches({ runs, failedPlaces }: Incidents): PatternTest | null {
  const seen = eventStretches(failedPlaces, runs.length);
  if (seen === null) return null;
  const where = seen.stretches === 1 ? 'one stretch' : `${seen.stretches} stretches`;
  const text = `${failedPlaces.length} failures came in ${where} of runs in a row, the longest of ${seen.longest}`;
  return { kind: 'burst', p: seen.longest < fewestInBurst ? 1 : seen.p, where, text };
}

function crowd({ runs, failedPlaces }: Incidents, random: RandomNumbers): PatternTest | null {
  const windowRuns = Math.max(shortestWindow, Math.ceil(runs.length * windowShare));
  const seen = scanStatistic(failedPlaces, runs.length, windowRuns, random);
  if (seen === null) return null;
  const dayOf = (event: number) =>
    runs[failedPlaces[event] ?? 0]?.startedAt.toISOString().slice(0, 10) ?? '';
  const where = `${dayOf(seen.first)} to ${dayOf(seen.last)}`;
  const text = `${seen.events} of ${failedPlaces.length} failures lie within ${windowRuns} runs, ${where}`;
  return { kind: 'burst', p: seen.events < fewestInBurst ? 1 : seen.p, where, text };
}

function change({ runs, failedPlaces }: Incidents, random: RandomNumbers): PatternTest | null {
  const failed = new Set(failedPlaces);
  const byDay = new Map<number, { events: number; trials: number }>();
  for (const [place, { startedAt }] of runs.entries()) {
    const day = Math.floor(startedAt.getTime() / spanMs.day);
    const step = byDay.get(day) ?? { events: 0, trials: 0 };
    step.trials += 1;
    step.events += Number(failed.has(place));
    byDay.set(day, step);
  }
  const seen = rateChange([...byDay.values()], random);
  if (seen === null) return null;
  const firstDay = [...byDay.keys()][seen.place] ?? 0;
  const since = new Date(firstDay * spanMs.day).toISOString().slice(0, 10);
  const text = `${percent(seen.before)} % of runs failed before ${since}, ${percent(seen.after)} % since`;
  return { kind: 'rate-change', p: seen.p, where: since, text };
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
