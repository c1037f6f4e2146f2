import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RestoreReason } from '../../src/domain/recovery-evidence.ts';
import { openRecoveryStore } from '../../src/store/recovery/recovery-store.ts';
import { useCollector } from './collector.ts';
import { plantedRestore } from './recovery-rows.ts';
import { instant } from './store-rows.ts';

const collector = useCollector();
let recovery: ReturnType<typeof openRecoveryStore>;
beforeAll(() => {
  recovery = openRecoveryStore(collector().databases.connections.analyst.metrics);
});
afterAll(() => recovery.close());

const later = (moment: Date, ms: number) => new Date(moment.getTime() + ms);
const restores = [
  plantedRestore('known', 'RestoreVm', { createdAt: later(instant(1), 100) }),
  plantedRestore('alone', 'InstantRecovery', { createdAt: later(instant(2), 100) }),
  plantedRestore('twin-1', 'RestoreVm', { createdAt: instant(3) }),
  plantedRestore('twin-2', 'RestoreVm', { createdAt: later(instant(3), 900) }),
  plantedRestore('claimed', 'RestoreVm', { createdAt: instant(4) }),
  plantedRestore('lab', 'SureBackup', { createdAt: instant(5) }),
  plantedRestore('backup', 'BackupJob', { createdAt: instant(6) }),
];

const told = (sessionId: string, startedAt: Date, reason = `why ${sessionId}`): RestoreReason => ({
  ...{ sessionId, startedAt, reason },
});

/** Keeps the restores and these reasons; gives what became of them and the reasons that the evidence then tells. */
async function reasonsAfter(...reasons: readonly RestoreReason[]) {
  const { store, serverId } = collector();
  await store.keepSessions(serverId, { rows: restores, cursor: null });
  const kept = await store.keepRestoreReasons(serverId, reasons);
  const { restores: evidence } = await recovery.evidence(serverId, instant(0));
  const known = evidence.filter(({ reason }) => reason !== undefined);
  return { kept, known: Object.fromEntries(known.map((each) => [each.sessionId, each.reason])) };
}

test('a reason belongs to the restore with its id, whatever the clock says', async () => {
  expect(await reasonsAfter(told('known', instant(9)), told('backup', instant(9)))).toEqual({
    kept: { changed: 1, unknown: 1 },
    known: { known: 'why known' },
  });
});

test('a reason whose id nobody knows belongs to the only restore that began in that second', async () => {
  const reasons = [
    told('other-1', later(instant(2), 700)),
    told('other-2', later(instant(3), 500)),
    told('other-3', instant(4)),
    told('other-4', later(instant(4), 10)),
    told('other-5', instant(5)),
    told('other-6', instant(6)),
    told('other-7', later(instant(2), 1700)),
    told('known', instant(1)),
    told('other-8', later(instant(1), 200)),
  ];
  expect(await reasonsAfter(...reasons)).toEqual({
    kept: { changed: 2, unknown: 7 },
    known: { alone: 'why other-1', known: 'why known' },
  });
});

test('reasons are told as new evidence once, outlive a session that is read again, and are those of one server', async () => {
  const { store, serverId } = collector();
  const key = () => recovery.evidenceKey(serverId, instant(0));
  const reason = told('known', instant(1));
  await reasonsAfter();
  const before = await key();
  expect(await reasonsAfter(reason)).toMatchObject({ kept: { changed: 1, unknown: 0 } });
  const after = await key();
  expect(after).not.toBe(before);
  const again = restores.map((each) => ({ ...each, message: 'read again' }));
  await store.keepSessions(serverId, { rows: again, cursor: null });
  expect(await reasonsAfter(reason)).toEqual({
    kept: { changed: 0, unknown: 0 },
    known: { known: 'why known' },
  });
  expect(await key()).toBe(after);
  expect(await reasonsAfter(told('known', instant(1), 'drill'))).toMatchObject({
    known: { known: 'drill' },
  });
  expect(await key()).not.toBe(after);
  const other = await store.registerServer('other', 'https://other', '1.3-rev2');
  expect(await store.keepRestoreReasons(other.id, [reason])).toEqual({ changed: 0, unknown: 1 });
});
