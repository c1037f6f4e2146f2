import { kendallScore, type MonotonicTrend, trendOfScore } from './mann-kendall.ts';

/** The values of one season in order of time, null where one is missing; all seasons have as many places. */
export type Season = ReadonlyArray<number | null>;

/**
 * The seasonal test of Hirsch, Slack and Smith (1982): scores and variances of the seasons are summed, so that only like is
 * compared with like; with the covariance of Hirsch and Slack (1984), as the seasons of one cycle depend on each other.
 * Null when no season varies.
 */
export function seasonalMannKendall(seasons: readonly Season[]): MonotonicTrend | null {
  let score = 0;
  let variance = 0;
  const moves = seasons.map(movesOf);
  for (const [place, season] of seasons.entries()) {
    const own = kendallScore(season.filter((value) => value !== null));
    score += own.score;
    variance += own.variance;
    for (let other = place + 1; other < moves.length; other += 1) {
      variance += 2 * covariance(moves[place], moves[other]);
    }
  }
  return trendOfScore({ score, variance });
}

/** The signs of all pairs of one season, 0 where a value is missing, and twice the rank of each value. */
interface Moves {
  readonly signs: Int8Array;
  /** A missing value has the middle rank, which weighs nothing. */
  readonly doubleRanks: Int32Array;
  readonly count: number;
}

function movesOf(season: Season): Moves {
  const count = season.filter((value) => value !== null).length;
  const signs = new Int8Array((season.length * (season.length - 1)) / 2);
  const doubleRanks = new Int32Array(season.length).fill(count + 1);
  let pair = 0;
  for (let later = 1; later < season.length; later += 1) {
    for (let earlier = 0; earlier < later; earlier += 1) {
      const sign = signBetween(season[earlier] ?? null, season[later] ?? null);
      signs[pair] = sign;
      doubleRanks[later] = (doubleRanks[later] ?? 0) + sign;
      doubleRanks[earlier] = (doubleRanks[earlier] ?? 0) - sign;
      pair += 1;
    }
  }
  return { signs, doubleRanks, count };
}

function signBetween(before: number | null, after: number | null): number {
  return before === null || after === null ? 0 : Math.sign(after - before);
}

/** (K + 4·Σ RᵢSᵢ − n(g + 1)(h + 1)) / 3 with K the pairs that move alike less those that do not, and R and S the ranks. */
function covariance(one: Moves | undefined, other: Moves | undefined): number {
  if (one === undefined || other === undefined) return 0;
  let alike = 0;
  for (let pair = 0; pair < one.signs.length; pair += 1) {
    alike += (one.signs[pair] ?? 0) * (other.signs[pair] ?? 0);
  }
  let products = 0;
  for (let place = 0; place < one.doubleRanks.length; place += 1) {
    products += (one.doubleRanks[place] ?? 0) * (other.doubleRanks[place] ?? 0);
  }
  const mean = one.doubleRanks.length * (one.count + 1) * (other.count + 1);
  return (alike + products - mean) / 3;
}
