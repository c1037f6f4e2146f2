import { z } from 'zod';
import { remediationSettings } from '../analysers/remediation/settings.ts';

/** What the planning process is told on its standard input: one login, and nothing of VBR. */
export const planningOrder = z.strictObject({
  connection: z.strictObject({
    host: z.string(),
    port: z.int(),
    database: z.string(),
    user: z.string(),
    password: z.string(),
    ssl: z.union([z.boolean(), z.strictObject({ ca: z.string() })]).optional(),
  }),
  knowledgeFolder: z.string(),
  settings: remediationSettings,
  passId: z.uuid(),
  asOf: z.coerce.date(),
});

/** What it answers on its standard output. */
export const planningAnswer = z.union([
  z.strictObject({ counts: z.record(z.string(), z.number()) }),
  z.strictObject({
    fault: z.strictObject({
      code: z.enum(['database-down', 'database-refused', 'settings-invalid', 'defect']),
      happened: z.string(),
      means: z.string(),
      next: z.string(),
    }),
  }),
]);

export type PlanningAnswer = z.infer<typeof planningAnswer>;
