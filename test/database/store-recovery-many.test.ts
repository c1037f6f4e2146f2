import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRecoveryStore } from '../../src/store/recovery/recovery-store.ts';
import { useCollector } from './collector.ts';
import { instant } from './store-rows.ts';

const collector = useCollector();
let recovery: ReturnType<typeof openRecoveryStore>;
beforeAll(() => {
  recovery = openRecoveryStore(collector().databases.connections.analyst.metrics);
});
afterAll(() => recovery.close());

const workloads = 4_000;
const mostTries = 4;
/** Comparing every workload with every other takes several seconds. */
const enoughMs = 1_000;

async function leastMsOf(work: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let tried = 0; tried < mostTries && least > enoughMs; tried += 1) {
    const startedAt = performance.now();
    await work();
    least = Math.min(least, performance.now() - startedAt);
  }
  return least;
}

test('many workloads of which none is due cost a look-up each, though the table has no statistics', async () => {
  const { rows, serverId } = collector();
  await rows('ALTER TABLE finding SET (autovacuum_enabled = false)');
  await rows(
    `INSERT INTO finding (vbr_server_id, feature, subject_kind, subject_id, subject_name, as_of, pass_id, status,
       reason, method, measures)
     SELECT $1, feature, 'workload', 'VMware/vm-' || number, 'vm-' || number, $2::timestamptz, gen_random_uuid(),
       'insufficient-data', 'none', 'planted', '{}'
     FROM generate_series(1, $3::int) AS number, unnest(ARRAY['protection', 'recovery']) AS feature`,
    ...[serverId, instant(5), workloads],
  );
  expect(await recovery.dueIds(serverId, instant(4))).toEqual([]);
  expect(await recovery.dueIds(serverId, instant(6))).toHaveLength(workloads);
  expect(await leastMsOf(() => recovery.dueIds(serverId, instant(4)))).toBeLessThan(enoughMs);
  expect(await leastMsOf(() => recovery.forgetOthers(serverId))).toBeLessThan(enoughMs);
});
