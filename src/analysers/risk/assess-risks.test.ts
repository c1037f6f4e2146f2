import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  failingJob,
  groupOf,
  hoursBefore,
  riskFacts,
  sourceRead,
  workloadOf,
} from '../../../test/fixtures/risk-facts.ts';
import type { MalwareEvent } from '../../domain/security.ts';
import { assessRisks } from './assess-risks.ts';
import type { RiskFacts } from './risk-facts.ts';

const kinds = (facts: RiskFacts) => assessRisks(facts).risks.map(({ kind }) => kind);
const of = (facts: RiskFacts, kind: string) =>
  assessRisks(facts).risks.filter((risk) => risk.kind === kind);

const jobs = ['A', 'B', 'C'];
const failing = riskFacts({
  jobs: jobs.map((name) => failingJob(name)),
  groups: [groupOf('g', jobs), groupOf('h', ['A'], { causeClass: 'vss', component: null })],
  workloads: [
    workloadOf('erp1', ['A'], { state: 'late', ageHours: 90 }),
    workloadOf('lab2', ['B']),
    workloadOf('web3', ['C'], { state: 'late', ageHours: 80 }),
  ],
});

describe('jobs that fail', () => {
  test('are one risk where one root cause binds them, and their late workloads are told with it', () => {
    const [risk, ...others] = of(failing, 'runs-failing');
    expect(others).toEqual([]);
    expect(risk).toMatchObject({
      ...{ groupId: 'g', causeClass: 'storage_space', jobs, workloads: ['erp1', 'lab2', 'web3'] },
      ...{ tier: 'CRITICAL', subject: { kind: 'repository', name: 'Main' } },
      figures: { failingJobs: 3, workloadsHit: 3 },
    });
    expect(risk?.evidence[0]).toMatchObject({ kind: 'log-line', id: 't#5' });
    expect(of(failing, 'workload-late')).toEqual([]);
  });

  test('are risks of their own without a group', () => {
    const alone = of({ ...failing, groups: [] }, 'runs-failing');
    expect(alone.map(({ subject }) => subject.name).toSorted()).toEqual(jobs);
  });

  test('leave the repository that fails them out of the other risks', () => {
    const offline = {
      ...{ id: 'r', name: 'Main', type: 'WinLocal', hostId: null, hostName: null },
      ...{ isOnline: false, isOutOfDate: null, scaleOutRepositoryId: null, immutability: null },
      seenAt: hoursBefore(1),
    };
    expect(kinds({ ...failing, repositories: [offline] })).not.toContain('repository-offline');
    expect(kinds({ ...failing, groups: [], repositories: [offline] })).toContain(
      'repository-offline',
    );
  });
});

test('a workload that its green job passes over is a risk of its own', () => {
  const skipped = workloadOf('sql9', ['Green'], {
    ...{ state: 'late', isPassedOver: true, ageHours: 300 },
    newestUsable: { id: 'p', at: hoursBefore(300) },
  });
  const green = failingJob('Green', 0, { streak: null });
  const [risk] = of(riskFacts({ jobs: [green], workloads: [skipped] }), 'workload-skipped');
  expect(risk).toMatchObject({ tier: 'HIGH', workloads: ['sql9'], jobs: ['Green'] });
  expect(risk?.impact).toBe((risk?.score ?? 0) * 0.75);
});

test('what one job passes over is one risk, however many machines', () => {
  const skipped = ['sql1', 'sql2'].map((name) =>
    workloadOf(name, ['Green'], {
      ...{ state: 'late', isPassedOver: true, ageHours: 300 },
      newestUsable: { id: `p-${name}`, at: hoursBefore(300) },
    }),
  );
  const jobs = [failingJob('Green', 0, { streak: null })];
  const found = of(riskFacts({ jobs, workloads: skipped }), 'workload-skipped');
  expect(found).toMatchObject([
    { subject: { kind: 'job', name: 'Green' }, workloads: ['sql1', 'sql2'] },
  ]);
});

