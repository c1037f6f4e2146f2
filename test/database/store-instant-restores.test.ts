import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRecoveryStore } from '../../src/store/recovery/recovery-store.ts';
import { useCollector } from './collector.ts';
import { plantedMount, plantedRestore, watchFrom } from './recovery-rows.ts';
import { instant, plantedTask } from './store-rows.ts';

const collector = useCollector();
let recovery: ReturnType<typeof openRecoveryStore>;
beforeAll(() => {
  recovery = openRecoveryStore(collector().databases.connections.analyst.metrics);
});
afterAll(() => recovery.close());

const minutes = (count: number) => new Date(instant(1).getTime() + count * 60_000);

/** Instant restores that still run, by name and the minute they began. */
async function publish(begun: Readonly<Record<string, number>>): Promise<void> {
  const rows = Object.entries(begun).map(([id, minute]) =>
    plantedRestore(id, 'InstantRecovery', {
      ...{ createdAt: minutes(minute), endedAt: null, result: 'None' },
    }),
  );
  await collector().store.keepSessions(collector().serverId, { rows, cursor: null });
}

async function keepTask(sessionId: string, from: number, to: number): Promise<void> {
  const task = plantedTask(`task of ${sessionId}`, {
    ...{ taskType: 'Restore', result: 'Success', sessionId },
    ...{ createdAt: minutes(from), endedAt: minutes(to) },
  });
  await collector().store.keepTasks(collector().serverId, { rows: [task], cursor: null });
}

/** The minute in which each was usable, counted from its beginning. */
async function minutesUntilUsable() {
  const { restores } = await recovery.evidence(collector().serverId, instant(0));
  return Object.fromEntries(
    restores.map(({ sessionId, startedAt, usableAt }) => [
      sessionId,
      usableAt === null ? null : (usableAt.getTime() - startedAt.getTime()) / 60_000,
    ]),
  );
}

function nameZone(zone: string | null): Promise<void> {
  const clock = { serverTime: instant(2), offsetMinutes: 60, zone, skewSeconds: 0 };
  return collector().store.recordServer(collector().serverId, null, clock);
}

test('are usable when their task ends while the session goes on, else when the mount was seen', async () => {
  const { store, serverId } = collector();
  await publish({ task: 0, mount: 10 });
  const left = { createdAt: minutes(20), endedAt: minutes(90) };
  const rows = [plantedRestore('left', 'InstantRecovery', left)];
  await store.keepSessions(serverId, { rows, cursor: null });
  await keepTask('task', 0, 5);
  await keepTask('left', 20, 90);
  await watchFrom(collector(), minutes(0));
  await store.keepMounts(serverId, [plantedMount('mount')], minutes(25));
  expect(await minutesUntilUsable()).toEqual({ task: 5, mount: 15, left: null });
});

test('never mix two clocks: where the zone is not named, a task placed an hour off changes nothing', async () => {
  await nameZone(null);
  await publish({ late: 0, early: 10, waited: 20 });
  await keepTask('late', 60, 62);
  await keepTask('early', 10 - 60 + 3, 10 - 60 + 7);
  await keepTask('waited', 24, 29);
  expect(await minutesUntilUsable()).toEqual({ late: 2, early: 7, waited: 9 });
});

test('count how long their task waited where the zone is named, and none that begins before its session', async () => {
  await nameZone('Europe/Prague');
  await publish({ queued: 0, early: 10 });
  await keepTask('queued', 45, 50);
  await keepTask('early', 9.99, 12);
  const seen = await minutesUntilUsable();
  expect(seen['queued']).toBe(50);
  expect(seen['early']).toBeCloseTo(2.01, 6);
});

test('have no time of a mount that may be older: on the first reading, or after readings far apart', async () => {
  const { store, serverId } = collector();
  await publish({ first: 0, apart: 60, near: 300, slow: 310 });
  await store.keepMounts(serverId, [plantedMount('first')], minutes(30));
  await watchFrom(collector(), minutes(30));
  await store.keepMounts(serverId, [plantedMount('apart')], minutes(121));
  await store.keepMounts(serverId, [plantedMount('slow', { state: 'Mounting' })], minutes(340));
  const both = ['near', 'slow'].map((id) => plantedMount(id));
  await store.keepMounts(serverId, both, minutes(359));
  await store.keepMounts(serverId, [plantedMount('slow')], minutes(400));
  expect(await minutesUntilUsable()).toEqual({ first: null, apart: null, near: 59, slow: 49 });
});
