import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cochranArmitage } from './cochran-armitage.ts';

const groupsArbitrary = fc.array(
  fc.record({ good: fc.integer({ min: 0, max: 30 }), bad: fc.integer({ min: 0, max: 30 }) }),
  { minLength: 2, maxLength: 14 },
);

function scored(groups: ReadonlyArray<{ readonly good: number; readonly bad: number }>) {
  return groups.map(({ good, bad }, score) => ({ score, events: bad, trials: good + bad }));
}

describe('the Cochran–Armitage test', () => {
  it('finds X² = 8.2249 and p = 0.004132 for smokers in four studies (R prop.trend.test, Fleiss 1981)', () => {
    const smokers = [83, 90, 129, 70];
    const patients = [86, 93, 136, 82];
    const trend = cochranArmitage(
      smokers.map((events, index) => ({ score: index + 1, events, trials: patients[index] ?? 0 })),
    );
    expect((trend?.z ?? 0) ** 2).toBeCloseTo(8.2249, 4);
    expect(trend?.twoSidedP).toBeCloseTo(0.004132, 6);
    expect(trend?.direction).toBe('falling');
  });

  it('finds z² = 6.57 and p = 0.010 for alcohol and malformations (Agresti, Categorical Data Analysis §5.3.5)', () => {
    const scores = [0, 0.5, 1.5, 4, 7];
    const present = [48, 38, 5, 1, 1];
    const absent = [17_066, 14_464, 788, 126, 37];
    const trend = cochranArmitage(
      scores.map((score, index) => {
        const events = present[index] ?? 0;
        return { score, events, trials: events + (absent[index] ?? 0) };
      }),
    );
    expect((trend?.z ?? 0) ** 2).toBeCloseTo(6.57, 2);
    expect(trend?.twoSidedP).toBeCloseTo(0.01, 3);
    expect(trend?.direction).toBe('rising');
  });

  it('is the same when every score is shifted and stretched', () => {
    fc.assert(
      fc.property(groupsArbitrary, fc.integer({ min: -3000, max: 3000 }), (groups, shift) => {
        const plain = cochranArmitage(scored(groups));
        const moved = cochranArmitage(
          scored(groups).map((group) => ({ ...group, score: 7 * group.score + shift })),
        );
        expect(moved === null).toBe(plain === null);
        expect(moved?.z ?? 0).toBeCloseTo(plain?.z ?? 0, 6);
      }),
    );
  });

  it('turns its sign when events become non-events or the order is reversed', () => {
    fc.assert(
      fc.property(groupsArbitrary, (groups) => {
        const z = cochranArmitage(scored(groups))?.z ?? 0;
        const others = scored(groups.map(({ good, bad }) => ({ good: bad, bad: good })));
        expect(cochranArmitage(others)?.z ?? 0).toBeCloseTo(-z, 9);
        expect(cochranArmitage(scored([...groups].reverse()))?.z ?? 0).toBeCloseTo(-z, 9);
      }),
    );
  });

  it.each([
    ['no group', []],
    ['one group', [{ score: 1, events: 2, trials: 5 }]],
    [
      'trials in one group only',
      [
        { score: 1, events: 2, trials: 5 },
        { score: 2, events: 0, trials: 0 },
      ],
    ],
    [
      'no event',
      [
        { score: 1, events: 0, trials: 5 },
        { score: 2, events: 0, trials: 5 },
      ],
    ],
    [
      'only events',
      [
        { score: 1, events: 5, trials: 5 },
        { score: 2, events: 5, trials: 5 },
      ],
    ],
  ])('tests nothing with %s', (_what, groups) => {
    expect(cochranArmitage(groups)).toBeNull();
  });

  it('is level when the shares do not move', () => {
    const trend = cochranArmitage([
      { score: 1, events: 1, trials: 4 },
      { score: 2, events: 1, trials: 4 },
    ]);
    expect(trend).toEqual({ z: 0, twoSidedP: 1, direction: 'level' });
  });
});
