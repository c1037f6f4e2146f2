import { randomUUID } from 'node:crypto';
import { exportDatabases } from '../../src/store/backup/export-databases.ts';
import { importDatabases } from '../../src/store/backup/import-databases.ts';
import { withClient } from '../../src/store/connection.ts';
import type { Databases } from '../../src/store/migrate/migrate-databases.ts';
import { listMigrations, packagedMigrations } from '../../src/store/migrate/migration-files.ts';

/** A server, sessions of three months and beyond, awkward texts; passes, risks with acceptances, audit and journal. */
export async function plantHistory({ metrics, risk }: Databases): Promise<void> {
  await withClient(metrics, 'plant', async (client) => {
    await client.query(`
      INSERT INTO vbr_server (entry, address, revision) SELECT 'gone ' || n, 'x', '1.3-rev2' FROM generate_series(1, 6) AS n;
      DELETE FROM vbr_server WHERE id < 6;
      SELECT ensure_session_partitions('2026-09-01', '2026-11-01');
      INSERT INTO session (vbr_server_id, id, created_at, name, session_type, state, is_canceled, is_recheck_retry)
      SELECT 6, 's' || n, '2026-09-20 00:00:00.123456+00'::timestamptz + n * interval '1 hour', 'Job ' || n, 'BackupJob', 'Stopped', false, false
      FROM generate_series(1, 1500) AS n;
      INSERT INTO session (vbr_server_id, id, created_at, name, session_type, state, message, is_canceled, is_recheck_retry) VALUES
        (6, 'ancient', '0001-01-01', 'n', 't', 'Stopped', NULL, false, false),
        (6, 'far', '9999-12-31', 'n', 't', 'Stopped', '', false, false);
      INSERT INTO capacity_sample VALUES (6, 'r', now(), 0.1::float8 + 0.2::float8, 1e-300, NULL, 'Infinity', true);
      INSERT INTO run (vbr_server_id, id, job_id, started_at, outcome, first_attempt_outcome, attempts, grouping, session_ids, last_attempt_started_at)
      VALUES (6, 'r1', 'j', now(), 'failed', 'failed', 1, 'exact', ARRAY['a,b', '{"c"}', NULL, '\\.'], now());
      INSERT INTO server_fact VALUES (6, 'f', '{"text": "line\\nend \\\\. ü 備份"}', now());`);
    await client.query(
      `INSERT INTO log_record (vbr_server_id, owner_kind, owner_id, record_id, session_id, status, title, description, started_at)
       SELECT 6, 'task', 't', n, 's1', 'Failed', $1, $2, now() FROM generate_series(1, 3) AS n`,
      ['\\.', 'tab\there\r\n\\.\n\\N back\\slash 備份 😀'],
    );
  });
  await withClient(risk, 'plant', async (client) => {
    await client.query(`
      INSERT INTO pass VALUES ('${randomUUID()}', 'run', now(), now(), 'complete', 0, '{"sessions-new": 3}');
      INSERT INTO journal_event (at, level, kind, component, message, data)
      SELECT now(), 'info', 'action', 'c', 'm ' || n, '{}' FROM generate_series(1, 40) AS n;
      INSERT INTO audit (at, door, tool, arguments_hash, outcome, duration_ms)
      SELECT now(), 'cli', 't', repeat('a', 64), 'answered', 1.5 FROM generate_series(1, 5);
      INSERT INTO risk (vbr_server_id, id, category, kind, subject_kind, subject_id, subject_name, tier, score, impact, confidence,
        is_confirmed, first_seen_at, as_of, pass_id, document)
      VALUES (6, 'risk-1', 'c', 'k', 'job', 'j', 'Job', 'HIGH', 50, 1, 1, true, now(), now(), gen_random_uuid(), '{}');
      INSERT INTO risk_acceptance (vbr_server_id, risk_id, owner, reason, accepted_at, expires_at, accepted_score)
      VALUES (6, 'risk-1', 'me', 'why', now(), now() + interval '1 day', 50);`);
  });
}

/** The bytes of a backup; `meanwhile` happens once its first bytes were taken. */
export async function exported(
  databases: Databases,
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const parts = { id: randomUUID(), dr365Version: '0.0.0', madeAt: new Date().toISOString() };
  for await (const piece of exportDatabases(databases, { ...parts, tell: () => {} })) {
    pieces.push(Buffer.from(piece));
    if (pieces.length === 1) await meanwhile();
  }
  return Buffer.concat(pieces);
}

interface ImportOptions {
  readonly pieceBytes?: number;
  readonly prepare?: () => Promise<void>;
}

/** Imports bytes, in small pieces whose edges fall anywhere. */
export async function imported(
  databases: Databases,
  plain: Buffer,
  { pieceBytes = 1000, prepare = async () => {} }: ImportOptions = {},
) {
  const folder = packagedMigrations();
  return importDatabases(databases, {
    prepare,
    open: () => inPieces(plain, pieceBytes),
    migrations: {
      metrics: await listMigrations(folder, 'metrics'),
      risk: await listMigrations(folder, 'risk'),
    },
    tell: () => {},
  });
}

async function* inPieces(bytes: Buffer, pieceBytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/** The same backup with one of its lines written anew. */
export function withLine(plain: Buffer, find: RegExp, replace: string): Buffer {
  const text = plain.toString('utf8');
  if (!find.test(text)) throw new Error(`no ${find} in the backup`);
  return Buffer.from(text.replace(find, replace));
}
