import { describe, expect, it } from 'vitest';
import { keptFinding } from '../../../test/fixtures/in-memory-analysis-store.ts';
import {
  dailyServer,
  inMemoryPass,
  scriptedServer,
} from '../../../test/fixtures/in-memory-pass.ts';
import { depthOf } from '../../../test/fixtures/job-runs.ts';
import { estateMeasuresSchema } from '../../analysers/health/measures.ts';
import { analysers } from '../../analysers/index.ts';
import { runPass } from '../run-pass.ts';
import { analyseHealth } from './analyse-health.ts';
import { analyseProtection } from './analyse-protection.ts';
import { foldRuns } from './fold-runs.ts';

async function collected() {
  const pass = inMemoryPass([scriptedServer('main', dailyServer())]);
  await runPass({ ...pass.request, steps: ['collect'] });
  const context = { ...pass.request, passId: 'pass', startedAt: pass.request.clock.now() };
  const [server] = await pass.request.analysis.servers();
  if (server === undefined) throw new Error('no server was registered');
  return { ...pass, context, server, kept: pass.estate.of(1) };
}

describe('analysing health', () => {
  it('leaves a failed finding of the job whose analysis throws, and judges the others', async () => {
    const { context, server, kept, journal } = await collected();
    await foldRuns(context, server.id);
    const counts = await analyseHealth(context, server, {
      ...analysers.health,
      assessSubject(facts) {
        if (facts.job.id === 'job-1') throw new TypeError('words for the journal');
        return analysers.health.assessSubject(facts);
      },
    });
    expect(counts).toMatchObject({ 'jobs-analysed': 2, 'findings-failed': 1 });
    expect(keptFinding(kept, 'job', 'job-1')).toMatchObject({
      status: 'failed',
      reason: expect.not.stringContaining('words for the journal'),
    });
    expect(journal.entries.some(({ message }) => message.includes('words for the journal'))).toBe(
      true,
    );
    expect(keptFinding(kept, 'job', 'job-2')?.status).toBe('scored');
    expect(keptFinding(kept, 'estate', '1')?.status).toBe('scored');
  });

  it.each(['addSubject', 'assessEstate'] as const)(
    'leaves a failed finding of the estate when %s throws',
    async (part) => {
      const { context, server, kept } = await collected();
      await foldRuns(context, server.id);
      const thrown = () => {
        throw new TypeError('defect');
      };
      await analyseHealth(context, server, { ...analysers.health, [part]: thrown });
      expect(keptFinding(kept, 'estate', '1')?.status).toBe('failed');
      expect(keptFinding(kept, 'job', 'job-1')?.status).toBe('scored');
    },
  );
});

it('lets the estate know its groups of failures and the workloads that are protected', async () => {
  const { context, server, kept } = await collected();
  await foldRuns(context, server.id);
  const day = new Date(0);
  const group = {
    id: 'g',
    causeClass: 'space',
    signatureId: null,
    fingerprint: null,
    component: { kind: 'repository', name: 'R' },
    firstSeenAt: day,
    lastSeenAt: context.startedAt,
    jobIds: ['job-1', 'job-2'],
    workloads: [],
    runIds: [],
    isOpen: true,
  } as const;
  const asked: Date[] = [];
  const recentGroups = async (_id: number, since: Date) => {
    asked.push(since);
    return [group];
  };
  await analyseProtection(context, server);
  const told: unknown[] = [];
  await analyseHealth({ ...context, causes: { ...context.causes, recentGroups } }, server, {
    ...analysers.health,
    assessEstate(fold, facts) {
      told.push(facts.groups, facts.protectedObjects);
      return analysers.health.assessEstate(fold, facts);
    },
  });
  const ninetyDaysMs = 90 * 86_400_000;
  expect(asked).toEqual([new Date(context.startedAt.getTime() - ninetyDaysMs)]);
  expect(told).toEqual([[group], undefined]);
  const { whatRaisesMost } = estateMeasuresSchema.parse(keptFinding(kept, 'estate', '1')?.measures);
  expect(whatRaisesMost.map(({ label }) => label)).toContain('space on repository R');
});

describe('folding runs', () => {
  it('leaves a job that cannot be folded for the next time and folds the others', async () => {
    const { context, server, kept } = await collected();
    for (const jobId of ['job-1', 'job-2']) kept.jobsToFold.add(jobId);
    const counts = await foldRuns(context, server.id, (sessions, { jobId }) => {
      if (jobId === 'job-1') throw new TypeError('defect');
      return [{ ...runOf(jobId), sessionIds: sessions.map(({ id }) => id) }];
    });
    expect(counts).toMatchObject({ 'jobs-folded': 1, 'folds-failed': 1 });
    expect([...kept.jobsToFold]).toEqual(['job-1']);
    expect(kept.runs.get('job-2')).toHaveLength(1);
  });
});

function runOf(jobId: string) {
  return {
    id: `run of ${jobId}`,
    jobId,
    startedAt: new Date(0),
    endedAt: null,
    outcome: 'running',
    firstAttemptOutcome: 'running',
    attempts: 1,
    grouping: 'exact',
    message: null,
    ...depthOf(new Date(0)),
  } as const;
}
