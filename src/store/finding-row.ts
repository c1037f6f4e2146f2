import { z } from 'zod';
import { Fault } from '../domain/errors.ts';
import type { Finding, Subject } from '../domain/finding.ts';
import type { KeepingPlan } from './keep-rows.ts';
import type { FindingTable } from './tables/analysis-tables.ts';

type FindingRow = Omit<FindingTable, 'vbr_server_id'>;

/** When and in which pass a subject was looked at is brought up to date without counting as a change. */
export const findingPlan: KeepingPlan<FindingRow> = {
  table: 'finding',
  key: ['feature', 'subject_kind', 'subject_id'],
  touched: ['as_of', 'pass_id'],
  columns: {
    feature: 'text',
    subject_kind: 'text',
    subject_id: 'text',
    subject_name: 'text',
    as_of: 'timestamptz',
    pass_id: 'uuid',
    status: 'text',
    score: 'double precision',
    grade: 'text',
    parts: 'jsonb',
    confidence: 'jsonb',
    reason: 'text',
    method: 'text',
    measures: 'jsonb',
  },
};

/** All but the measures, which are by far the largest. */
export const verdictColumns = [
  'vbr_server_id as vbrServerId',
  'pass_id as passId',
  'feature',
  'subject_kind as kind',
  'subject_id as id',
  'subject_name as name',
  'as_of as asOf',
  'status',
  'score',
  'grade',
  'parts',
  'confidence',
  'reason',
  'method',
] as const;

export const findingColumns = [...verdictColumns, 'measures'] as const;

export function findingRow(finding: Finding, passId: string): FindingRow {
  const scored = finding.status === 'scored' ? finding : null;
  return {
    feature: finding.feature,
    subject_kind: finding.subject.kind,
    subject_id: finding.subject.id,
    subject_name: finding.subject.name,
    as_of: finding.asOf,
    pass_id: passId,
    status: finding.status,
    score: scored?.score ?? null,
    grade: scored?.grade ?? null,
    parts: scored?.parts ?? null,
    confidence: scored?.confidence ?? null,
    reason: finding.status === 'scored' ? null : finding.reason,
    method: finding.method,
    measures: finding.measures,
  };
}

/** A selected row as a finding; documents that another version wrote in another shape are refused by name. */
export function findingFrom(row: Subject & Readonly<Record<string, unknown>>): Finding {
  const parsed = findingSchema.safeParse(row);
  if (!parsed.success) throw unreadable(row, parsed.error);
  const { kind, id, name, ...finding } = parsed.data;
  return { ...finding, subject: { kind, id, name } };
}

/** The documents that say how a score came about, with the same refusal. */
export function judgementFrom(
  subject: Subject,
  documents: { readonly parts: unknown; readonly confidence: unknown },
) {
  const parsed = judgementSchema.safeParse(documents);
  if (!parsed.success) throw unreadable(subject, parsed.error);
  return parsed.data;
}

function unreadable({ kind, id }: Subject, cause: unknown): Fault {
  return new Fault({
    code: 'defect',
    happened: `the stored finding of ${kind} ${id} cannot be read`,
    means: 'it was written in another shape than this version knows',
    next: 'run "dr365 analyze all" to write it anew',
    cause,
  });
}

const base = {
  feature: z.enum(['health', 'protection', 'capacity', 'efficiency', 'recovery']),
  kind: z.enum(['estate', 'job', 'workload', 'repository']),
  id: z.string(),
  name: z.string(),
  asOf: z.date(),
  method: z.string(),
  measures: z.record(z.string(), z.unknown()),
};

const factor = z.object({
  name: z.enum(['sample', 'span', 'freshness', 'completeness', 'visibility']),
  value: z.number(),
  reason: z.string(),
});

const part = z.object({
  name: z.string(),
  weight: z.number(),
  points: z.number(),
  reason: z.string(),
});

const judgement = {
  parts: z.array(part),
  confidence: z.object({ value: z.number(), factors: z.array(factor) }),
};
const judgementSchema = z.object(judgement);

const findingSchema = z.discriminatedUnion('status', [
  z.object({
    ...base,
    status: z.literal('scored'),
    score: z.number(),
    grade: z.enum(['A', 'B', 'C', 'D', 'F']),
    ...judgement,
  }),
  z.object({ ...base, status: z.literal('insufficient-data'), reason: z.string() }),
  z.object({ ...base, status: z.literal('failed'), reason: z.string() }),
]);
