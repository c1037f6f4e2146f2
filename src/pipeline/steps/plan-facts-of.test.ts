import { expect, test } from 'vitest';
import { aRisk } from '../../../test/fixtures/a-risk.ts';
import {
  failingJob,
  hoursBefore,
  riskFacts,
  sourceRead,
  storageOf,
  workloadOf,
} from '../../../test/fixtures/risk-facts.ts';
import { planFactsOf } from './plan-facts-of.ts';

const tier = storageOf('s/performance', {
  ...{ name: 'Scale-Out (performance tier)', calledInLines: 'Scale-Out' },
  members: [{ id: 'e1', name: 'Extent 1' }],
  ...{ usedPercent: 91, fullBeforeOrder: 0.2, daysUntilFull: null, readAt: hoursBefore(2) },
});
const facts = riskFacts({
  jobs: [failingJob('SQL', 4), failingJob('Other', 2)],
  workloads: [
    workloadOf('sql01', ['SQL'], { state: 'late', ageHours: 80 }),
    workloadOf('web9', []),
  ],
  storage: [tier],
});
const risk = aRisk({
  subject: { kind: 'repository', id: 'Scale-Out', name: 'Scale-Out' },
  component: { kind: 'repository', name: 'Scale-Out' },
  ...{ jobs: ['SQL'], workloads: ['sql01'] },
});
const of = (all: ReturnType<typeof planFactsOf>, name: string) =>
  all.find((one) => one.name === name);

test('tells what open risks hit, without case, and nothing else', () => {
  const found = planFactsOf(facts, [risk], [], 90);
  expect(found.map(({ kind, name }) => `${kind} ${name}`).toSorted()).toEqual([
    ...['job sql', 'repository scale-out', 'workload sql01'],
  ]);
  expect(of(found, 'sql')?.metrics).toMatchObject({ 'failed-runs-in-a-row': 4, 'missed-runs': 0 });
  expect(of(found, 'sql01')?.metrics).toMatchObject({
    ...{ 'unprotected-workloads': 1, 'usable-point-age-hours': 80 },
  });
});

test('tells a tier by the name that failures call it, and days beyond the horizon as the horizon', () => {
  const found = planFactsOf(facts, [risk], ['extent 1'], 90);
  const metrics = { 'used-percent': 91, 'days-until-full': 90 };
  expect(of(found, 'scale-out')).toMatchObject({ metrics, knownUntil: hoursBefore(2) });
  expect(of(found, 'extent 1')).toMatchObject({ metrics });
});

test('goes on to tell what kept plans look at once the risk is gone', () => {
  expect(of(planFactsOf(facts, [], ['other'], 90), 'other')?.metrics).toMatchObject({
    ...{ 'failed-runs-in-a-row': 2 },
  });
});

test('of two that share a name the worse figure and the older instant stand', () => {
  const twice = [failingJob('SQL', 1), failingJob('sql', 4)];
  const found = planFactsOf({ ...facts, jobs: twice }, [risk], [], 90);
  expect(found.filter(({ kind }) => kind === 'job')).toHaveLength(1);
  expect(of(found, 'sql')?.metrics['failed-runs-in-a-row']).toBe(4);
});

test('tells nothing of what was never read', () => {
  const sources = facts.sources.map((state) =>
    state.source === 'sessions' ? sourceRead('sessions', { lastAvailableAt: null }) : state,
  );
  expect(of(planFactsOf({ ...facts, sources }, [risk], [], 90), 'sql')).toBeUndefined();
  const unknown = { ...facts, storage: [{ ...tier, usedPercent: null, noForecast: 'too young' }] };
  expect(of(planFactsOf(unknown, [risk], [], 90), 'scale-out')?.metrics).toEqual({});
});
