import { z } from 'zod';

const minutes = z.number().positive();
const hours = z.number().positive();
const target = (rtoMinutes: number, rpoHours: number, of: string) =>
  z
    .strictObject({
      rtoMinutes: minutes.default(rtoMinutes).describe('Minutes until it runs again'),
      rpoHours: hours.default(rpoHours).describe('Hours of data that may be lost'),
    })
    .prefault({})
    .describe(`What ${of} workloads must meet`);

/** The section `recovery` of the settings file. */
export const recoverySettings = z.strictObject({
  historyDays: z.int().min(1).default(365).describe('Restores and proofs looked at'),
  targets: z
    .strictObject({
      CRITICAL: target(240, 24, 'critical'),
      HIGH: target(480, 26, 'high-tier'),
      MEDIUM: target(1440, 48, 'medium-tier'),
      LOW: target(4320, 168, 'low-tier'),
    })
    .prefault({})
    .describe('SLA by business tier; the defaults are a guess to be replaced'),
  atRiskBufferPercent: z
    .number()
    .min(0)
    .max(90)
    .default(20)
    .describe('Within the target, but with less than this left of it: AT_RISK'),
  proofHalfLifeDays: z.number().positive().default(90).describe('Age at which a proof counts half'),
  testedWithinDays: z.number().positive().default(180).describe('An older proof covers no longer'),
});

export type RecoverySettings = z.infer<typeof recoverySettings>;
