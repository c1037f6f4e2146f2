import { z } from 'zod';

/** The section `protection` of the settings file. */
export const protectionSettings = z.strictObject({
  lateAfterIntervals: z
    .number()
    .min(1.2)
    .default(2)
    .describe('A restore point is late after this many of the intervals usual for the workload'),
  lateAfterHours: z
    .number()
    .positive()
    .default(26)
    .describe('and never sooner than after this many hours'),
  withoutRhythmHours: z
    .number()
    .positive()
    .default(72)
    .describe('Hours after which it is late where fewer than four points show no rhythm'),
  listed: z
    .int()
    .min(1)
    .max(50)
    .default(10)
    .describe('Workloads that the estate names in each list'),
});

export type ProtectionSettings = z.infer<typeof protectionSettings>;
