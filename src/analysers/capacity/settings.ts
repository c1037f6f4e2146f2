import { z } from 'zod';

/** The section `capacity` of the settings file. */
export const capacitySettings = z.strictObject({
  levelsPercent: z
    .array(z.number().gt(0).lte(100))
    .min(1)
    .max(5)
    .refine(
      (levels) => levels.every((level, index) => level > (levels[index - 1] ?? 0)),
      'levels must rise',
    )
    .default([80, 90, 100])
    .describe('Shares of the capacity whose dates are told'),
  historyDays: z
    .int()
    .min(14)
    .max(1095)
    .default(120)
    .describe('Days a forecast looks back on; more than 120 are not used'),
  horizonDays: z
    .int()
    .min(7)
    .max(365)
    .default(90)
    .describe(
      'Days looked ahead, at least the lead time; beyond 90 the intervals are not measured',
    ),
  probabilityDays: z
    .array(z.int().min(1).max(365))
    .max(6)
    .default([30, 60, 90])
    .describe('Days within which the probability of each level is told'),
  leadTimeDays: z
    .int()
    .min(0)
    .max(365)
    .default(60)
    .describe('Days from an order to storage in use; priority and order dates follow from it'),
  safetyBufferPercent: z
    .number()
    .min(0)
    .max(100)
    .default(20)
    .describe('What a recommended capacity holds beyond what is needed'),
});

export type CapacitySettings = z.infer<typeof capacitySettings>;

/** So far ahead that the odds to be full before an order arrives are those of the whole lead time. */
export function daysAheadOf({ horizonDays, leadTimeDays }: CapacitySettings): number {
  return Math.max(horizonDays, leadTimeDays);
}

/** The settings as one text, by which a finding shows that it was judged by others. */
export function settingsText(settings: CapacitySettings): string {
  return JSON.stringify(Object.entries(settings).toSorted());
}
