import { studentTwoSidedQuantile } from './student-t.ts';

/** One of several views of a value: Student's t distribution about it, and the chance that this view is the right one. */
export interface LikelyValue {
  /** Of all views together 1. */
  readonly share: number;
  readonly value: number;
  readonly squaredError: number;
  /** More than four. */
  readonly degreesOfFreedom: number;
}

/** The mean of a value and the interval that holds it with a stated chance. */
export interface MixedInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Of views that may each be the right one: by the Student's t distribution that has the mean, the variance and the fourth moment of their
 * mixture, its excess being 6 / (ν − 4). Views far apart have light tails together; then those of the single view count.
 */
export function mixedInterval(views: readonly LikelyValue[], twoSidedP: number): MixedInterval {
  const value = views.reduce((sum, view) => sum + view.share * view.value, 0);
  let variance = 0;
  let fourth = 0;
  let fewest = Number.POSITIVE_INFINITY;
  for (const { share, value: own, squaredError, degreesOfFreedom } of views) {
    const away = own - value;
    const spread = (squaredError * degreesOfFreedom) / (degreesOfFreedom - 2);
    const tails = (3 * spread ** 2 * (degreesOfFreedom - 2)) / (degreesOfFreedom - 4);
    variance += share * (spread + away ** 2);
    fourth += share * (tails + 6 * spread * away ** 2 + away ** 4);
    fewest = Math.min(fewest, degreesOfFreedom);
  }
  const excess = fourth / variance ** 2 - 3;
  const freedom = excess > 0 ? Math.min(fewest, 4 + 6 / excess) : fewest;
  const scale = Math.sqrt((variance * (freedom - 2)) / freedom);
  const reach = scale * studentTwoSidedQuantile(twoSidedP, freedom);
  return { value, low: value - reach, high: value + reach };
}
