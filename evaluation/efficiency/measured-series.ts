import {
  type MeasuredSeries,
  measureSeries,
} from '../../src/analysers/efficiency/measure-series.ts';
import {
  type Design,
  type DrawnSeries,
  drawSeries,
  nights,
  noises,
  type Planted,
} from './drawn-series.ts';

/** A drawn series with what was planted in it. */
export interface Drawn extends DrawnSeries {
  readonly planted: Planted | null;
}

/** What was drawn, and what the analyser says of it. */
export type Pair = readonly [Drawn, MeasuredSeries];

type DesignOf = (number: number) => Design;

/** Draws so many series of each kind and has the analyser measure them. */
export function createDraws(random: () => number, count: number) {
  const draw = (designOf: DesignOf, plan: (number: number) => Planted | null) =>
    Array.from({ length: count }, (_, number): Pair => {
      const planted = plan(number);
      const one = { ...drawSeries(random, designOf(number), planted), planted };
      const measured = measureSeries(one.files, 'increment', new Date(0));
      if (measured === null) throw new Error('a series of 60 nights was not measured');
      return [one, measured];
    });
  const placeIn = (first: number, last: number) => first + Math.floor(random() * (last - first));
  return {
    clean: (designOf: DesignOf): readonly Pair[] => draw(designOf, () => null),
    /** A night that saves 40 % less. */
    drops: (designOf: DesignOf): readonly Pair[] =>
      draw(designOf, () => ({ night: placeIn(3, nights - 1), factor: 0.6, isLasting: false })),
    /** Falls of 10 % and rises of 10 % that last, as many of each. */
    shifts: (designOf: DesignOf): readonly Pair[] =>
      draw(designOf, (number) => {
        const factor = Math.floor(number / noises.length) % 2 === 0 ? 0.9 : 1.1;
        return { night: placeIn(12, nights - 12), factor, isLasting: true };
      }),
  };
}
