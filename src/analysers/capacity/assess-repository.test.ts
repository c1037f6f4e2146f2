import { describe, expect, it } from 'vitest';
import { filesOn, noonOf, storedBackup } from '../../../test/fixtures/stored-backups.ts';
import { plainCalibration } from '../../../test/fixtures/used-space.ts';
import { noLock } from '../../domain/file-lock.ts';
import type { RepositoryState } from '../../domain/repository.ts';
import type { CapacityDay } from '../../domain/stored-backup.ts';
import { assessRepository } from './assess-repository.ts';
import type { CapacityFacts } from './capacity-facts.ts';
import { capacityMeasuresSchema } from './measures.ts';
import { capacitySettings } from './settings.ts';
import { tierCapacities } from './tier-capacity.ts';

const today = 20_000;
const capacityGib = 10_000;

function dayRow(day: number, usedGib: number | null, over: Partial<CapacityDay> = {}): CapacityDay {
  return {
    repositoryId: 'r',
    takenAt: noonOf(day),
    capacityGib,
    freeGib: usedGib === null ? null : capacityGib - usedGib,
    usedGib,
    reportedUsedGib: usedGib ?? 0,
    isOnline: true,
    source: 'measured',
    ...over,
  };
}

function assess(
  days: readonly CapacityDay[],
  over: Partial<CapacityFacts> = {},
  stateOver: Partial<RepositoryState> = {},
) {
  const used = days.findLast(({ isOnline }) => isOnline)?.usedGib ?? 0;
  const state: RepositoryState = {
    id: 'r',
    name: 'Main',
    type: 'LinuxLocal',
    hostId: 'h',
    hostName: null,
    path: '/b',
    capacityGib,
    freeGib: capacityGib - used,
    reportedUsedGib: used,
    isOnline: true,
    isOutOfDate: false,
    scaleOutRepositoryId: null,
    extentType: null,
    ...stateOver,
  };
  const storage = { states: [state], definitions: [], scaleOutRepositories: [] };
  const [tier] = tierCapacities(storage);
  if (tier === undefined) throw new Error('no tier');
  const { finding, forecast } = assessRepository({
    subject: { id: 'r', name: 'Main' },
    tier,
    readAt: noonOf(today),
    days,
    backups: [],
    lock: noLock,
    objectNames: new Map(),
    capacityTierDays: [],
    past: [],
    sources: [],
    asOf: noonOf(today),
    settings: capacitySettings.parse({}),
    calibration: plainCalibration,
    ...over,
  });
  return { finding, forecast, measures: capacityMeasuresSchema.parse(finding.measures) };
}

const course = (days: number, usedOn: (daysAgo: number) => number | null) =>
  Array.from({ length: days }, (_, index) =>
    dayRow(today - days + 1 + index, usedOn(days - 1 - index)),
  );

