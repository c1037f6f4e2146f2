import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noonOf } from '../../../test/fixtures/stored-backups.ts';
import { plainCalibration } from '../../../test/fixtures/used-space.ts';
import { noLock } from '../../domain/file-lock.ts';
import type { CapacityDay } from '../../domain/stored-backup.ts';
import { assessRepository } from './assess-repository.ts';
import { type CapacityMeasures, capacityMeasuresSchema } from './measures.ts';
import { capacitySettings } from './settings.ts';
import { tierCapacities } from './tier-capacity.ts';

const today = 20_000;
const capacityGib = 16_384;

/** A finding from these readings of used space by day, in the order given. */
function assess(
  readings: readonly { readonly day: number; readonly used: number }[],
  scale = 1,
  capacity: number = capacityGib,
): CapacityMeasures {
  const newest = readings.filter(({ used }) => used > 0).toSorted((a, b) => a.day - b.day);
  const used = scale * (newest.at(-1)?.used ?? 0);
  const [tier] = tierCapacities({
    states: [
      {
        ...{ id: 'r', name: 'Main', type: 'LinuxLocal', hostId: 'h', hostName: null, path: '/b' },
        ...{ capacityGib: scale * capacity, freeGib: scale * capacity - used },
        ...{ reportedUsedGib: used, isOnline: true, isOutOfDate: false },
        ...{ scaleOutRepositoryId: null, extentType: null },
      },
    ],
    definitions: [],
    scaleOutRepositories: [],
  });
  if (tier === undefined) throw new Error('no tier');
  const { finding } = assessRepository({
    ...{ subject: { id: 'r', name: 'Main' }, tier, readAt: noonOf(today), asOf: noonOf(today) },
    ...{ days: readings.map((reading) => dayRow(reading, scale)), backups: [], lock: noLock },
    ...{ objectNames: new Map(), capacityTierDays: [], past: [], sources: [] },
    ...{ settings: capacitySettings.parse({}), calibration: plainCalibration },
  });
  return capacityMeasuresSchema.parse(JSON.parse(JSON.stringify(finding.measures)));
}

function dayRow({ day, used }: { day: number; used: number }, scale: number): CapacityDay {
  const usedGib = scale * used;
  // It was extended ten days ago.
  const then = day < today - 10 ? capacityGib - 1024 : capacityGib;
  const sizes = { capacityGib: scale * then, freeGib: null, usedGib };
  const base = { repositoryId: 'r', takenAt: noonOf(day), isOnline: true } as const;
  return { ...base, ...sizes, reportedUsedGib: usedGib, source: 'measured' };
}

const growth = Array.from({ length: 60 }, (_, index) => ({
  day: today - 59 + index,
  used: 9000 + 40 * index,
}));
const drawn = fc.array(fc.integer({ min: 6000, max: 12_000 }), { minLength: 20, maxLength: 60 });
const readingsOf = (values: readonly number[]) =>
  values.map((used, index) => ({ day: today - values.length + 1 + index, used }));
const datesIn = ({ levels, priority }: CapacityMeasures) => ({
  priority,
  levels: levels.map(({ percent, answer, days, interval80, probabilities }) => ({
    ...{ percent, answer, days, interval80 },
    odds: probabilities.map(({ probability }) => Math.round(1e6 * probability)),
  })),
});

