import { describe, expect, test } from 'vitest';
import {
  failingJob,
  groupOf,
  hoursBefore,
  riskFacts,
  sourceRead,
  storageOf,
  workloadOf,
} from '../../../test/fixtures/risk-facts.ts';
import { assessRisks } from './assess-risks.ts';
import { carryOver } from './carry-over.ts';
import type { RiskFacts } from './risk-facts.ts';

const before = riskFacts({ jobs: [failingJob('A'), failingJob('B')] });
const known = assessRisks(before).risks.map((risk) => ({ ...risk, firstSeenAt: hoursBefore(50) }));
const ids = known.map(({ id }) => id);
const carry = (facts: RiskFacts) => carryOver(known, assessRisks(facts).risks, facts);

test('what is found again keeps its beginning', () => {
  const { open, closed } = carry(before);
  expect(closed).toEqual([]);
  expect(open.map(({ firstSeenAt }) => firstSeenAt)).toEqual([hoursBefore(50), hoursBefore(50)]);
});

test('what fresh data no longer shows is fixed', () => {
  const { open, closed } = carry(riskFacts());
  expect(open).toEqual([]);
  expect(closed.map(({ id, as }) => [id, as])).toEqual(ids.map((id) => [id, 'fixed']));
});

test.each(['failed', 'forbidden'] as const)(
  'what cannot be seen because a source is %s stands as it was, and still does a pass later',
  (availability) => {
    const sources = before.sources.map((source) =>
      source.source === 'sessions' ? sourceRead('sessions', { availability }) : source,
    );
    const blind = riskFacts({ sources });
    const once = carry(blind);
    const still = once.open.filter(({ id }) => ids.includes(id));
    expect(still).toHaveLength(2);
    for (const risk of still) {
      const then = known.find(({ id }) => id === risk.id);
      expect(risk.isConfirmed).toBe(false);
      expect(risk.score).toBe(then?.score);
      expect(risk.confidence.value).toBeLessThan(then?.confidence.value ?? 0);
    }
    const twice = carryOver(once.open, assessRisks(blind).risks, blind);
    expect(twice.closed).toEqual([]);
    expect(carryOver(twice.open, [], riskFacts()).closed).toHaveLength(twice.open.length);
  },
);

test('what a group tells from now on is merged, not fixed', () => {
  const grouped = { ...before, groups: [groupOf('g', ['A', 'B'])] };
  const { open, closed } = carry(grouped);
  expect(open).toHaveLength(1);
  expect(closed.map(({ as }) => as)).toEqual(['merged', 'merged']);
});

describe('what no analysis came to an end of', () => {
  const job = { feature: 'health', kind: 'job', id: 'id-A', name: 'A' } as const;

  test('is not fixed for it: its risk stands unconfirmed, the others are fixed', () => {
    const { open, closed } = carry(riskFacts({ unjudged: [job] }));
    expect(open).toMatchObject([{ subject: { name: 'A' }, isConfirmed: false }]);
    expect(open[0]?.score).toBe(known.find(({ id }) => id === open[0]?.id)?.score);
    const reasons = open[0]?.confidence.factors.map(({ reason }) => reason) ?? [];
    expect(reasons.join()).toContain('FAILED_HEALTH → JOB-FAILURE');
    expect(closed).toHaveLength(1);
    const other = { ...job, feature: 'efficiency' } as const;
    expect(carry(riskFacts({ unjudged: [other] })).closed).toHaveLength(2);
  });

  test('makes a risk of several jobs no smaller', () => {
    const groups = [groupOf('g', ['A', 'B', 'C'])];
    const jobs = ['A', 'B', 'C'].map((name) => failingJob(name));
    const workloads = [workloadOf('erp1', ['A']), workloadOf('lab2', ['B'])];
    const whole = assessRisks(riskFacts({ jobs, groups, workloads })).risks;
    const part = riskFacts({ jobs: jobs.slice(1), groups, workloads, unjudged: [job] });
    const [risk] = carryOver(whole, assessRisks(part).risks, part).open;
    expect(risk).toMatchObject({ score: whole[0]?.score, isConfirmed: false, tier: 'CRITICAL' });
    const seen = carryOver(whole, assessRisks(part).risks, { ...part, unjudged: [] }).open;
    expect(seen[0]?.score).toBeLessThan(whole[0]?.score ?? 0);
  });

  test('nor does a repository fill any less because there is no forecast of it any more', () => {
    const filling = assessRisks(riskFacts({ storage: [storageOf('r')] })).risks;
    const none = { noForecast: 'too little history', fullBeforeOrder: null, daysUntilFull: null };
    const without = riskFacts({ storage: [storageOf('r', none)] });
    const { open, closed } = carryOver(filling, assessRisks(without).risks, without);
    expect(closed).toEqual([]);
    expect(open.map(({ kind, isConfirmed }) => [kind, isConfirmed])).toEqual([
      ['repository-filling', false],
      ['forecast-missing', true],
    ]);
    const room = riskFacts({ storage: [storageOf('r', { fullBeforeOrder: 0.01 })] });
    expect(carryOver(filling, assessRisks(room).risks, room).closed).toHaveLength(1);
  });
});