describe('a repository', () => {
  it('with sixty days of growth has dates, a priority, a score and a forecast that is kept', () => {
    const { finding, forecast, measures } = assess(course(60, (ago) => 8500 - 20 * ago));
    expect(finding).toMatchObject({ status: 'scored', feature: 'capacity' });
    expect(measures.levels.map(({ percent, answer }) => [percent, answer])).toEqual([
      [80, 'reached'],
      [90, 'within'],
      [100, 'within'],
    ]);
    // 500 GiB to the next level, 1500 to the highest, at 20 a day.
    expect(measures.levels.map(({ days }) => days)).toEqual([0, 25, 75]);
    expect(measures.levels[2]?.orderByDays).toBe(15);
    expect(measures.priority).toBe('MEDIUM');
    expect(measures.history).toMatchObject({ knownDays: 60, measured: 60, rebuilt: 0 });
    expect(forecast).toMatchObject({ subjectId: 'r', madeOnDay: today });
    expect(forecast?.points[0]).toMatchObject({ daysAhead: 7, expected: 8640 });
    if (finding.status !== 'scored') throw new Error('not scored');
    const sum = finding.parts.reduce((total, { points }) => total + points, 0);
    expect(finding.score).toBeCloseTo(sum, 6);
  });

  it('is judged over the whole lead time, also where that is longer than the horizon', () => {
    const settings = capacitySettings.parse({ leadTimeDays: 150, horizonDays: 90 });
    // 2400 GiB to the highest level at 20 a day: 120 days, after the horizon and before the order arrives.
    const { measures } = assess(
      course(60, (ago) => 7600 - 20 * ago),
      { settings },
    );
    const full = measures.levels.at(-1);
    expect(full).toMatchObject({ answer: 'within', days: 120, orderByDays: 0 });
    expect(full?.probabilities.map(({ withinDays }) => withinDays)).toEqual([30, 60, 90, 150]);
    expect(measures).toMatchObject({ horizonDays: 150, priority: 'URGENT' });
    expect(measures.fullBeforeOrder).toBeGreaterThan(0.5);
    expect(measures.judgedBy).toContain('["horizonDays",90]');
  });

  it('with thirteen days has no date, says so, and is not LOW where a level is reached', () => {
    const { finding, forecast, measures } = assess(course(13, (ago) => 9100 - ago));
    expect(finding).toMatchObject({
      status: 'insufficient-data',
      reason: 'not enough history, 13 of 14 days',
    });
    expect(forecast).toBeNull();
    expect(measures.levels.map(({ answer }) => answer)).toEqual(['reached', 'reached', 'unknown']);
    expect(measures.priority).toBe('HIGH');
    expect(assess(course(13, () => 100)).measures.priority).toBeNull();
  });

  it('with one reading and backup files has a rebuilt history, a wider interval and less confidence', () => {
    const backups = [storedBackup(today - 40, today, { files: filesOn(today - 40, today, 20) })];
    const { finding, measures } = assess(
      course(1, () => 8500),
      { backups },
    );
    const measured = assess(course(41, (ago) => 8500 - 20 * ago));
    expect(measures.history).toMatchObject({ measured: 1, rebuilt: 40, knownDays: 41 });
    expect(measures.levels[1]?.days).toBe(measured.measures.levels[1]?.days);
    expect(measures.levels[1]?.interval80.early).toBeLessThan(
      measured.measures.levels[1]?.interval80.early ?? 0,
    );
    const trust = (each: typeof finding) => (each.status === 'scored' ? each.confidence.value : 1);
    expect(trust(finding)).toBeLessThan(trust(measured.finding));
  });

  it('grows no date out of fewer than fourteen days, rebuilt or not', () => {
    const backups = [storedBackup(today - 9, today, { files: filesOn(today - 9, today, 20) })];
    expect(
      assess(
        course(1, () => 8500),
        { backups },
      ).finding,
    ).toMatchObject({
      reason: 'not enough history, 10 of 14 days',
    });
  });

  it('that was extended keeps its history, and the levels move', () => {
    const days = course(60, (ago) => 8500 - 20 * ago).map((day, index) =>
      index < 30 ? { ...day, capacityGib: 9000 } : day,
    );
    const { measures } = assess(days);
    expect(measures.extensions).toMatchObject([{ fromGib: 9000, toGib: 10_000 }]);
    expect(measures.history.knownDays).toBe(60);
  });

  it('offline gives no figures, and its repeated ones are not fitted', () => {
    const days = course(30, (ago) => 8500 - 20 * ago).map((day, index) =>
      index > 24 ? { ...day, isOnline: false } : day,
    );
    const { finding } = assess(days, {}, { isOnline: false });
    expect(finding).toMatchObject({
      status: 'insufficient-data',
      reason: expect.stringContaining('offline'),
    });
  });

  it('without a capacity has growth and no date', () => {
    const days = course(60, () => null).map((day, index) => ({
      ...day,
      capacityGib: null,
      reportedUsedGib: 1000 + 10 * index,
    }));
    const { finding, measures } = assess(
      days,
      {},
      { capacityGib: 0, freeGib: 0, reportedUsedGib: 1590 },
    );
    expect(finding).toMatchObject({ reason: expect.stringContaining('capacity is not known') });
    expect(measures.growthGibPerDay).toBeCloseTo(10, 6);
    expect(measures.priority).toBeNull();
  });
});

describe('bad input is named and survived', () => {
  const steady = (ago: number) => 5000 - 10 * ago;
  it.each([
    ['a constant', course(60, () => 5000), {}],
    ['zeros', course(60, (ago) => (ago % 10 === 3 ? 0 : steady(ago))), { zero: 6 }],
    ['negative numbers', course(60, (ago) => (ago === 5 ? -4 : steady(ago))), { negative: 1 }],
    ['no numbers', course(60, (ago) => (ago === 5 ? Number.NaN : steady(ago))), { notNumbers: 1 }],
    ['a day twice', [...course(60, steady), dayRow(today - 5, 4950)], { duplicateDays: 1 }],
    ['time that goes backwards', course(60, steady).toReversed(), {}],
    [
      'another unit',
      course(60, (ago) => (ago > 30 ? steady(ago) / 1024 : steady(ago))),
      { unitChanges: 1 },
    ],
  ])('%s', (_name, days, faults) => {
    const { finding, measures } = assess(days, {}, { freeGib: 5000 });
    expect(finding.status).toBe('scored');
    expect(measures.history.faults).toMatchObject(faults);
    expect(measures.levels.map(({ answer }) => answer)).toEqual([
      'not-within',
      'not-within',
      'not-within',
    ]);
  });

  it('one point and none at all', () => {
    expect(assess(course(1, () => 5000)).finding).toMatchObject({
      reason: 'not enough history, 1 of 14 days',
    });
    expect(assess([]).finding).toMatchObject({ reason: 'not enough history, 0 of 14 days' });
  });
});
