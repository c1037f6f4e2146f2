import { describe, expect, it } from 'vitest';
import { eventStretches } from './event-stretches.ts';
import { randomNumbers } from './random-numbers.ts';
import { drawPlaces } from './random-places.ts';

const placesOf = (letters: string) =>
  Int32Array.from([...letters].flatMap((letter, place) => (letter === 'F' ? [place] : [])));

describe('stretches of events', () => {
  it('have the chance that counting every order gives', () => {
    // Of the 10 orders of FF and SSS four have both events together, of the 35 of FFFF and SSS 4 have all four.
    expect(eventStretches(placesOf('SFFSS'), 5)).toMatchObject({ stretches: 1, longest: 2 });
    expect(eventStretches(placesOf('SFFSS'), 5)?.p).toBeCloseTo(4 / 10, 12);
    expect(eventStretches(placesOf('SFFFFSS'), 7)?.p).toBeCloseTo(4 / 35, 12);
    expect(eventStretches(placesOf('FSFSF'), 5)?.p).toBeCloseTo(1, 12);
  });

  it('agree with the runs test of Siegel (1956), table F: 5 of each kind in 2 runs are too few', () => {
    // One stretch of five among ten: 6 of 252 orders, of which 2 make two runs in all.
    expect(eventStretches(placesOf('FFFFFSSSSS'), 10)?.p).toBeCloseTo(6 / 252, 12);
  });

  it('are called in at most 5 % where events fall anywhere', () => {
    const random = randomNumbers(5);
    const places = new Int32Array(15);
    let called = 0;
    for (let round = 0; round < 2000; round += 1) {
      drawPlaces(places, 91, random);
      called += Number((eventStretches(places, 91)?.p ?? 1) <= 0.05);
    }
    expect(called / 2000).toBeLessThanOrEqual(0.06);
    expect(called).toBeGreaterThan(0);
  });

  it('are nothing for one event, or where all are events', () => {
    expect(eventStretches(placesOf('SFS'), 3)).toBeNull();
    expect(eventStretches(placesOf('FFF'), 3)).toBeNull();
  });
});
