import { expect, test } from 'vitest';
import {
  failingJob,
  groupOf,
  hoursBefore,
  riskFacts,
  sourceRead,
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
