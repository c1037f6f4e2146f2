import { expect, it } from 'vitest';
import {
  dailyServer,
  inMemoryPass,
  scriptedServer,
} from '../../../test/fixtures/in-memory-pass.ts';
import { analysers } from '../../analysers/index.ts';
import { protectionEstateSchema } from '../../analysers/protection/measures.ts';
import type { WorkloadFacts } from '../../domain/workload.ts';
import { runPass } from '../run-pass.ts';
import { analyseHealth } from './analyse-health.ts';
import { analyseProtection } from './analyse-protection.ts';
import { keptEstateFinding } from './estate-finding.ts';
import { foldRuns } from './fold-runs.ts';

/** A server whose workloads to judge are the given ones, once. */
async function serverWith(workloads: readonly WorkloadFacts[]) {
  const { request } = inMemoryPass([scriptedServer('main', dailyServer())]);
  await runPass({ ...request, steps: ['collect'] });
  const [server] = await request.analysis.servers();
  if (server === undefined) throw new Error('no server was registered');
  const due = [...workloads];
  async function* workloadsToAssess() {
    while (due.length > 0) yield due.splice(0, 2);
  }
  const analysis = { ...request.analysis, workloadsToAssess };
  return {
    server,
    context: { ...request, analysis, passId: 'pass', startedAt: request.clock.now() },
  };
}

function workload(name: string, pointAt: Date | null): WorkloadFacts {
  const job = {
    ...{ id: 'job-2', name: 'Nightly', isActive: true, lastRunAt: null, isCopy: false, pace: null },
    ...({ lastOutcome: 'success', lastJudged: 'success', isApplicationAware: null } as const),
  };
  const point = {
    ...{ id: name, backupId: 'b', jobId: job.id, repositoryName: null, type: 'Full' },
    ...{ malwareStatus: null, isRestorable: true, file: 'there' as const },
  };
  const points = pointAt === null ? [] : [{ ...point, createdAt: pointAt }];
  return { name, platformName: 'VMware', points, tasks: [], jobs: [job], hasUnlistedJob: false };
}

it('folds the estate from every judged workload, those of earlier passes too, and tells health', async () => {
  const anHourAgo = new Date(inMemoryPass([]).request.clock.now().getTime() - 3_600_000);
  const { server, context } = await serverWith([
    workload('a', anHourAgo),
    workload('b', null),
    workload('c', anHourAgo),
  ]);
  expect(await analyseProtection(context, server)).toMatchObject({ 'workloads-analysed': 3 });
  expect(await analyseProtection(context, server)).toMatchObject({ 'workloads-analysed': 0 });
  const finding = await keptEstateFinding(context.analysis, server.id, 'protection');
  expect(finding?.subject).toEqual({ kind: 'estate', id: '1', name: 'scripted' });
  expect(protectionEstateSchema.parse(finding?.measures).workloads).toEqual({
    ...{ known: 3, protected: 2, late: 0, unprotected: 1, left: 0, unreadable: 0 },
  });

  await foldRuns(context, server.id);
  const told: unknown[] = [];
  await analyseHealth(context, server, {
    ...analysers.health,
    assessEstate(fold, facts) {
      told.push(facts.protectedObjects);
      return analysers.health.assessEstate(fold, facts);
    },
  });
  expect(told).toEqual([{ protected: 2, known: 3 }]);
});

it('counts a workload that cannot be judged as a failed finding, and judges the others', async () => {
  const broken = new Proxy(workload('broken', null), {
    get(facts, name) {
      if (name === 'points') throw new TypeError('unforeseen');
      return Reflect.get(facts, name);
    },
  });
  const { server, context } = await serverWith([broken, workload('sound', null)]);
  expect(await analyseProtection(context, server)).toEqual({
    ...{ 'workloads-analysed': 2, 'findings-failed': 1 },
  });
});
