/** A single night away from its level. Natural logarithms. */
export interface UnusualNight {
  readonly at: number;
  readonly size: number;
  /** Distance in spreads of the residuals. */
  readonly robustZ: number;
}

/** Smaller effects are not worth a word: 25 %. */
const leastEffect = Math.log(1.25);
/** How far it must stand out from its spread and from the largest that is not unusual: heavy tails have large values, but rarely such gaps. */
const usual = { z: 6, gap: 1.5 };
/** Beyond 40 % ordinary noise hardly reaches, so that less is asked for: a noisy series would hide a drop as large. */
const bigEffect = Math.log(1.4);
const big = { z: 4, gap: 1.05 };
/** More nights than this are a habit of the series. */
const mostNights = 4;

/**
 * The nights whose residual is beyond 6 spreads, at least 25 %, and apart from all others by half of those again; of 40 % or more,
 * beyond 4 spreads and apart by a twentieth.
 */
export function unusualNights(
  residuals: readonly number[],
  spread: number,
): readonly UnusualNight[] {
  const sizes = residuals.map((size, at) => ({ at, size, robustZ: size / spread }));
  const byDistance = sizes.toSorted((one, other) => Math.abs(other.size) - Math.abs(one.size));
  for (let count = Math.min(mostNights, byDistance.length - 1); count > 0; count -= 1) {
    const least = byDistance[count - 1];
    const next = byDistance[count];
    if (least === undefined || next === undefined) continue;
    const size = Math.abs(least.size);
    const { z, gap } = size >= bigEffect ? big : usual;
    const isFar = Math.abs(least.robustZ) > z && size >= leastEffect;
    if (isFar && size >= gap * Math.abs(next.size)) {
      return byDistance.slice(0, count).toSorted((one, other) => one.at - other.at);
    }
  }
  return [];
}
