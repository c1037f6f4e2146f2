import { expect, it } from 'vitest';
import { createInMemoryCapacityStore } from '../../../test/fixtures/in-memory-capacity-store.ts';
import {
  dailyServer,
  inMemoryPass,
  scriptedServer,
} from '../../../test/fixtures/in-memory-pass.ts';
import { capacitySettings, settingsText } from '../../analysers/capacity/settings.ts';
import type { RepositoryState } from '../../domain/repository.ts';
import type { CapacityDay, KeptForecast } from '../../domain/stored-backup.ts';
import type { CapacityDue, CapacityStore } from '../../ports/capacity-store.ts';
import { runPass } from '../run-pass.ts';

const dayMs = 86_400_000;

function stateOf(id: string): RepositoryState {
  const figures = { capacityGib: 1000, freeGib: 300, reportedUsedGib: 700, isOnline: true };
  const place = { hostId: null, hostName: null, path: null, isOutOfDate: null };
  return {
    id,
    name: id,
    type: 'WinLocal',
    ...figures,
    ...place,
    scaleOutRepositoryId: null,
    extentType: null,
  };
}

/** A pass over repositories of 60 days each; what is kept of them is remembered. */
function capacityPass(ids: readonly string[], over: Partial<CapacityStore> = {}) {
  const kept: KeptForecast[] = [];
  const cleared: string[] = [];
  const parts = inMemoryPass([scriptedServer('north', dailyServer())]);
  const asOf = parts.request.clock.now();
  const daysOf = (repositoryId: string) =>
    Array.from({ length: 60 }, (_, index): CapacityDay => {
      const usedGib = 640 + index;
      const takenAt = new Date(asOf.getTime() - (59 - index) * dayMs);
      const figures = {
        capacityGib: 1000,
        freeGib: 1000 - usedGib,
        usedGib,
        reportedUsedGib: usedGib,
      };
      return { repositoryId, takenAt, ...figures, isOnline: true, source: 'measured' };
    });
  const capacity = createInMemoryCapacityStore({
    storage: async () => ({
      states: ids.map(stateOf),
      definitions: [],
      scaleOutRepositories: [],
      measuredAt: new Map(ids.map((id) => [id, asOf])),
    }),
    days: async (_server, wanted) => wanted.flatMap(daysOf),
    keepForecast: async (_server, _pass, forecast) => void kept.push(forecast),
    clearMarks: async (_server, wanted) => void cleared.push(...wanted),
    ...over,
  });
  return { ...parts, request: { ...parts.request, capacity }, kept, cleared, asOf };
}

const due =
  (judged: CapacityDue['judged'], marked: readonly string[] = []) =>
  async () => ({
    ...{ judged, markedIds: new Set(marked), readAt: new Date() },
  });

it('judges what has no finding, an old one, one by other settings or a mark, keeps its forecast and clears its marks', async () => {
  const yesterday = (asOf: Date) => new Date(asOf.getTime() - 25 * 3_600_000);
  const fresh = capacityPass(['a']).asOf;
  const by = settingsText(capacitySettings.parse({}));
  const judged = new Map([
    ['old', { asOf: yesterday(fresh), by }],
    ['fresh', { asOf: fresh, by }],
    ['marked', { asOf: fresh, by }],
    ['otherwise', { asOf: fresh, by: 'a lead time of a year' }],
  ]);
  const { request, kept, cleared, estate } = capacityPass(
    ['new', 'old', 'fresh', 'marked', 'otherwise'],
    { due: due(judged, ['marked']) },
  );
  const report = await runPass(request);
  expect(report.exitCode).toBe(0);
  expect(kept.map(({ subjectId }) => subjectId)).toEqual(['new', 'old', 'marked', 'otherwise']);
  expect(cleared).toEqual(['new', 'old', 'marked', 'otherwise']);
  expect(report.servers[0]?.counts).toMatchObject({
    'repositories-analysed': 4,
    'forecasts-kept': 4,
  });
  const found = [...estate.of(1).findings.values()].filter(({ feature }) => feature === 'capacity');
  expect(found.map(({ subject }) => subject.kind)).toEqual([
    ...['repository', 'repository', 'repository', 'repository'],
    'estate',
  ]);
  expect(found.at(-1)).toMatchObject({ status: 'scored', measures: { repositories: 4 } });
});

it('leaves a failed finding of a repository that cannot be judged, keeps its mark, and judges the others', async () => {
  const { request, kept, cleared, estate } = capacityPass(['broken', 'sound'], {
    pastForecasts: async (_server, subjectId) => {
      if (subjectId !== 'broken') return [];
      const points = new Proxy([], {
        get: () => {
          throw new TypeError('unforeseen');
        },
      });
      return [{ subjectId, madeOnDay: 1, asOf: new Date(0), points }];
    },
  });
  const report = await runPass(request);
  expect(report.exitCode).toBe(10);
  expect(report.servers[0]?.counts).toMatchObject({ 'findings-failed': 1 });
  expect(kept.map(({ subjectId }) => subjectId)).toEqual(['sound']);
  expect(cleared).toEqual(['sound']);
  const found = [...estate.of(1).findings.values()].filter(({ feature }) => feature === 'capacity');
  expect(found.map(({ status }) => status)).toEqual(['failed', 'scored', 'scored']);
});

it('says of a repository that the latest reading lacks that it is no longer listed', async () => {
  const { request, estate, asOf } = capacityPass(['gone', 'there'], {});
  const storage = request.capacity.storage;
  const capacity = {
    ...request.capacity,
    storage: async (id: number) => ({
      ...(await storage(id)),
      measuredAt: new Map([
        ['gone', new Date(asOf.getTime() - 3 * dayMs)],
        ['there', asOf],
      ]),
    }),
  };
  await runPass({ ...request, capacity });
  const finding = [...estate.of(1).findings.values()].find(({ subject }) => subject.id === 'gone');
  expect(finding).toMatchObject({
    status: 'insufficient-data',
    reason: expect.stringMatching(/not listed since \d{4}-/),
  });
});
