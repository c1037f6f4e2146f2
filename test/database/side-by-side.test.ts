import { expect, test } from 'vitest';
import { useCollector } from './collector.ts';
import { plantedPoint, plantedTask } from './store-rows.ts';

const collector = useCollector();
const rounds = 60;

test('tasks and restore points of the same workloads are kept at the same time, and neither waits for the other in a ring', async () => {
  const { store, serverId, rows } = collector();
  const tasks = (round: number) =>
    store.keepTasks(serverId, {
      rows: ['a', 'z'].map((name) => plantedTask(`task-${name}-${round}`, { name })),
      cursor: null,
    });
  // One transaction that marks the workload that is flagged, then the one that is not any more.
  const flagged = (name: string) =>
    store.keepFlaggedRestorePoints(
      serverId,
      [plantedPoint(`point-${name}`, { name, malwareStatus: 'Suspicious' })],
      true,
    );
  for (let round = 0; round < rounds; round += 1) {
    await flagged('a');
    await rows('DELETE FROM workload_mark WHERE vbr_server_id = $1', serverId);
    const both = await Promise.allSettled([tasks(round), flagged('z')]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    const marked = await rows<{ name: string }>(
      'SELECT name FROM workload_mark WHERE vbr_server_id = $1 ORDER BY name',
      serverId,
    );
    expect(marked.map(({ name }) => name)).toEqual(['a', 'z']);
  }
});
