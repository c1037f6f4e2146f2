import type { StoredFile } from '../../src/domain/efficiency.ts';

/** How the noise of a series is drawn; none of them is what the analyser assumes. */
export const noises = ['normal', 'mixture', 'laplace', 'autocorrelated', 'weekday'] as const;

/** What a series is drawn from. */
export interface Design {
  readonly noise: (typeof noises)[number];
  /** Lag-one autocorrelation of the noise. */
  readonly autocorrelation: number;
  /** Standard deviation of the noise, of logarithms. */
  readonly spread: number;
  /** Data by backup bytes without noise. */
  readonly factor: number;
  /** What one night a week is reduced by more, of logarithms. */
  readonly weekly: number;
}

/** A job's nightly increments with a planted ratio. */
export interface DrawnSeries extends Design {
  readonly files: readonly StoredFile[];
  /** ln of the ratio of each night, before bytes are rounded. */
  readonly logarithms: readonly number[];
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

/** Noise of 2 to 6 % around any ratio. */
export function drawDesign(random: () => number, noise: Design['noise']): Design {
  const factor = 1.3 + 3 * random();
  const spread = 0.02 + 0.04 * random() ** 2;
  const weekly = noise === 'weekday' ? 0.05 + 0.1 * random() : 0;
  return { noise, autocorrelation: noise === 'autocorrelated' ? 0.4 : 0, spread, factor, weekly };
}

/** Noise of 3.6 % around a ratio of 2.2, one night a week 11 % higher; independent, or with this autocorrelation. */
export function steadyDesign(autocorrelation: number): Design {
  const noise = autocorrelation === 0 ? 'normal' : 'autocorrelated';
  return { noise, autocorrelation, spread: 0.036, factor: 2.2, weekly: Math.log(1.11) };
}

/** Whether a night is the one of its week that is reduced by more. */
export function isOfWeekday(night: number): boolean {
  return night % 7 === 5;
}

/** Sixty nights. */
export function drawSeries(
  random: () => number,
  design: Design,
  planted: Planted | null,
): DrawnSeries {
  const { spread, factor, weekly } = design;
  let before = normal(random);
  const logarithms = Array.from({ length: nights }, (_, night) => {
    before = drawNoise(random, design, before);
    const isHit =
      planted !== null && (planted.isLasting ? night >= planted.night : night === planted.night);
    const base = Math.log(factor * (isHit ? planted.factor : 1));
    return base + spread * before + (isOfWeekday(night) ? weekly : 0);
  });
  const now = planted?.isLasting === true ? factor * planted.factor : factor;
  const files = logarithms.map((ratio, night) => fileOf(random, ratio, night));
  return { ...design, files, logarithms, factorNow: now * Math.exp(weekly / 7) };
}

function fileOf(random: () => number, logRatio: number, night: number): StoredFile {
  const dataBytes = Math.round((5 + 40 * random() ** 3) * gib);
  const backupBytes = Math.round(dataBytes / Math.exp(logRatio));
  const createdAt = new Date(asOf.getTime() - (nights - night) * dayMs + 10 * 3_600_000);
  return {
    ...{ id: `file-${night}`, backupId: 'backup', path: `job-${night}.vib`, kind: 'increment' },
    ...{ workloads: ['machine'], sessionId: `session-${night}`, createdAt, gfsPeriods: [] },
    ...{ dataBytes, backupBytes, isGone: false },
    ...{ dedupRemainingPercent: null, compressRemainingPercent: null },
  };
}

function drawNoise(
  random: () => number,
  { noise, autocorrelation: rho }: Design,
  before: number,
): number {
  if (noise === 'mixture') return normal(random) * (random() < 0.08 ? 2.5 : 0.85);
  if (noise === 'laplace')
    return (random() < 0.5 ? -1 : 1) * Math.log(1 - random()) * -Math.SQRT1_2;
  return rho * before + Math.sqrt(1 - rho ** 2) * normal(random);
}

/** Box and Muller 1958. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
