import { expect, it } from 'vitest';
import { createInMemoryEfficiencyStore } from '../../../test/fixtures/in-memory-efficiency-store.ts';
import {
  dailyServer,
  inMemoryPass,
  scriptedServer,
} from '../../../test/fixtures/in-memory-pass.ts';
import { nightlyFiles, storedByJob } from '../../../test/fixtures/stored-files.ts';
import { efficiencyEstateSchema } from '../../analysers/efficiency/measures.ts';
import type { StoredByJob } from '../../domain/efficiency.ts';
import type { Finding } from '../../domain/finding.ts';
import type { EfficiencyStore, JobParts } from '../../ports/efficiency-store.ts';
import { runPass } from '../run-pass.ts';

const dayMs = 86_400_000;
const gib = 1024 ** 3;
type Window = Parameters<EfficiencyStore['storedByJob']>[1];

/** A pass over what is due, in batches of one; what it asks for and keeps is remembered. */
function efficiencyPass(jobsAt: (asOf: Date) => readonly StoredByJob[]) {
  const parts = inMemoryPass([scriptedServer('north', dailyServer())]);
  const { analysis, clock } = parts.request;
  const asOf = clock.now();
  const windows: Window[] = [];
  const kept: JobParts[] = [];
  const efficiency = createInMemoryEfficiencyStore({
    storedByJob: async function* (_server, window) {
      windows.push(window);
      for (const job of jobsAt(asOf)) yield [job];
    },
    keepJobs: async (server, passId, jobs, findings) => {
      kept.push(...jobs);
      return analysis.keepFindings(server, passId, findings);
    },
  });
  const findings = (): readonly Finding[] =>
    [...parts.estate.of(1).findings.values()].filter(({ feature }) => feature === 'efficiency');
  return { request: { ...parts.request, efficiency }, findings, windows, kept, asOf };
}

const estateIn = (findings: readonly Finding[]) =>
  findings.find(({ subject }) => subject.kind === 'estate');

it('judges each job that is due, keeps its bytes by place, and adds the estate up from all of them', async () => {
  const { request, findings, windows, kept, asOf } = efficiencyPass((at) => [
    storedByJob('job-1', nightlyFiles(40, at)),
    storedByJob('job-2', nightlyFiles(20, at, 'other')),
  ]);
  const report = await runPass(request);
  expect(report.exitCode).toBe(0);
  expect(report.servers[0]?.counts).toMatchObject({ 'efficiency-analysed': 2 });
  expect(windows).toEqual([
    { from: new Date(asOf.getTime() - 60 * dayMs), staleBefore: new Date(asOf.getTime() - dayMs) },
  ]);
  expect(kept).toMatchObject([
    { subjectId: 'job-1', parts: [{ repositoryId: 'repository-1', files: 40 }] },
    { subjectId: 'job-2', parts: [{ workload: 'other', kind: 'increment', files: 20 }] },
  ]);
  const estate = estateIn(findings());
  expect(estate).toMatchObject({ status: 'scored', measures: { jobs: { known: 2, scored: 2 } } });
  const { held } = efficiencyEstateSchema.parse(estate?.measures);
  expect(held.increment).toMatchObject({ files: 60, dataBytes: 600 * gib });
});

it('leaves a failed finding of a job that cannot be judged and judges the others', async () => {
  const { request, findings } = efficiencyPass((at) => [
    storedByJob('broken', nightlyFiles(40, at), {
      events: new Proxy([], {
        get: () => {
          throw new TypeError('unforeseen');
        },
      }),
    }),
    storedByJob('sound', nightlyFiles(40, at)),
  ]);
  expect((await runPass(request)).exitCode).toBe(10);
  const found = findings().map(({ subject, status }) => [subject.id, status]);
  expect(found.slice(0, 2)).toEqual([
    ['broken', 'failed'],
    ['sound', 'scored'],
  ]);
  expect(estateIn(findings())).toMatchObject({
    measures: { jobs: { known: 2, scored: 1, unknown: 1 } },
  });
});

it('gives the estate no score where no job has one', async () => {
  const { request, findings } = efficiencyPass((at) => [
    storedByJob(
      'silent',
      nightlyFiles(40, at).map((file) => ({ ...file, dataBytes: null })),
    ),
  ]);
  await runPass(request);
  expect(estateIn(findings())).toMatchObject({
    status: 'insufficient-data',
    reason: expect.stringContaining('no job has a score'),
  });
});
