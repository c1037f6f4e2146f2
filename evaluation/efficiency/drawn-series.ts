import type { StoredFile } from '../../src/domain/efficiency.ts';

/** How the noise of a series is drawn; none of them is what the analyser assumes. */
export const noises = ['normal', 'mixture', 'laplace', 'autocorrelated', 'weekday'] as const;

/** A job's nightly increments with a planted ratio. */
export interface DrawnSeries {
  readonly files: readonly StoredFile[];
  readonly noise: (typeof noises)[number];
  /** Standard deviation of the noise, of logarithms: 0.02 to 0.06. */
  readonly spread: number;
  /** The planted ratio of the last nights, before noise; over all nights of a week alike, the geometric mean. */
  readonly factorNow: number;
}

/** What happens to the reduction: on one night, or from a night on. */
export interface Planted {
  readonly night: number;
  readonly factor: number;
  readonly isLasting: boolean;
}

const asOf = new Date('2026-11-20T12:00:00Z');
const dayMs = 86_400_000;
const gib = 1024 ** 3;
export const nights = 60;

/** Sixty nights; noise of 2 to 6 %, drawn with the series. */
export function drawSeries(
  random: () => number,
  noise: DrawnSeries['noise'],
  planted: Planted | null,
): DrawnSeries {
  const base = 1.3 + 3 * random();
  const spread = 0.02 + 0.04 * random() ** 2;
  const weekend = 0.05 + 0.1 * random();
  let before = 0;
  const files = Array.from({ length: nights }, (_, night): StoredFile => {
    const draw = drawNoise(random, noise, before);
    before = draw;
    const weekly = noise === 'weekday' && night % 7 === 5 ? weekend : 0;
    const isHit =
      planted !== null && (planted.isLasting ? night >= planted.night : night === planted.night);
    const ratio = base * (isHit ? planted.factor : 1) * Math.exp(spread * draw + weekly);
    const dataBytes = Math.round((5 + 40 * random() ** 3) * gib);
    const createdAt = new Date(asOf.getTime() - (nights - night) * dayMs + 10 * 3_600_000);
    return {
      ...{ id: `file-${night}`, backupId: 'backup', path: `job-${night}.vib`, kind: 'increment' },
      ...{ workloads: ['machine'], sessionId: `session-${night}`, createdAt, gfsPeriods: [] },
      ...{ dataBytes, backupBytes: Math.round(dataBytes / ratio), isGone: false },
      ...{ dedupRemainingPercent: null, compressRemainingPercent: null },
    };
  });
  const now = planted?.isLasting === true ? base * planted.factor : base;
  const weekly = noise === 'weekday' ? Math.exp(weekend / 7) : 1;
  return { files, noise, spread, factorNow: now * weekly };
}

function drawNoise(random: () => number, noise: DrawnSeries['noise'], before: number): number {
  if (noise === 'mixture') return normal(random) * (random() < 0.08 ? 2.5 : 0.85);
  if (noise === 'laplace')
    return (random() < 0.5 ? -1 : 1) * Math.log(1 - random()) * -Math.SQRT1_2;
  if (noise === 'autocorrelated') return 0.4 * before + Math.sqrt(1 - 0.16) * normal(random);
  return normal(random);
}

/** Box and Muller 1958. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
