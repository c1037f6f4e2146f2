import { expect, test } from 'vitest';
import { tiersBy } from '../../domain/business-tier.ts';
import { tierSettings } from '../../domain/business-tier-settings.ts';
import { storageFactFrom, workloadFactFrom } from './risk-facts-of.ts';

const asOf = new Date('2026-11-26T06:00:00Z');
const hoursBefore = (hours: number) => new Date(asOf.getTime() - hours * 3_600_000).toISOString();

/** A workload without a recent usable point whose job ended well; its newest point is so many hours old and not usable. */
function passedOver(newestUnusableHours: number | null): boolean {
  const unusable = {
    ...{ id: 'p', type: 'Increment', repository: 'Main', malwareStatus: 'Infected', taskId: null },
    ...{ sessionId: null, isFileSeen: true, verdict: 'infected' },
  };
  const measures = {
    ...{ state: 'late', reason: 'too old', isGreenJobOnly: true, ageHours: 300, lastTask: null },
    ...{ pointsAsOf: asOf.toISOString(), toleratedHours: 48, newestUsable: null, jobs: [] },
    newestUnusable:
      newestUnusableHours === null ? null : { ...unusable, at: hoursBefore(newestUnusableHours) },
    points: { total: 9, usable: 0, suspicious: 0, infected: 9, notUsable: 9 },
  };
  const subject = { kind: 'workload', id: 'VMware/sql1', name: 'sql1' } as const;
  const scored = { status: 'scored', reason: null, score: 0, judgement: null } as const;
  const finding = { subject, asOf, measures, ...scored };
  return workloadFactFrom(finding, tiersBy(tierSettings.parse({}))).isPassedOver;
}

test('a workload is passed over while no new point comes of it, not where new points are not usable', () => {
  expect(passedOver(null)).toBe(true);
  expect(passedOver(400)).toBe(true);
  expect(passedOver(12)).toBe(false);
});

test('a level that is not reached within the forecast is later than it, one that nothing tells of is unknown', () => {
  const fact = (answer: string, days: number | null) => {
    const level = {
      ...{ percent: 100, levelGib: 100, answer, days, probabilities: [] },
      ...{ interval80: { early: null, late: null }, interval95: { early: null, late: null } },
      ...{ orderByDays: null, orderSafelyByDays: null },
    };
    const measures = {
      ...{ tier: 'standalone', parentName: 'Main', members: [], usedPercent: 70, readAt: null },
      ...{ outOfService: [], noDates: null, growthGibPerDay: 1, leadTimeDays: 60 },
      ...{ horizonDays: 90, levels: [level], fullBeforeOrder: 0.3 },
    };
    const subject = { kind: 'repository', id: 'r', name: 'Main' } as const;
    const scored = { status: 'scored', reason: null, score: 50, judgement: null } as const;
    const found = storageFactFrom({ subject, asOf, measures, ...scored });
    return [found?.daysUntilFull, found?.forecastDays, found?.isFullNow];
  };
  expect(fact('not-within', null)).toEqual([null, 90, false]);
  expect(fact('within', 12)).toEqual([12, null, false]);
  expect(fact('reached', 0)).toEqual([0, null, true]);
  expect(fact('unknown', null)).toEqual([null, null, false]);
});
