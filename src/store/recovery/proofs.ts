import { type Kysely, sql } from 'kysely';
import type { Proof, RecoveryEvidence, SureBackupResult } from '../../domain/recovery-evidence.ts';
import type { MetricsSchema } from '../schema.ts';

/** Scans by workload, imported SureBackup results, and whole verification sessions that tell of no machine. */
export async function proofsOf(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  since: Date,
): Promise<Pick<RecoveryEvidence, 'proofs' | 'labs'>> {
  const scans = await scansOf(database, vbrServerId, since);
  const imported = await database
    .selectFrom('surebackup_result')
    .select(['workload', 'tested_at as testedAt', 'job', 'boot', 'ping', 'script'])
    .select('content_scan as contentScan')
    .where('vbr_server_id', '=', vbrServerId)
    .where('tested_at', '>=', since)
    .execute();
  return {
    proofs: [...scans, ...imported.flatMap(proofsIn)],
    labs: await labsOf(database, vbrServerId, since),
  };
}

async function scansOf(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  since: Date,
): Promise<readonly Proof[]> {
  const { rows } = await sql<{
    sessionId: string;
    workload: string;
    at: Date;
    found: string | null;
  }>`
    SELECT scan.id AS "sessionId", task.name AS workload, coalesce(task.ended_at, task.created_at) AS at,
      lower(task.scan_result) AS found
    FROM recovery_session AS scan
    JOIN task ON task.vbr_server_id = scan.vbr_server_id AND task.session_id = scan.id AND task.task_type = 'Antivirus'
    WHERE scan.vbr_server_id = ${vbrServerId} AND scan.created_at >= ${since} AND task.ended_at IS NOT NULL`.execute(
    database,
  );
  return rows.map(({ found, ...scan }) => ({
    ...scan,
    depth: 'content-scan',
    verdict: verdictOf(found),
    source: 'scan',
  }));
}

function verdictOf(found: string | null): Proof['verdict'] {
  if (found === 'clean') return 'passed';
  return found === 'infected' ? 'failed' : 'inconclusive';
}

function proofsIn(result: SureBackupResult): Proof[] {
  const parts = [
    ['boot', result.boot],
    ['ping', result.ping],
    ['script', result.script],
    ['content-scan', result.contentScan],
  ] as const;
  const { workload, testedAt: at } = result;
  return parts.map(([depth, verdict]) => ({
    ...{ workload, at, depth, verdict },
    sessionId: null,
    source: 'imported',
  }));
}

async function labsOf(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  since: Date,
): Promise<RecoveryEvidence['labs']> {
  const { rows } = await sql<{ passed: number; failed: number; lastAt: Date | null }>`
    SELECT count(*) FILTER (WHERE lower(lab.result) IN ('success', 'warning'))::int AS passed,
      count(*) FILTER (WHERE lower(lab.result) = 'failed')::int AS failed, max(lab.ended_at) AS "lastAt"
    FROM recovery_session AS lab
    WHERE lab.vbr_server_id = ${vbrServerId} AND lab.session_type = 'SureBackup' AND lab.created_at >= ${since}
      AND lab.ended_at IS NOT NULL AND NOT lab.is_canceled AND NOT EXISTS (
        SELECT FROM task WHERE task.vbr_server_id = lab.vbr_server_id AND task.session_id = lab.id
      )`.execute(database);
  return rows[0] ?? { passed: 0, failed: 0, lastAt: null };
}
