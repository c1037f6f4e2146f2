import { z } from 'zod';

/** The section `remediation` of the settings file. */
export const remediationSettings = z.strictObject({
  minimumScore: z
    .number()
    .min(0)
    .max(100)
    .default(20)
    .describe('Risks with a lower score get no plan; they are counted'),
  minimumConfidence: z
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .describe('The same for the confidence of a risk'),
  quickWinHours: z
    .number()
    .positive()
    .default(1)
    .describe('Plans that take no longer are quick wins and stand first'),
  factsHours: z
    .number()
    .positive()
    .default(26)
    .describe('A plan is not checked against facts that are older'),
});

export type RemediationSettings = z.infer<typeof remediationSettings>;
