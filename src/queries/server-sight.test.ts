import { expect, test } from 'vitest';
import { createAnswerStore } from '../../test/fixtures/answer-store.ts';
import { plantServer } from '../../test/fixtures/planted-server.ts';
import type { Finding } from '../domain/finding.ts';
import type { ServerSight } from '../domain/health-answer.ts';
import type { SourceName } from '../domain/source-state.ts';
import { analyzeRisks } from './analyze-risks.ts';
import type { AnswerContext } from './answer-context.ts';
import { capacityForecast } from './capacity-forecast.ts';
import { efficiencyMetrics } from './efficiency-metrics.ts';
import { healthStatus } from './health-status.ts';
import { recoveryPerformance } from './recovery-performance.ts';
import { remediationPlans } from './remediation-plans.ts';
import { seeServers } from './server-sight.ts';

const asOf = new Date('2026-11-23T06:00:00Z');
const twoHoursAgo = new Date('2026-11-23T04:00:00Z');
const anHourAgo = new Date('2026-11-23T05:00:00Z');
const threeDaysAgo = new Date('2026-11-20T04:00:00Z');

const protection: Finding = {
  feature: 'protection',
  subject: { kind: 'estate', id: '1', name: 'vbr-1' },
  ...{ asOf: threeDaysAgo, method: 'planted', measures: {} },
  ...{ status: 'insufficient-data', reason: 'planted' },
};

const readAt: Partial<Record<SourceName, Date>> = {
  ...{ sessions: twoHoursAgo, 'backup-files': anHourAgo, 'restore-points': threeDaysAgo },
};

/** Health was judged two hours ago, protection three days ago, the rest never. */
function context(): AnswerContext {
  const planted = plantServer({ id: 1, entry: 'vbr-1', dataAt: twoHoursAgo, score: 90, jobs: [] });
  const answers = createAnswerStore([
    {
      ...planted,
      sources: planted.sources.flatMap((state) => {
        const lastAvailableAt = readAt[state.source];
        return lastAvailableAt === undefined ? [] : { ...state, lastAvailableAt };
      }),
      findings: [...planted.findings, protection],
    },
  ]);
  return { answers, asOf, simulated: false };
}

async function seen(about: Parameters<typeof seeServers>[2]) {
  const [server] = await seeServers(context(), undefined, about);
  return server;
}

test('an answer is as old as what it rests on, whatever was read and judged since', async () => {
  const health = await seen('health');
  expect(health?.sight.freshness).toEqual({
    ...{ state: 'fresh', collectedAt: twoHoursAgo, analysedAt: twoHoursAgo, ageMinutes: 120 },
  });
  expect(health?.estateFinding?.finding.feature).toBe('health');
  expect((await seen('protection'))?.sight.freshness).toEqual({
    ...{ state: 'stale', collectedAt: threeDaysAgo, analysedAt: threeDaysAgo },
    ageMinutes: 74 * 60,
  });
});

test('one that rests on everything is as old as the oldest that is known', async () => {
  const freshness = (await seen('everything'))?.sight.freshness;
  expect(freshness).toMatchObject({ state: 'stale', ageMinutes: 74 * 60 });
});

test('what was never read or never judged is not fresh', async () => {
  expect((await seen('capacity'))?.sight.freshness).toEqual({
    ...{ state: 'never', collectedAt: null, analysedAt: null, ageMinutes: null },
  });
  expect((await seen('efficiency'))?.sight.freshness).toMatchObject({
    ...{ state: 'never', collectedAt: anHourAgo, analysedAt: null },
  });
});

const asked: ReadonlyArray<
  readonly [
    about: string,
    ask: (context: AnswerContext) => Promise<{ readonly servers: readonly ServerSight[] }>,
    at: Date | null,
  ]
> = [
  ['health', (context) => healthStatus(context, {}), twoHoursAgo],
  ['workloads', (context) => healthStatus(context, { scope: 'workload' }), threeDaysAgo],
  ['capacity', (context) => capacityForecast(context, {}), null],
  ['efficiency', (context) => efficiencyMetrics(context, {}), anHourAgo],
  ['recovery', (context) => recoveryPerformance(context, {}), threeDaysAgo],
  ['risks', (context) => analyzeRisks(context, {}), threeDaysAgo],
  ['plans', (context) => remediationPlans(context, {}), threeDaysAgo],
];

test.each(asked)('the answer about %s tells the age of its own data', async (_, ask, at) => {
  const [server] = (await ask(context())).servers;
  expect(server?.freshness.collectedAt).toEqual(at);
});
