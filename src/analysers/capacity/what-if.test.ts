import { describe, expect, it } from 'vitest';
import { dailyReadings, plainCalibration } from '../../../test/fixtures/used-space.ts';
import { forecastSeries, type ReadyForecast } from './forecast.ts';
import { levelOutlook } from './level-outlook.ts';
import { orderBy, priorityOf, recommendedCapacity } from './procurement.ts';
import {
  addedData,
  addedMachines,
  changedRetention,
  movedJob,
  type PlannedLoad,
  withLoads,
} from './what-if.ts';

function forecast(perDay: number): ReadyForecast {
  const readings = dailyReadings(60, (day) => 1000 + perDay * day);
  const request = { readings, originDay: 59, historyDays: 60, horizonDays: 90 };
  const made = forecastSeries({ ...request, calibration: plainCalibration });
  if (made.status !== 'ready') throw new Error('not ready');
  return made;
}

const growth = forecast(10);
const added = (load: PlannedLoad, day: number) =>
  (withLoads(growth, [load]).path[day - 1] ?? 0) - (growth.path[day - 1] ?? 0);
const widened = (load: PlannedLoad, day: number) =>
  (withLoads(growth, [load]).spread[day - 1] ?? 0) - (growth.spread[day - 1] ?? 0);

describe('what if', () => {
  it('data come: the path rises by them from that day on, and the interval widens', () => {
    const load = addedData(500, 10);
    expect([1, 9, 10, 90].map((day) => added(load, day))).toEqual([0, 0, 500, 500]);
    expect(widened(load, 9)).toBe(0);
    expect(widened(load, 10)).toBeCloseTo(50, 9);
    expect(levelOutlook(withLoads(growth, [load]), 2300, []).days).toBeLessThan(
      levelOutlook(growth, 2300, []).days ?? 0,
    );
  });

  it('machines come: a full at once, then changes until retention is filled', () => {
    const load = addedMachines({
      count: 10,
      sizeEach: 100,
      dailyChangeShare: 0.05,
      storedShare: 0.5,
      retentionDays: 14,
      startsInDays: 5,
    });
    expect([4, 5, 6, 19, 60].map((day) => added(load, day))).toEqual([
      0,
      500,
      525,
      500 + 14 * 25,
      500 + 14 * 25,
    ]);
  });

  it('retention grows: nothing goes until the new days are filled', () => {
    const load = changedRetention(8, 14, 30);
    expect([1, 16, 17, 90].map((day) => added(load, day))).toEqual([8, 128, 128, 128]);
  });

  it('retention shrinks: the days too many go, after their lock', () => {
    expect(added(changedRetention(8, 30, 14), 1)).toBeCloseTo(-128, 9);
    const locked = changedRetention(8, 30, 14, 30);
    expect([15, 16].map((day) => added(locked, day))).toEqual([0, -128]);
  });

  it('a job moves: what one repository loses the other gains', () => {
    const { source, target } = movedJob(300, 4, 7);
    for (const day of [1, 7, 8, 50]) expect(added(source, day)).toBeCloseTo(-added(target, day), 9);
    expect(added(target, 17)).toBeCloseTo(340, 9);
  });

  it('loads add up, and none changes nothing', () => {
    const both = withLoads(growth, [addedData(100, 1), addedData(50, 1)]);
    expect(both.path[0]).toBeCloseTo((growth.path[0] ?? 0) + 150, 9);
    expect(withLoads(growth, [])).toEqual(growth);
  });

  it('what leaves now frees a level that is reached; what leaves later, or comes now, does not', () => {
    const reachedWith = (...loads: readonly PlannedLoad[]) =>
      levelOutlook(withLoads(growth, loads), 1500, []).answer;
    expect(reachedWith()).toBe('reached');
    expect(reachedWith(movedJob(300, 0, 0).source)).toBe('within');
    expect(reachedWith(movedJob(1500, 12, 0).source)).toBe('not-within');
    expect(reachedWith(movedJob(300, 0, 3).source)).toBe('reached');
    expect(levelOutlook(withLoads(growth, [addedData(100, 0)]), 1600, []).days).toBe(1);
  });
});

describe('ordering', () => {
  const outlooks = (made: ReadyForecast, capacity: number, leadTimeDays = 30) =>
    [80, 90, 100].map((percent) => ({
      percent,
      ...levelOutlook(made, (capacity * percent) / 100, [leadTimeDays]),
    }));

  it('is due a lead time before the likely day, and earlier to be safe', () => {
    // Day 59 holds 1590; 2000 is reached in 41 days.
    const [eighty, , full] = orderBy(outlooks(growth, 2500), 30);
    expect(eighty?.likelyInDays).toBe(11);
    expect(eighty?.safeInDays).toBeLessThan(11);
    expect(full?.likelyInDays).toBeNull();
    expect(orderBy(outlooks(growth, 2500), 60)[0]?.likelyInDays).toBe(0);
  });

  it.each([
    ['full already', 1500, 'URGENT'],
    ['full before an order arrives', 1700, 'URGENT'],
    ['over the level below full', 1760, 'URGENT'],
    ['perhaps full before an order arrives', 1893, 'HIGH'],
    ['over the lowest level, full long after', 1980, 'MEDIUM'],
    ['over the lowest level before an order arrives', 2200, 'MEDIUM'],
    ['far from every level', 9000, 'LOW'],
  ])('is as pressing as being %s', (_, capacity, priority) => {
    expect(priorityOf(outlooks(growth, capacity), 30)).toBe(priority);
  });

  it.each([
    [1000, 'URGENT'],
    [1100, 'HIGH'],
    [1200, 'MEDIUM'],
    [2000, 'LOW'],
  ])('of a level repository of 1000 with the capacity %d is %s', (capacity, priority) => {
    expect(priorityOf(outlooks(forecast(0), capacity), 30)).toBe(priority);
  });

  it('of a level that is reached is never LOW, even with no probability told', () => {
    const untold = (capacity: number) =>
      outlooks(growth, capacity).map((each) => ({ ...each, probabilities: [] }));
    const capacities = [1500, 1700, 1980];
    expect(capacities.map((capacity) => priorityOf(untold(capacity), 30))).toEqual([
      'URGENT',
      'HIGH',
      'MEDIUM',
    ]);
  });

  it('is never less pressing for a lead time beyond what is told', () => {
    const told = outlooks(growth, 2500, 60);
    expect(priorityOf(told, 30)).toBe(priorityOf(told, 60));
    expect(priorityOf(told, 400)).toBe(priorityOf(told, 60));
    expect(priorityOf(told, 60)).not.toBe('LOW');
  });

  it('recommends what nine in ten futures leave below the target, plus a buffer', () => {
    const bare = recommendedCapacity(growth, 100, 0);
    expect(bare).toBeGreaterThan(1590 + 900);
    expect(recommendedCapacity(growth, 80, 0)).toBeCloseTo(bare / 0.8, 6);
    expect(recommendedCapacity(growth, 80, 20)).toBeCloseTo((bare / 0.8) * 1.2, 6);
    expect(recommendedCapacity(forecast(-5), 100, 0)).toBeGreaterThanOrEqual(705);
  });
});
