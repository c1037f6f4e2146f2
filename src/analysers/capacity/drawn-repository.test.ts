import { expect, it } from 'vitest';
import { capacityServer } from '../../../test/fixtures/planted-capacity.ts';
import { plainCalibration } from '../../../test/fixtures/used-space.ts';
import { drawnRepository } from './drawn-repository.ts';
import { quantilePath } from './forecast.ts';
import { capacityMeasuresSchema } from './measures.ts';

const asOf = new Date('2026-11-23T06:00:00Z');
const today = 20_780;

function measuresOf(days: number) {
  const planted = { name: 'Main', usedGib: 8500, growthGib: 20, days };
  const finding = capacityServer(1, 'north', [planted], asOf).findings.at(-1);
  return capacityMeasuresSchema.parse(finding?.measures);
}

it('is the forecast that was kept, with the levels and the days it rests on', () => {
  const drawn = drawnRepository(measuresOf(40), plainCalibration);
  expect(drawn?.forecast).toMatchObject({ originDay: today, lastKnown: { value: 8500 } });
  expect(drawn?.forecast.values).toHaveLength(40);
  expect(drawn?.forecast.values.slice(-2)).toEqual([8480, 8500]);
  expect(drawn?.levels.map(({ percent, gib }) => [percent, gib])).toEqual([
    [80, 8000],
    [90, 9000],
    [100, 10_000],
  ]);
  if (drawn === null) throw new Error('not drawn');
  expect(quantilePath(drawn.forecast, 0.9)[0]).toBeGreaterThan(8520);
});

it('leaves outliers and failed readings out of the line, and shows steps on their day', () => {
  const measures = measuresOf(40);
  const spoilt = {
    ...measures,
    series: measures.series.map((row, at) => (at === 10 ? { ...row, gib: 0 } : row)),
    history: { ...measures.history, removed: [{ day: '2026-11-20', gib: 8440 }] },
    steps: [{ day: '2026-11-21', gib: 300, isRebuilt: false, causes: [] }],
  };
  const drawn = drawnRepository(spoilt, plainCalibration);
  const gaps = drawn?.forecast.values.flatMap((value, at) => (Number.isNaN(value) ? [at] : []));
  expect(gaps).toEqual([10, 36]);
  expect(drawn?.steps).toEqual([{ day: today - 2, size: 300 }]);
});

it('is nothing where no forecast was made', () => {
  expect(drawnRepository(measuresOf(5), plainCalibration)).toBeNull();
});
