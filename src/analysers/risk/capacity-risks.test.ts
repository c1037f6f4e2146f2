import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  failingJob,
  groupOf,
  hoursBefore,
  riskFacts,
  storageOf,
  workloadOf,
} from '../../../test/fixtures/risk-facts.ts';
import { assessRisks } from './assess-risks.ts';
import type { RiskFacts, StorageFact } from './risk-facts.ts';
import { riskSettings } from './settings.ts';

const placements = [
  { workloadId: 'vSphere/erp1', repositoryId: 'r', jobId: null, newestAt: hoursBefore(5) },
];
const estate = (over: Partial<StorageFact>, more: Partial<RiskFacts> = {}) =>
  riskFacts({
    storage: [storageOf('r', over)],
    ...{ placements, workloads: [workloadOf('erp1', []), workloadOf('sql2', ['A', 'B', 'C'])] },
    ...more,
  });
const filling = (over: Partial<StorageFact>, more: Partial<RiskFacts> = {}) =>
  assessRisks(estate(over, more)).risks.find(({ kind }) => kind === 'repository-filling');
const scoreAt = (daysUntilFull: number | null, over: Partial<StorageFact> = {}) =>
  filling({ daysUntilFull, ...over })?.score ?? 0;

describe('a repository that fills', () => {
  test('scores by hand: 14 days, of which three make space', () => {
    const risk = filling({ daysUntilFull: 14, fullBeforeOrder: 0.9 });
    // Loss 0.9 × (0.4 + 0.6 × 3/14) = 0.4757; 0.8 × (60 + 15 × log 2 / log 101 + 15 × 3/14 + 10) of it.
    expect(risk?.contributions.map(({ points }) => points)).toEqual([23, 1, 1, 4]);
    expect(risk?.formula).toBe('risk/3');
  });

  test('presses the more the less time is left, without a step, and never less than the order that is overdue', () => {
    const days = fc.double({ min: 0, max: 90, noNaN: true });
    fc.assert(
      fc.property(days, days, (one, other) => {
        const [sooner, later] = [Math.min(one, other), Math.max(one, other)];
        expect(scoreAt(sooner)).toBeGreaterThanOrEqual(scoreAt(later));
        expect(scoreAt(later)).toBeGreaterThanOrEqual(scoreAt(null, { forecastDays: 90 }));
        if (later - sooner <= 0.1) expect(scoreAt(sooner) - scoreAt(later)).toBeLessThanOrEqual(4);
      }),
    );
  });

  test('cannot be relieved any more within the days that this takes', () => {
    const sure = { fullBeforeOrder: 1 };
    const full = scoreAt(0, { isFullNow: true });
    expect([scoreAt(2, sure), scoreAt(3, sure)]).toEqual([full, full]);
    expect(scoreAt(4, sure)).toBeLessThan(full);
    const settings = riskSettings.parse({ reliefDays: 10 });
    expect(filling({ daysUntilFull: 9, ...sure }, { settings })?.score).toBe(full);
  });

  test('counts as full where nothing tells when, not where the day is beyond the forecast', () => {
    expect(scoreAt(null, { forecastDays: null })).toBe(scoreAt(1));
    expect(scoreAt(null, { forecastDays: 90 })).toBe(scoreAt(90));
    expect(scoreAt(null, { forecastDays: 90 })).toBeLessThan(scoreAt(60));
  });

  test('is helped most by space that is made by hand', () => {
    expect(filling({ daysUntilFull: 5 })?.lowersMost).toMatchObject({
      change: 'lower retention or move backups until space that is ordered arrives',
    });
  });
});

describe('jobs that fail today on machines of a lower tier', () => {
  const today = {
    jobs: ['A', 'B', 'C'].map((name) => failingJob(name, 1)),
    groups: [groupOf('g', ['A', 'B', 'C'], { causeClass: 'credentials', component: null })],
  };
  const first = (daysUntilFull: number) =>
    assessRisks(estate({ daysUntilFull }, today)).risks[0]?.kind;

  test.each([10, 14, 30, 60])('stand before what a forecast says for in %i days', (days) => {
    expect(first(days)).toBe('runs-failing');
  });

  test.each([1, 3, 5])('stand behind what is full in %i days', (days) => {
    expect(first(days)).toBe('repository-filling');
  });
});