describe('a repository that is offline', () => {
  const offline = {
    ...{ id: 'r', name: 'Far', type: 'WinLocal', hostId: null, hostName: null },
    ...{ isOnline: false, isOutOfDate: null, scaleOutRepositoryId: null, immutability: null },
    seenAt: hoursBefore(1),
  };
  const scoreOf = (over: Partial<RiskFacts>) =>
    of(riskFacts({ repositories: [offline], ...over }), 'repository-offline')[0]?.score ?? 0;
  const workloads = [workloadOf('sql1', [])];
  const placements = [
    { workloadId: 'vSphere/sql1', repositoryId: 'r', jobId: null, newestAt: hoursBefore(5) },
  ];

  test('is hardly a risk while nothing lies there', () => {
    expect(scoreOf({}) * 2).toBeLessThan(scoreOf({ workloads, placements }));
  });

  test('counts as full where restore points cannot be read', () => {
    const sources = riskFacts().sources.filter(({ source }) => source !== 'restore-points');
    expect(scoreOf({ sources })).toBeGreaterThan(2 * scoreOf({}));
  });
});

const event = (
  machineName: string,
  hours: number,
  over: Partial<MalwareEvent> = {},
): MalwareEvent => ({
  ...{ id: `e-${machineName}-${hours}`, type: 'EncryptedData', machineName, state: 'Created' },
  ...{ createdAt: hoursBefore(hours), detectedAt: hoursBefore(hours), severity: 'Suspicious' },
  ...{ backupObjectId: null, restorePointId: null, details: '', source: 'x', engine: null },
  ...over,
});

describe('malware events', () => {
  test('of three machines in two days are one intrusion', () => {
    const malwareEvents = [event('a', 40), event('b', 30), event('c', 10)];
    expect(kinds(riskFacts({ malwareEvents }))).toEqual(['intrusion']);
  });

  test('are one intrusion however long it goes from machine to machine', () => {
    const malwareEvents = [70, 55, 40, 25, 10].map((hours) => event(`m${hours}`, hours));
    const [risk, ...others] = assessRisks(riskFacts({ malwareEvents })).risks;
    expect(risk?.figures).toMatchObject({ machines: 5 });
    expect(others).toEqual([]);
  });

  test('tell a machine that has had no points at all for long beside the intrusion', () => {
    const malwareEvents = [event('a', 40), event('b', 30), event('sql9', 20)];
    const late = { state: 'late', isPassedOver: true, ageHours: 300 } as const;
    const jobs = [failingJob('Green', 0, { streak: null })];
    const facts = (infectedPoints: number) =>
      riskFacts({
        ...{ jobs, malwareEvents },
        workloads: [workloadOf('sql9', ['Green'], { ...late, infectedPoints })],
      });
    expect(kinds(facts(0))).toContain('workload-skipped');
    expect(kinds(facts(3))).not.toContain('workload-skipped');
  });

  test('take the tests along that failed since, not one that failed before', () => {
    const malwareEvents = [event('a', 40), event('b', 30), event('sql9', 20)];
    const facts = (hours: number) => {
      const lastFailure = { at: hoursBefore(hours), sessionId: 's' };
      const met = { level: 'COMPLIANT', value: 1, target: 24 } as const;
      const levels = { rto: met, rpo: met, lastProofAt: null };
      const recovery = { ...levels, proof: 'failed', lastFailure } as const;
      return riskFacts({ malwareEvents, workloads: [workloadOf('sql9', [], { recovery })] });
    };
    expect(kinds(facts(10))).not.toContain('test-failed');
    expect(kinds(facts(60))).toContain('test-failed');
  });

  test('far apart are suspicions, false alarms and cleaned machines nothing', () => {
    const malwareEvents = [
      ...[event('a', 500), event('b', 10)],
      event('c', 9, { state: 'FalsePositive' }),
      ...[event('d', 30), event('d', 8, { severity: 'Clean' })],
    ];
    expect(kinds(riskFacts({ malwareEvents }))).toEqual(['malware-suspected', 'malware-suspected']);
  });
});

