import { type DrawnSeries, isOfWeekday } from './drawn-series.ts';

/** A change of level that an oracle sees: its size in standard errors, by generalised least squares. */
interface SeenChange {
  readonly at: number;
  readonly size: number;
}

/** Levels that the analyser tells have five nights at least, so the oracle looks no nearer to the ends. */
const leastNights = 5;

/** What nobody can know of a real series: its spread, its autocorrelation, its weekday and the night of the change. */
export function changeAt(series: DrawnSeries, at: number): number {
  return changesOf(series).find((change) => change.at === at)?.size ?? 0;
}

/** The largest change anywhere: all is known but the night. */
export function largestChange(series: DrawnSeries): SeenChange {
  return changesOf(series).reduce((most, one) =>
    Math.abs(one.size) > Math.abs(most.size) ? one : most,
  );
}

function changesOf(series: DrawnSeries): readonly SeenChange[] {
  const { logarithms, autocorrelation: rho, spread, weekly } = series;
  const values = logarithms.map((value, night) => value - (isOfWeekday(night) ? weekly : 0));
  // Independent and of one variance: √(1−ρ²) of the first, and each other one less ρ times the one before.
  const whitened = (column: readonly number[]) =>
    column.map((value, place) =>
      place === 0 ? value * Math.sqrt(1 - rho ** 2) : value - rho * (column[place - 1] ?? 0),
    );
  const error = spread * Math.sqrt(1 - rho ** 2);
  const told = whitened(values);
  const level = whitened(values.map(() => 1));
  const places = Array.from(
    { length: values.length - 2 * leastNights + 1 },
    (_, place) => place + leastNights,
  );
  return places.map((at) => {
    const step = whitened(values.map((_, place) => Number(place >= at)));
    const lean = product(step, level) / product(level, level);
    const own = step.map((value, place) => value - lean * (level[place] ?? 0));
    return { at, size: product(own, told) / (error * Math.sqrt(product(own, own))) };
  });
}

function product(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, place) => sum + value * (other[place] ?? 0), 0);
}
