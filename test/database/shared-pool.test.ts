import { expect, test } from 'vitest';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { openCapacityStore } from '../../src/store/capacity/capacity-store.ts';
import { openSharedPool } from '../../src/store/database.ts';
import { useCollector } from './collector.ts';

const collector = useCollector();
const applicationName = 'shared by two stores';

test('stores over a shared pool use its connections, and the end of one leaves them to the other', async () => {
  const { databases, serverId, rows } = collector();
  const open = () =>
    rows('SELECT FROM pg_stat_activity WHERE application_name = $1', applicationName);
  const shared = openSharedPool(databases.connections.analyst.metrics, {
    max: 2,
    applicationName,
  });
  const analysis = openAnalysisStore(shared);
  const capacity = openCapacityStore(shared);
  const ask = () =>
    Promise.all(
      [1, 2, 3, 4].flatMap(() => [analysis.sourceStates(serverId), capacity.due(serverId)]),
    );
  await ask();
  expect(await open()).toHaveLength(2);
  await capacity.close();
  await expect(analysis.sourceStates(serverId)).resolves.toEqual([]);
  await analysis.close();
  await shared.close();
  await expect(analysis.sourceStates(serverId)).rejects.toThrow();
  await expect.poll(open).toHaveLength(0);
});