test('what only a copy goes on with is left by its jobs, not passed over by the copy', () => {
  const late = { state: 'late', isPassedOver: true, ageHours: 480 } as const;
  const copy = { id: 'id-Copy', name: 'Copy', isActive: true, isCopy: true };
  const nightly = { id: 'id-Nightly', name: 'Nightly', isActive: false, isCopy: false };
  const facts = (jobs: readonly (typeof copy)[]) =>
    riskFacts({ workloads: [workloadOf('dc1', [], { ...late, jobs })] });
  expect(kinds(facts([nightly, copy]))).toContain('workload-left');
  expect(kinds(facts([nightly, copy]))).not.toContain('workload-skipped');
  expect(kinds(facts([{ ...nightly, isActive: true }, copy]))).toContain('workload-skipped');
  expect(kinds(facts([copy]))).toContain('workload-skipped');
});

describe('what cannot be read', () => {
  test('makes stale data the first risk of an estate that looks green', () => {
    const sources = failing.sources.map((source) => ({
      ...source,
      ...{ checkedAt: hoursBefore(80), lastAvailableAt: hoursBefore(80) },
    }));
    const [first] = assessRisks(
      riskFacts({ sources, workloads: [workloadOf('erp1', ['A'])] }),
    ).risks;
    expect(first).toMatchObject({ kind: 'data-stale', figures: { ageHours: 80 } });
  });

  test('is told by name and lowers confidence, not the score', () => {
    const sources = failing.sources.map((source) =>
      source.source === 'sessions'
        ? sourceRead('sessions', { availability: 'failed', lastAvailableAt: hoursBefore(100) })
        : source,
    );
    const [before] = of(failing, 'runs-failing');
    const [after] = of({ ...failing, sources }, 'runs-failing');
    expect(after?.score).toBe(before?.score);
    expect(after?.confidence.value).toBeLessThan(before?.confidence.value ?? 0);
    const freshness = after?.confidence.factors.find(({ name }) => name === 'freshness');
    expect(freshness?.reason).toContain('STALE_HEALTH → JOB-FAILURE');
  });

  test('never takes a risk away or lowers its score, whichever source it is', () => {
    const full = assessRisks(failing).risks;
    const state = fc.constantFrom('failed', 'forbidden', 'unsupported');
    const sources = failing.sources.map(({ source }) => source);
    fc.assert(
      fc.property(
        fc.subarray(sources),
        state,
        fc.integer({ min: 1, max: 900 }),
        (hidden, availability, hours) => {
          const worse = failing.sources.map((source) =>
            hidden.includes(source.source)
              ? { ...source, availability, lastAvailableAt: hoursBefore(hours) }
              : source,
          );
          const found = new Map(
            assessRisks({ ...failing, sources: worse }).risks.map((risk) => [risk.id, risk]),
          );
          for (const { id, score } of full)
            expect(found.get(id)?.score).toBeGreaterThanOrEqual(score);
        },
      ),
    );
  });

  test('of protection counts as not protected', () => {
    const unknown = failing.workloads.map((workload) => ({ ...workload, state: null }));
    const [before] = of(failing, 'runs-failing');
    const [after] = of({ ...failing, workloads: unknown }, 'runs-failing');
    expect(after?.score).toBeGreaterThanOrEqual(before?.score ?? 0);
  });
});

test('the same facts give the same risks, in whatever order they come', () => {
  const turned = {
    ...failing,
    jobs: failing.jobs.toReversed(),
    groups: failing.groups.toReversed(),
    workloads: failing.workloads.toReversed(),
  };
  const facts = (all: RiskFacts) =>
    assessRisks(all).risks.map(({ id, score, impact }) => [id, score, impact]);
  expect(facts(turned)).toEqual(facts(failing));
});

test('machines of the inventory that no backup knows are risks; without an inventory nothing is said', () => {
  const known = riskFacts({ workloads: [workloadOf('erp1', [])], inventory: ['ERP1', 'dc-new'] });
  expect(of(known, 'never-backed-up')).toMatchObject([{ tier: 'CRITICAL', workloads: ['dc-new'] }]);
  expect(of({ ...known, inventory: null }, 'never-backed-up')).toEqual([]);
});
