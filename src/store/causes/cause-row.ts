import { z } from 'zod';
import { type Cause, causeKey } from '../../domain/cause.ts';
import type { KeepingPlan } from '../keep-rows.ts';
import type { RunCauseTable, RunCauseView } from '../tables/cause-tables.ts';

export type CauseRow = Omit<RunCauseTable, 'vbr_server_id'>;

export const causePlan: KeepingPlan<CauseRow> = {
  table: 'run_cause',
  key: ['run_id', 'workload'],
  columns: {
    run_id: 'text',
    workload: 'text',
    job_id: 'text',
    run_started_at: 'timestamptz',
    outcome: 'text',
    cause_key: 'text',
    cause_class: 'text',
    signature_id: 'text',
    fingerprint: 'text',
    session_id: 'text',
    task_id: 'text',
    record_id: 'bigint',
    at: 'timestamptz',
    text: 'text',
    span_start: 'int',
    span_end: 'int',
    components: 'jsonb',
  },
};

export function causeRow(cause: Cause): CauseRow {
  return {
    run_id: cause.runId,
    workload: cause.workload ?? '',
    job_id: cause.jobId,
    run_started_at: cause.runStartedAt,
    outcome: cause.outcome,
    cause_key: causeKey(cause),
    cause_class: cause.causeClass,
    signature_id: cause.signatureId,
    fingerprint: cause.fingerprint,
    session_id: cause.sessionId,
    task_id: cause.taskId,
    record_id: cause.recordId,
    at: cause.at,
    text: cause.text,
    span_start: cause.span?.start ?? null,
    span_end: cause.span?.end ?? null,
    components: cause.components,
  };
}

const kinds = [
  'repository',
  'proxy',
  'host',
  'account',
  'vcenter',
  'datastore',
  'gateway',
  'backup-server',
] as const;
const componentsSchema = z.array(z.object({ kind: z.enum(kinds), name: z.string() }));

/** From the table or its view. */
export function causeFrom(row: CauseRow | RunCauseView): Cause {
  const { span_start: start, span_end: end } = row;
  return {
    runId: row.run_id,
    jobId: row.job_id,
    runStartedAt: row.run_started_at,
    outcome: row.outcome,
    causeClass: row.cause_class,
    signatureId: row.signature_id,
    fingerprint: row.fingerprint,
    workload: row.workload === '' ? null : row.workload,
    sessionId: row.session_id,
    taskId: row.task_id,
    recordId: row.record_id,
    at: row.at,
    text: row.text,
    span: start === null || end === null ? null : { start, end },
    components: componentsSchema.parse(row.components),
  };
}
