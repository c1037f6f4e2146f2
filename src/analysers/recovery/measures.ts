import { z } from 'zod';
import { businessTiers } from '../../domain/business-tier-settings.ts';
import { proofDepths } from '../../domain/recovery-evidence.ts';

const number = z.number().nullable();
const count = z.int().nonnegative();
const tier = z.enum(businessTiers);
const level = z.enum(['COMPLIANT', 'AT_RISK', 'NON_COMPLIANT', 'UNKNOWN']);
const verdict = z.object({ level, target: z.number(), value: number, decidedBy: z.string() });
const entry = z.object({
  at: z.iso.datetime(),
  depth: z.enum(proofDepths),
  ageDays: z.number(),
  sessionId: z.string().nullable(),
  source: z.enum(['restore', 'scan', 'imported']),
  /** Why the restore was made; absent where nobody told it. */
  reason: z.string().optional(),
});

/** What is known of one workload's recovery; instants as ISO text, times in minutes. */
export const recoveryWorkloadSchema = z.object({
  isLeft: z.boolean(),
  tier: z.object({
    tier,
    basis: z.enum(['override', 'pattern', 'default']),
    reason: z.string(),
  }),
  ledger: z.object({
    state: z.enum(['proven', 'outdated', 'failed', 'never-tested']),
    last: entry.nullable(),
    best: entry.nullable(),
    lastFailure: entry.nullable(),
    depth: z.number(),
    strength: z.number(),
    tests: count,
    notTested: count,
  }),
  /** Null without enough restores of the family. */
  estimate: z
    .object({
      family: z.string(),
      p50Minutes: z.number(),
      p95Minutes: z.number(),
      basis: z.string(),
      /** Of the logarithm of minutes. */
      expected: z.object({
        model: z.string(),
        value: z.number(),
        residual: z.number(),
        n: count,
        lean: z.number(),
        freedom: count,
      }),
    })
    .nullable(),
  repositoryId: z.string().nullable(),
  sizeBytes: number,
  level,
  rto: verdict,
  rpo: verdict,
  /** How many results of SureBackup were imported for it. */
  imported: count,
});

const family = z.object({
  family: z.string(),
  completed: count,
  failed: count,
  canceled: count,
  running: count,
  timeUnknown: count,
  method: z.enum([
    'order-statistics',
    'kaplan-meier',
    'log-normal',
    'range-only',
    'not-enough-evidence',
  ]),
  shortest: number,
  longest: number,
  percentiles: z.array(z.object({ share: z.number(), minutes: number, low: number, high: number })),
  success: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
  sessions: z.array(z.string()),
  lastAt: z.iso.datetime().nullable(),
});

const slots = z.array(z.object({ id: z.string(), name: z.string(), slots: count.nullable() }));

/** What is known of an estate's recovery. */
export const recoveryEstateSchema = z.object({
  families: z.array(family),
  tiers: z.array(
    z.object({
      tier,
      workloads: count,
      proven: count,
      neverTested: count,
      failed: count,
      levels: z.object({
        COMPLIANT: count,
        AT_RISK: count,
        NON_COMPLIANT: count,
        UNKNOWN: count,
      }),
    }),
  ),
  byDefault: count,
  imported: count,
  labs: z.object({ passed: count, failed: count, lastAt: z.iso.datetime().nullable() }),
  sharing: z.object({ exponent: number, overlaps: count }),
  proxies: slots,
  repositories: slots,
  evidenceKey: z.string(),
});

export type RecoveryWorkloadMeasures = z.infer<typeof recoveryWorkloadSchema>;
export type RecoveryEstateMeasures = z.infer<typeof recoveryEstateSchema>;
