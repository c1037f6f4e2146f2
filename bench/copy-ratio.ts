import { sql } from 'kysely';
import { temporaryHome } from '../evaluation/temporary-home.ts';
import type { RestorePoint } from '../src/domain/backup.ts';
import { openCollectionStore } from '../src/store/collection/collection-store.ts';
import type { ConnectionSettings } from '../src/store/connection.ts';
import { copiedRows } from '../src/store/copy-rows.ts';
import { openDatabase } from '../src/store/database.ts';
import type { MetricsSchema } from '../src/store/schema.ts';

const rowCount = 150_000;
const rowsAtOnce = 2_000;
const startMs = Date.UTC(2026, 7, 1);

/** Seconds that the same restore points take as the collection keeps them (staging table, upsert, marks, cursor) and by COPY alone. */
interface CopyRatio {
  readonly keptSeconds: number;
  readonly copiedSeconds: number;
  /** copied / kept: 1 would be as fast as a plain COPY. */
  readonly ratio: number;
}

export async function measureCopyRatio(): Promise<CopyRatio> {
  const { home, remove } = await temporaryHome(() => new Date());
  try {
    await home.administration.ensureRunning();
    await home.administration.migrate();
    const { owner, collector } = await home.administration.connections();
    return await byTurns(owner.metrics, collector.metrics);
  } finally {
    await remove();
  }
}

// Batch by batch in turns, so that what the machine does meanwhile hits both. The same rows, columns and indexes, one transaction a batch.
async function byTurns(
  owner: ConnectionSettings,
  collector: ConnectionSettings,
): Promise<CopyRatio> {
  const store = openCollectionStore(collector);
  const plain = openDatabase<MetricsSchema>(owner, { max: 1, applicationName: 'bench' });
  try {
    const { id } = await store.registerServer('bench', 'bench:9419', '1.3-rev2');
    await sql`CREATE TABLE plain_point (LIKE restore_point INCLUDING ALL)`.execute(plain.query);
    let keptSeconds = 0;
    let copiedSeconds = 0;
    for (let place = 0; place < rowCount / rowsAtOnce; place += 1) {
      const rows = batchAt(place);
      const cursor = rows.at(-1)?.createdAt ?? null;
      keptSeconds += await secondsOf(() => store.keepRestorePoints(id, { rows, cursor }));
      const copy = sql`COPY plain_point FROM STDIN -- ${copiedRows(columnsOf(rows))}`;
      copiedSeconds += await secondsOf(() => copy.execute(plain.query));
    }
    return { keptSeconds, copiedSeconds, ratio: copiedSeconds / keptSeconds };
  } finally {
    await Promise.all([store.close(), plain.close()]);
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** In the order of the table's columns. */
function columnsOf(rows: readonly RestorePoint[]): readonly (readonly unknown[])[] {
  return [
    rows.map(() => 1),
    rows.map((point) => point.id),
    rows.map((point) => point.name),
    rows.map((point) => point.platformName),
    rows.map((point) => point.createdAt),
    rows.map((point) => point.backupId),
    rows.map((point) => point.type),
    rows.map((point) => point.sessionId),
    rows.map((point) => point.malwareStatus),
    rows.map((point) => point.backupFileId),
    rows.map((point) => point.guestOsFamily),
    rows.map((point) => point.originalBytes),
    rows.map((point) => point.isRestorable),
    rows.map((point) => point.gfsPeriods),
    rows.map(() => null),
  ];
}

function batchAt(place: number): RestorePoint[] {
  return Array.from({ length: rowsAtOnce }, (_, row) => pointAt(place * rowsAtOnce + row));
}

// Ids are spread as real ones are, so that the indexes are written at random places.
function pointAt(number: number): RestorePoint {
  const lead = (Math.imul(number, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  const tail = String(number).padStart(12, '0');
  return {
    id: `${lead}-0000-4000-8000-${tail}`,
    name: `machine${number % 5_000}`,
    platformName: 'VMware',
    createdAt: new Date(startMs + number * 50_000),
    backupId: `${(number % 500).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
    type: number % 7 === 0 ? 'Full' : 'Increment',
    sessionId: `${lead}-1111-4000-8000-${tail}`,
    malwareStatus: 'Clean',
    backupFileId: `${lead}-2222-4000-8000-${tail}`,
    guestOsFamily: 'Windows',
    originalBytes: 50_000_000_000 + number,
    isRestorable: true,
    gfsPeriods: [],
  };
}
