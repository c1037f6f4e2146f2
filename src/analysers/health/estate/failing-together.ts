import { quantile } from '../../../statistics/quantile.ts';
import type { RandomNumbers } from '../../../statistics/random-numbers.ts';
import type { EstateMeasures } from '../measures.ts';
import type { JobBrief } from './job-brief.ts';

const dayMs = 86_400_000;
const rounds = 199;
const fewestJobs = 3;
const mostDays = 5;

/**
 * Do jobs fail on the same days? Each job's days of failure are turned around the window by a random number of days, which
 * keeps its own rhythm; seen is the number of pairs of jobs that failed on one day. Null with fewer than three failing jobs.
 */
export function failingTogether(
  jobs: readonly JobBrief[],
  historyDays: number,
  asOf: Date,
  random: RandomNumbers,
): EstateMeasures['failingTogether'] {
  const first = Math.floor(asOf.getTime() / dayMs) - historyDays;
  const days = jobs.flatMap(({ failuresMs }) => {
    const ofJob = new Set(failuresMs.map((at) => Math.floor(at / dayMs) - first));
    return ofJob.size === 0 ? [] : [[...ofJob]];
  });
  if (days.length < fewestJobs) return null;
  const length = historyDays + 1;
  const counts = jobsByDay(days, length, () => 0);
  const seen = pairsOf(counts);
  const maxima: number[] = [];
  let asMany = 0;
  for (let round = 0; round < rounds; round += 1) {
    const drawn = jobsByDay(days, length, () => Math.floor(random() * length));
    asMany += Number(pairsOf(drawn) >= seen);
    maxima.push(Math.max(...drawn));
  }
  const usual = quantile(maxima, 0.95) ?? 0;
  const crowded = [...counts.entries()].filter(([, count]) => count > usual);
  return {
    p: (asMany + 1) / (rounds + 1),
    failingJobs: days.length,
    days: crowded
      .sort(([, one], [, other]) => other - one)
      .slice(0, mostDays)
      .map(([day, count]) => ({
        day: new Date((first + day) * dayMs).toISOString().slice(0, 10),
        jobs: count,
      })),
  };
}

function jobsByDay(
  days: ReadonlyArray<readonly number[]>,
  length: number,
  turn: () => number,
): Int32Array {
  const counts = new Int32Array(length);
  for (const ofJob of days) {
    const by = turn();
    for (const day of ofJob) {
      const place = (((day + by) % length) + length) % length;
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  return counts;
}

function pairsOf(counts: Int32Array): number {
  let pairs = 0;
  for (const count of counts) pairs += (count * (count - 1)) / 2;
  return pairs;
}
