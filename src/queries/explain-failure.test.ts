import { expect, it } from 'vitest';
import { createAnswerStore, type KeptServer } from '../../test/fixtures/answer-store.ts';
import { plantedCause } from '../../test/fixtures/planted-causes.ts';
import { plantServer } from '../../test/fixtures/planted-server.ts';
import { plantedSignature } from '../../test/fixtures/planted-signatures.ts';
import type { Cause, FailureGroup } from '../domain/cause.ts';
import type { ExplanationAnswer } from '../domain/failure-answer.ts';
import { healthReply } from '../presentation/health-reply.ts';
import { estimatedTokens } from '../presentation/token-estimate.ts';
import { explainFailure } from './explain-failure.ts';

const asOf = new Date('2026-11-23T06:00:00Z');
const dataAt = new Date('2026-11-23T04:00:00Z');
const failing = { score: 41, runs: [{ hoursAgo: 5, outcome: 'failed' as const }] };
const planted = plantServer({
  ...{ id: 1, entry: 'vbr', dataAt, score: 80 },
  jobs: [
    { name: 'SQL Nightly', ...failing },
    { name: 'Files', ...failing },
    { name: 'Files Weekly', score: 99, runs: [{ hoursAgo: 9, outcome: 'success' }] },
  ],
});
const [sql, files] = planted.runs;
const signature = plantedSignature('disk-full', {
  causeClass: 'storage_space',
  firstChecks: ['free space'],
  retryUseful: 'no',
  knowledgeBase: [{ id: 'KB1', url: 'https://www.veeam.com/kb1', status: 'doc' }],
});

function causesOf(run: typeof sql, over: Partial<Cause> = {}): Cause {
  return plantedCause({
    ...{ runId: run?.id ?? '', jobId: run?.jobId ?? '', sessionId: run?.id ?? '' },
    ...{ causeClass: 'storage_space', signatureId: 'disk-full', recordId: 17 },
    ...{ text: 'Error: disk full on /backup', span: { start: 7, end: 16 }, at: dataAt },
    ...over,
  });
}

const group: FailureGroup = {
  ...{ id: 'g1', causeClass: 'storage_space', signatureId: 'disk-full', fingerprint: null },
  component: { kind: 'repository', name: 'Main' },
  ...{ firstSeenAt: dataAt, lastSeenAt: dataAt, isOpen: true },
  jobIds: [sql?.jobId ?? '', files?.jobId ?? ''],
  workloads: ['vm', 'vm2'],
  runIds: [sql?.id ?? '', files?.id ?? ''],
};

async function explain(job: string | undefined, over: Partial<KeptServer> = {}, level = signature) {
  const kept = { ...planted, causes: [causesOf(sql)], groups: [group], ...over };
  const context = {
    ...{ answers: createAnswerStore([kept]), asOf, simulated: false },
    signatures: [level],
  };
  return explainFailure(context, { job });
}

async function explained(...given: Parameters<typeof explain>): Promise<ExplanationAnswer> {
  const answer = await explain(...given);
  if (answer.kind !== 'explanation') throw new Error(answer.kind);
  return answer;
}

it('tells the cause with its line, its meaning, the same cause elsewhere and what to check first', async () => {
  const answer = await explained('SQL Nightly');
  const { structuredContent, text } = healthReply(answer, 'summary');
  expect(structuredContent).toMatchObject({
    state: 'failing',
    causes: [
      {
        ...{ cause: 'storage_space', certainty: 'is', meaning: 'what disk-full means' },
        evidence: { session: sql?.id, task: 'task-1', line: 17, matched: 'disk full' },
        elsewhere: {
          component: { kind: 'repository', name: 'Main' },
          jobs: { count: 2, names: ['SQL Nightly', 'Files'] },
        },
        ...{ firstChecks: ['free space'], retryUseful: 'no', runsInARow: 1 },
        knowledgeBase: [{ url: 'https://www.veeam.com/kb1', status: 'doc' }],
      },
    ],
  });
  for (const said of ['is storage_space', 'line 17', 'Same cause elsewhere', 'free space', 'kb1'])
    expect(text).toContain(said);
});

it('says "likely" where the catalogue is not sure, and "unknown" with the text where nothing matches', async () => {
  const unsure = await explained('SQL Nightly', {}, { ...signature, confidence: 'medium' });
  expect(unsure.causes.rows[0]?.certainty).toBe('likely');
  const unknown = { causeClass: 'unknown', signatureId: null, span: null, text: 'gremlins 7' };
  const answer = await explained('SQL Nightly', { causes: [causesOf(sql, unknown)] });
  expect(answer.causes.rows[0]).toMatchObject({ certainty: 'unknown', signature: null });
  expect(healthReply(answer, 'summary').text).toMatch(/unknown.*no signature[\s\S]*gremlins 7/);
});

it('understands words that fit one job alone, and lists the jobs that several fit', async () => {
  expect((await explained('the sql backup')).job.name).toBe('SQL Nightly');
  expect((await explained('Files')).job.name).toBe('Files');
  await expect(explain('file')).rejects.toThrow(/several jobs fit.*"Files".*"Files Weekly"/);
  await expect(explain('backup')).rejects.toThrow('no job is known');
  await expect(explain(undefined)).rejects.toThrow(/no job was named.*"SQL Nightly"/);
});

it('says that a job does not fail, with its last runs, and that a failed run has no cause yet', async () => {
  const good = healthReply(await explained('Files Weekly'), 'summary');
  expect(good.structuredContent).toMatchObject({ state: 'not-failing', causes: [] });
  expect(good.text).toMatch(/does not fail[\s\S]*No failure is kept[\s\S]*: success/);
  const waiting = healthReply(await explained('Files', { causes: [] }), 'summary');
  expect(waiting.text).toMatch(/No cause is known[\s\S]*1 run without a known cause/);
  expect(waiting.text).toContain('logs pending: 7');
});

it('keeps 2,000 tokens with thirty long causes, and pages through all of them', async () => {
  const causes = Array.from({ length: 30 }, (_, index) =>
    causesOf(sql, {
      ...{ causeClass: `class-${index}`, workload: `${'máquina '.repeat(20)}${index}` },
      text: `${'Fehler: Schreibzugriff verweigert '.repeat(20)}${index}`,
    }),
  );
  const { structuredContent, text } = healthReply(
    await explained('SQL Nightly', { causes }),
    'summary',
  );
  const tokens = estimatedTokens(text) + estimatedTokens(JSON.stringify(structuredContent));
  expect(tokens).toBeLessThanOrEqual(2000);
  expect(structuredContent['page']).toMatchObject({ total: 30, nextCursor: expect.any(String) });
});