describe('readings that cannot be right', () => {
  it.each([
    ['negative', -5, { negative: 3 }],
    ['no number', Number.NaN, { notNumbers: 3 }],
    ['beyond any storage', 1e200, { notNumbers: 3 }],
    ['zero', 0, { zero: 3 }],
  ])('are named and survived: %s', (_, used, faults) => {
    const holes = growth.map((each, index) => (index % 20 === 7 ? { ...each, used } : each));
    const measures = assess(holes);
    expect(measures.history.faults).toMatchObject(faults);
    expect(measures.history.knownDays).toBe(57);
    expect(datesIn(measures)).toEqual(datesIn(assess(growth)));
  });

  it('that all miss make no date, and say how many days there are', () => {
    for (const used of [Number.NaN, 0, -1]) {
      const measures = assess(growth.map((each) => ({ ...each, used })));
      expect(measures).toMatchObject({ noDates: 'not enough history, 0 of 14 days', fan: null });
    }
    expect(assess([]).noDates).toBe('not enough history, 0 of 14 days');
    expect(assess(growth.slice(-1)).noDates).toBe('not enough history, 1 of 14 days');
  });

  it('of a repository that never changes have no date, and none that is not finite', () => {
    const measures = assess(growth.map((each) => ({ ...each, used: 9000 })));
    expect(measures.levels.map(({ answer }) => answer)).toEqual(Array(3).fill('not-within'));
    expect(measures.growthGibPerDay).toBe(0);
    expect(measures.fit.every(({ rSquared }) => rSquared === null)).toBe(true);
  });

  it.each([0, -100])(
    'with the capacity %d have growth and no level, with the reason',
    (capacity) => {
      const measures = assess(growth, 1, capacity);
      expect(measures).toMatchObject({ levels: [], priority: null });
      expect(measures.noDates).toMatch(/the capacity is not known, so no level can be reached/);
      expect(measures.growthGibPerDay).toBeCloseTo(40, 6);
    },
  );

  it('of a day that was read several times count once, by their median, and are named', () => {
    const twice = [...growth, ...growth.slice(20, 24), ...growth.slice(20, 24)];
    const measures = assess(twice);
    expect(measures.history.faults.duplicateDays).toBe(4);
    expect(datesIn(measures)).toEqual(datesIn(assess(growth)));
  });

  it('of days to come are not looked at: a clock that went backwards moves nothing', () => {
    const ahead = [...growth, { day: today + 3, used: 16_000 }, { day: today + 400, used: 1 }];
    const [made, plain] = [assess(ahead), assess(growth)];
    expect(made.fan).toEqual(plain.fan);
  });

  it.each([
    ['GB to TB', 1 / 1000],
    ['GiB to TiB', 1 / 1024],
    ['TB to GB', 1000],
  ])('whose unit changed from %s are mended and named', (_, factor) => {
    // History before the change is in another unit than what VBR shows now.
    const changed = growth.map((each, index) =>
      index < 30 ? { ...each, used: each.used / factor } : each,
    );
    const measures = assess(changed);
    expect(measures.history.faults.unitChanges).toBe(1);
    expect(datesIn(measures).levels.map(({ days }) => days)).toEqual(
      datesIn(assess(growth)).levels.map(({ days }) => days),
    );
  });
});

describe('whatever the readings, the answer', () => {
  it('is made and can be kept, with every fault counted once', () => {
    const value = fc.oneof(
      fc.integer({ min: 1, max: 20_000 }),
      fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 5e-324),
    );
    const reading = fc.record({ day: fc.integer({ min: today - 80, max: today }), used: value });
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 120 }), (readings) => {
        const { history, levels } = assess(readings);
        const count = (is: (used: number) => boolean) =>
          readings.filter(({ used }) => is(used)).length;
        expect(history.faults).toMatchObject({
          negative: count((used) => used < 0),
          zero: count((used) => used === 0),
          notNumbers: count((used) => !(Math.abs(used) < 1e100)),
        });
        for (const { days, probabilities } of levels) {
          expect(days === null || Number.isInteger(days)).toBe(true);
          expect(probabilities.every(({ probability }) => probability >= 0)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('has the same dates in any unit', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: -10, max: 12 }), (values, power) => {
        const readings = readingsOf(values);
        expect(datesIn(assess(readings, 2 ** power))).toEqual(datesIn(assess(readings)));
      }),
      { numRuns: 60 },
    );
  });

  it('grows the same when all readings are shifted', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 4000 }), (values, shift) => {
        // The newest day is judged by its share of the level, which a shift changes.
        const readings = readingsOf([...values, 11_000]);
        const shifted = readings.map(({ day, used }) => ({ day, used: used + shift }));
        const [plain, moved] = [assess(readings), assess(shifted)];
        expect(moved.growthGibPerDay).toBeCloseTo(plain.growthGibPerDay ?? Number.NaN, 6);
        expect(moved.fan?.path[29]).toBeCloseTo((plain.fan?.path[29] ?? Number.NaN) + shift, 2);
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of the readings', () => {
    const shuffled = drawn.chain((values) => {
      const readings = readingsOf(values);
      const other = fc.shuffledSubarray(readings, { minLength: readings.length });
      return fc.tuple(fc.constant(readings), other);
    });
    fc.assert(
      fc.property(shuffled, ([readings, reordered]) => {
        expect(assess(reordered)).toEqual(assess(readings));
      }),
      { numRuns: 60 },
    );
  });
});
