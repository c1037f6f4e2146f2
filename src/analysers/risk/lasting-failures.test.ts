import { describe, expect, test } from 'vitest';
import {
  failingJob,
  groupOf,
  hoursBefore,
  riskAsOf,
  riskFacts,
  sourceRead,
  workloadOf,
} from '../../../test/fixtures/risk-facts.ts';
import { assessRisks } from './assess-risks.ts';
import { type Failing, likelyToLast, lossWhile } from './lasting-failures.ts';
import type { RiskFacts } from './risk-facts.ts';

const likely = (over: Partial<Failing>) =>
  likelyToLast(
    { jobs: 1, runsInRow: 1, since: hoursBefore(8), newest: null, stays: false, ...over },
    { asOf: riskAsOf, longDays: 7 },
  );

describe('how likely failures go on', () => {
  test('grows with runs in a row, with time and with jobs of one cause', () => {
    const steps = [
      likely({}),
      likely({ runsInRow: 2 }),
      likely({ runsInRow: 3 }),
      likely({ runsInRow: 2, since: hoursBefore(40), jobs: 3 }),
      likely({ runsInRow: 12, since: hoursBefore(12 * 24) }),
    ];
    expect(steps).toEqual([0.4, 0.65, 0.85, 0.95, 1]);
  });

  test('is all but certain where the cause stays until somebody acts', () => {
    expect(likely({ stays: true })).toBe(0.7);
    expect(likely({ stays: true, runsInRow: 2 })).toBe(0.95);
    expect(likely({ stays: true, jobs: 3 })).toBe(1);
    expect(likely({ jobs: 3 })).toBe(0.7);
  });

  test('is that of a second night once a run of the next night failed, not only hours later', () => {
    const sinceYesterday = { runsInRow: 2, since: hoursBefore(26) };
    expect(likely({ ...sinceYesterday, newest: hoursBefore(2) })).toBe(0.85);
    expect(likely({ ...sinceYesterday, newest: hoursBefore(2), jobs: 3 })).toBe(0.95);
    expect(likely({ ...sinceYesterday, newest: hoursBefore(20), jobs: 3 })).toBe(0.7);
  });

  test('of one long ago run alone is no long failure', () => {
    expect(likely({ since: hoursBefore(30 * 24) })).toBe(0.4);
  });
});

test('recent points take a part of the loss away, unknown ones nothing', () => {
  const share = (value: number | null) => ({ value, reason: '' });
  expect(lossWhile(1, share(1), 1)).toBe(1);
  expect(lossWhile(1, share(0), 1)).toBe(0.65);
  expect(lossWhile(0.4, share(null), 1)).toBe(0.4);
  expect(lossWhile(1, share(0), 3)).toBe(0.85);
});

const worst = (facts: RiskFacts) => assessRisks(facts).risks.map(({ title }) => title);
const single = failingJob('Chance', 1, {
  streak: { outcome: 'failed', runs: 1, since: hoursBefore(6) },
});
const locked = groupOf('g', ['A', 'B', 'C'], {
  ...{ causeClass: 'credentials', component: { kind: 'account', name: 'svc' } },
});

test('what lasts stands before one bad night of a more important machine', () => {
  const facts = riskFacts({
    jobs: [single, failingJob('Lasting', 12)],
    workloads: [workloadOf('erp1', ['Chance']), workloadOf('sql2', ['Lasting'])],
  });
  expect(worst(facts)[0]).toContain('Lasting');
});

test('a cause of several jobs takes the highest tier of all that they protect', () => {
  const jobs = ['A', 'B', 'C'].map((name) => failingJob(name, 1));
  const workloads = [
    workloadOf('lab1', ['A']),
    workloadOf('lab2', ['B']),
    workloadOf('dc3', ['C']),
  ];
  const groups = [{ ...locked, workloads: ['lab1'] }];
  const [risk] = assessRisks(riskFacts({ jobs, workloads, groups })).risks;
  expect(risk).toMatchObject({ kind: 'runs-failing', tier: 'CRITICAL', workloads: ['lab1'] });
});

test('a cause that nothing tells because logs are hidden scores no less than one that stays', () => {
  const jobs = [failingJob('A', 2)];
  const workloads = [workloadOf('sql1', ['A'])];
  const seen = riskFacts({ jobs, workloads, groups: [{ ...locked, jobIds: ['id-A'] }] });
  const sources = seen.sources.map((state) =>
    state.source === 'logs' ? sourceRead('logs', { availability: 'forbidden' }) : state,
  );
  const [known] = assessRisks(seen).risks;
  const [hidden] = assessRisks({ ...seen, groups: [], sources }).risks;
  expect(hidden?.score).toBeGreaterThanOrEqual(known?.score ?? 100);
});
