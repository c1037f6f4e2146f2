import { z } from 'zod';
import { businessTiers } from '../../domain/business-tier-settings.ts';
import { Fault } from '../../domain/errors.ts';
import { type Risk, riskCategories } from '../../domain/risk.ts';

const instant = z.coerce.date();

const component = z.object({
  name: z.string(),
  kind: z.enum([
    'repository',
    'proxy',
    'host',
    'account',
    'vcenter',
    'datastore',
    'gateway',
    'backup-server',
  ]),
});

const confidence = z.object({
  value: z.number(),
  factors: z.array(
    z.object({
      name: z.enum(['sample', 'span', 'freshness', 'completeness', 'visibility']),
      value: z.number(),
      reason: z.string(),
    }),
  ),
});

const part = z.object({
  name: z.string(),
  weight: z.number(),
  points: z.number(),
  reason: z.string(),
});

const input = z.object({
  name: z.string(),
  asOf: instant.nullable(),
  state: z.enum(['fresh', 'stale', 'missing', 'forbidden', 'unsupported', 'failed']),
});

const evidence = z.object({
  kind: z.enum(['session', 'log-line', 'restore-point', 'backup', 'finding', 'event', 'fact']),
  id: z.string(),
  at: instant.nullable(),
  says: z.string(),
});

const riskSchema = z.object({
  vbrServerId: z.int(),
  id: z.string(),
  category: z.enum(riskCategories),
  kind: z.string(),
  causeClass: z.string().nullable(),
  groupId: z.string().nullable(),
  component: component.nullable(),
  subject: z.object({
    kind: z.enum(['estate', 'job', 'workload', 'repository', 'host', 'proxy']),
    id: z.string(),
    name: z.string(),
  }),
  title: z.string(),
  score: z.number(),
  interval: z.tuple([z.number(), z.number()]),
  contributions: z.array(part),
  lowersMost: z.object({ change: z.string(), points: z.number() }),
  confidence,
  inputs: z.array(input),
  tier: z.enum(businessTiers),
  tierReason: z.string(),
  impact: z.number(),
  jobs: z.array(z.string()),
  workloads: z.array(z.string()),
  figures: z.record(z.string(), z.number()),
  evidence: z.array(evidence),
  formula: z.string(),
  isConfirmed: z.boolean(),
  firstSeenAt: instant,
  asOf: instant,
});

/** A kept document as a risk; one that another version wrote in another shape is refused by name. */
export function riskFrom({
  id,
  document,
}: {
  readonly id: string;
  readonly document: unknown;
}): Risk {
  const parsed = riskSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new Fault({
    code: 'defect',
    happened: `the stored risk ${id} cannot be read`,
    means: 'it was written in another shape than this version knows',
    next: 'run "dr365 analyze risk" to write it anew',
    cause: parsed.error,
  });
}
