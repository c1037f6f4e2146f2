import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { openRiskSources } from '../../src/store/risk-sources/risk-sources.ts';
import { useCollector } from './collector.ts';
import { instant, plantedBackup, plantedObject, plantedPoint } from './store-rows.ts';

// No list shows the files of shares: that one was renamed is told by names and counts alone.
const platformName = 'UnstructuredData';
const collector = useCollector();
let analysis: ReturnType<typeof openAnalysisStore>;
let sources: ReturnType<typeof openRiskSources>;

beforeAll(() => {
  const { metrics } = collector().databases.connections.analyst;
  analysis = openAnalysisStore(metrics);
  sources = openRiskSources(metrics);
});
afterAll(() => Promise.all([analysis.close(), sources.close()]));
beforeEach(async () => {
  const backup = plantedBackup('b-1', { platformName });
  await collector().store.keepListed(collector().serverId, 'backups', [backup], true, instant(1));
});

/** Points at these hours under a name. */
async function keepPoints(name: string, hours: readonly number[]): Promise<void> {
  const rows = hours.map((hour) =>
    plantedPoint(`${name} ${hour}`, {
      ...{ name, platformName, backupFileId: null, createdAt: instant(hour) },
    }),
  );
  await collector().store.keepRestorePoints(collector().serverId, { rows, cursor: null });
}

/** The objects that VBR lists, each with the number of its points. */
async function keepObjects(counts: Readonly<Record<string, number>>): Promise<void> {
  const objects = Object.entries(counts).map(([name, restorePointsCount]) =>
    plantedObject(`o-${name}`, { name, platformName, restorePointsCount, backupId: 'b-1' }),
  );
  await collector().store.keepListed(
    collector().serverId,
    'backup-objects',
    objects,
    true,
    instant(9),
  );
}

async function pointsOf(): Promise<Record<string, number>> {
  const points: Record<string, number> = {};
  for await (const batch of analysis.workloadsToAssess(collector().serverId, instant(0))) {
    for (const workload of batch) points[workload.name] = workload.points.length;
  }
  return points;
}

test('a share that was renamed keeps the points of its former name', async () => {
  await keepPoints('old', [1, 2]);
  await keepPoints('new', [3]);
  await keepObjects({ new: 3 });
  expect(await pointsOf()).toEqual({ new: 3 });
});

test('a share that was renamed after its last run has the points of its former name', async () => {
  await keepPoints('old', [1, 2]);
  await keepPoints('other', [1, 3]);
  await keepObjects({ new: 2, other: 2 });
  expect(await pointsOf()).toEqual({ new: 2, other: 2 });
  const placed = (await sources.estateFacts(collector().serverId, instant(0))).placements;
  expect(placed.map(({ workloadId }) => workloadId).sort()).toEqual([
    'UnstructuredData/new',
    'UnstructuredData/other',
  ]);
});

test('a new share without points does not take those of one that is listed no more', async () => {
  await keepPoints('old', [1, 2]);
  await keepObjects({ new: 0 });
  expect(await pointsOf()).toEqual({ old: 2 });
});

test('which of two shares was renamed is not guessed', async () => {
  await keepPoints('one', [1, 2]);
  await keepPoints('two', [1, 2]);
  await keepObjects({ new: 2 });
  expect(await pointsOf()).toEqual({ one: 2, two: 2 });
  await keepObjects({ new: 2, newer: 2 });
  expect(await pointsOf()).toEqual({ one: 2, two: 2 });
});
