import { z } from 'zod';
import { isRiskKind, kindsOfRisk } from './kinds.ts';

const share = z.number().min(0).max(1);
const points = z.number().min(0).max(100);
const days = z.number().positive();

const severities = z
  .record(
    z
      .string()
      .refine(
        (name): boolean => isRiskKind(name),
        `is none of ${Object.keys(kindsOfRisk).join(', ')}`,
      ),
    share,
  )
  .default({});

/** The section `risk` of the settings file. */
export const riskSettings = z.strictObject({
  weights: z
    .strictObject({
      loss: points.default(60).describe('What is lost, or how likely it will be'),
      reach: points.default(15).describe('How many workloads are hit'),
      persistence: points.default(15).describe('How long it has lasted, or how soon it comes'),
      fallback: points.default(10).describe('Whether nothing else protects them'),
    })
    .refine(
      (each) => each.loss + each.reach + each.persistence + each.fallback === 100,
      'the four weights must sum to 100',
    )
    .prefault({}),
  severities: severities.describe(
    'How bad a kind of risk is at worst, 0 to 1, where yours differ: docs/risk.md lists them',
  ),
  fullReachWorkloads: z.int().min(2).default(100).describe('So many workloads are full reach'),
  longDays: days.default(7).describe('What has lasted this long has lasted long'),
  reliefDays: days
    .default(3)
    .describe('Days to make space without buying: retention lowered, backups moved'),
  staleHours: z.number().positive().default(26).describe('Older inputs count as stale'),
  suspicionDays: days.default(30).describe('Malware events looked at'),
  attackMachines: z
    .int()
    .min(2)
    .default(3)
    .describe(
      'So many suspicious machines, none more than a day after another, are taken for one intrusion',
    ),
  licenceDays: days.default(60).describe('A licence that ends sooner is a risk'),
  certificateDays: days.default(60).describe('The same for the certificate'),
  configurationBackupDays: days.default(7).describe('An older configuration backup is a risk'),
  copyDays: days
    .default(35)
    .describe('A place whose newest point is further behind than this is no copy any more'),
  changedPoints: z
    .number()
    .positive()
    .default(5)
    .describe('A score that moved by less is neither worse nor better'),
  offSiteRepositories: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Names of repositories at another site; VBR does not tell, cloud storage counts by itself',
    ),
});

export type RiskSettings = z.infer<typeof riskSettings>;
