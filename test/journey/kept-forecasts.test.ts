import { Agent, request } from 'undici';
import { expect, it } from 'vitest';
import { importPlantedHistory } from '../../evaluation/capacity-history.ts';
import {
  passOverSimulator,
  type TemporaryHome,
  temporaryHome,
} from '../../evaluation/temporary-home.ts';
import { openReader } from '../../src/app/readers.ts';
import { capacityForecast } from '../../src/queries/capacity-forecast.ts';
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.ts';

const dayMs = 86_400_000;
const begunAt = new Date('2026-11-02T06:00:00Z');

async function advance({ url, certificatePem }: Simulator, hours: number): Promise<void> {
  const dispatcher = new Agent({
    connect: { ca: certificatePem, checkServerIdentity: () => undefined },
  });
  const body = JSON.stringify({ hours });
  const headers = { 'content-type': 'application/json' };
  const { statusCode } = await request(`${url}/__advance`, {
    method: 'POST',
    dispatcher,
    headers,
    body,
  });
  await dispatcher.close();
  expect(statusCode).toBe(200);
}

async function answerAbout(home: TemporaryHome, repository: string, asOf: Date) {
  const reader = await openReader(home.home);
  try {
    const context = { answers: reader.answers, asOf, simulated: true };
    const answer = await capacityForecast(context, { repository });
    if (answer.kind !== 'repository') throw new Error(answer.kind);
    return answer;
  } finally {
    await reader.close();
  }
}

it('holds forecasts against what came, as the simulated estate moves on by a week and by two', async () => {
  let now = begunAt;
  const home = await temporaryHome(() => now);
  const simulator = await startSimulator({
    ...{ seed: 77, scenario: 'healthy', now, role: 'viewer' },
    ...{ jobs: 4, days: 40, repositories: 3 },
  });
  try {
    const [planted] = simulator.truth().repositories.filter(({ shape }) => shape === 'windows');
    if (planted === undefined) throw new Error('no plain repository was planted');
    const pass = () => passOverSimulator(home, simulator, ['collect', 'analyse']);
    expect((await pass()).exitCode).toBe(0);
    await importPlantedHistory(home, [...simulator.capacityDays()]);
    const first = await answerAbout(home, planted.id, now);
    expect(first.repository.history).toMatchObject({ knownDays: 41, imported: 40, measured: 1 });
    expect(first.details?.promises.resolved).toBe(0);
    for (const [days, resolved] of [
      [7, 1],
      // Of the first forecast day 14, of the second day 7.
      [14, 3],
    ] as const) {
      await advance(simulator, 7 * 24);
      now = new Date(begunAt.getTime() + days * dayMs);
      expect((await pass()).exitCode).toBe(0);
      const { details } = await answerAbout(home, planted.id, now);
      const truth = simulator.truth().repositories.find(({ id }) => id === planted.id);
      expect(details?.promises.resolved).toBe(resolved);
      expect(details?.promises.last).toMatchObject({ madeOn: '2026-11-02', daysAhead: days });
      expect(details?.promises.last?.came).toBeCloseTo(
        (truth?.capacityGib ?? 0) - (truth?.freeGib ?? 0),
        1,
      );
      expect(details?.promises.inside95).toBeGreaterThan(0);
    }
  } finally {
    await simulator.close();
    await home.remove();
  }
});
