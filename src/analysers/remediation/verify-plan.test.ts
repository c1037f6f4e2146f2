import { expect, test } from 'vitest';
import type { Criterion, Plan } from '../../domain/plan.ts';
import type { PlanFact } from '../../domain/plan-fact.ts';
import { remediationSettings } from './settings.ts';
import { factKey, type NewFacts, verifyPlan } from './verify-plan.ts';

const settings = remediationSettings.parse({});
const start = Date.parse('2026-11-20T06:00:00Z');
const at = (hours: number) => new Date(start + hours * 3_600_000);

const noFailures: Criterion = {
  metric: 'failed-runs-in-a-row',
  comparator: '=',
  value: 0,
  forHours: 24,
};
const gone: Criterion = { metric: 'risk-open', comparator: '=', value: 0, forHours: 0 };

function plan(criteria: readonly Criterion[]): Pick<Plan, 'content' | 'looksAt'> {
  const content: Plan['content'] = {
    ...{ playbooks: [], signatureId: null, summary: '', evidence: [], hypotheses: [], checks: [] },
    ...{ options: [], directions: [], articles: [] },
    criteria,
  };
  return { content, looksAt: { job: ['A', 'B'], workload: [], repository: [] } };
}

function now(
  hours: number,
  failed: Record<string, number>,
  over: Partial<NewFacts> = {},
): NewFacts {
  const facts = new Map(
    Object.entries(failed).map(([name, runs]): [string, PlanFact] => [
      factKey('job', name),
      { kind: 'job', name, knownUntil: at(hours), metrics: { 'failed-runs-in-a-row': runs } },
    ]),
  );
  const failOtherwise = new Set<string>();
  return { cause: 'gone', score: null, facts, failOtherwise, asOf: at(hours), ...over };
}

test('a plan goes from not met over holding to met, and keeps since when', () => {
  const it = plan([noFailures, gone]);
  const first = verifyPlan(
    it,
    now(0, { a: 3, B: 0 }, { cause: 'open', score: 80 }),
    null,
    settings,
  );
  expect(first).toMatchObject({ verdict: 'not-met', firstMetAt: null });
  const second = verifyPlan(it, now(12, { a: 0, b: 0 }), first, settings);
  expect(second.checks.map(({ state }) => state)).toEqual(['holding', 'met']);
  expect(second).toMatchObject({ verdict: 'not-met', since: at(0) });
  const third = verifyPlan(it, now(36, { a: 0, b: 0 }), second, settings);
  expect(third).toMatchObject({ verdict: 'met', since: at(36), firstMetAt: at(36) });
  const fourth = verifyPlan(it, now(60, { a: 0, b: 0 }), third, settings);
  expect(fourth).toMatchObject({ verdict: 'met', since: at(36) });
});

test('what was met and is no longer has regressed, until it holds long enough again', () => {
  const it = plan([noFailures]);
  let last = verifyPlan(it, now(0, { a: 0, b: 0 }), null, settings);
  last = verifyPlan(it, now(24, { a: 0, b: 0 }), last, settings);
  expect(last.verdict).toBe('met');
  last = verifyPlan(it, now(48, { a: 1, b: 0 }), last, settings);
  expect(last.verdict).toBe('regressed');
  last = verifyPlan(it, now(50, { a: 0, b: 0 }), last, settings);
  expect(last).toMatchObject({ verdict: 'regressed', since: at(48) });
  last = verifyPlan(it, now(75, { a: 0, b: 0 }), last, settings);
  expect(last.verdict).toBe('met');
});

test('one of several subjects that fails is enough for not met; one that is unknown is not met by silence', () => {
  const it = plan([noFailures]);
  expect(verifyPlan(it, now(0, { a: 2 }), null, settings).verdict).toBe('not-met');
  expect(verifyPlan(it, now(0, { a: 0 }), null, settings).verdict).toBe('unknown');
  expect(verifyPlan(it, now(0, {}), null, settings).verdict).toBe('unknown');
});

test('facts that are too old are unknown, and do not break what has held so far', () => {
  const it = plan([noFailures]);
  const first = verifyPlan(it, now(0, { a: 0, b: 0 }), null, settings);
  const stale = verifyPlan(it, { ...now(0, { a: 0, b: 0 }), asOf: at(30) }, first, settings);
  expect(stale).toMatchObject({ verdict: 'unknown', checks: [{ heldSince: at(0) }] });
  expect(verifyPlan(it, now(31, { a: 0, b: 0 }), stale, settings).verdict).toBe('met');
});

test('a risk that could not be looked at again is neither open nor gone; an accepted one is open', () => {
  const it = plan([gone]);
  const verdict = (over: Partial<NewFacts>) =>
    verifyPlan(it, now(0, {}, over), null, settings).verdict;
  expect(verdict({ cause: 'unconfirmed', score: 80 })).toBe('unknown');
  expect(verdict({ cause: 'accepted', score: 80 })).toBe('not-met');
  expect(verdict({ cause: 'below-threshold', score: 10 })).toBe('not-met');
  expect(verdict({ cause: 'gone' })).toBe('met');
});

test('every comparison of the language', () => {
  const verdict = (comparator: Criterion['comparator'], value: number) =>
    verifyPlan(
      plan([{ metric: 'risk-score', comparator, value, forHours: 0 }]),
      now(0, {}, { cause: 'open', score: 50 }),
      null,
      settings,
    ).verdict;
  expect((['<', '<=', '=', '>=', '>'] as const).map((each) => verdict(each, 50))).toEqual([
    'not-met',
    'met',
    'met',
    'met',
    'not-met',
  ]);
  expect((['<', '<=', '=', '>=', '>'] as const).map((each) => verdict(each, 60))).toEqual([
    'met',
    'met',
    'not-met',
    'not-met',
    'not-met',
  ]);
});

test('a job that fails of something else neither breaks nor proves what another job still fails of', () => {
  const it = plan([noFailures, gone]);
  const otherwise = { failOtherwise: new Set(['a']) };
  const first = verifyPlan(it, now(0, { a: 0, b: 0 }), null, settings);
  expect(verifyPlan(it, now(30, { a: 2, b: 0 }), first, settings).verdict).toBe('not-met');
  expect(verifyPlan(it, now(30, { a: 2, b: 0 }, otherwise), first, settings).verdict).toBe('met');
  expect(verifyPlan(it, now(30, { a: 2, b: 1 }, otherwise), first, settings).verdict).toBe(
    'not-met',
  );
  expect(verifyPlan(it, now(30, { b: 0 }, otherwise), first, settings).verdict).toBe('unknown');
});
