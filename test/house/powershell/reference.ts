import { readFileSync } from 'node:fs';
import { z } from 'zod';

const cmdlet = z.strictObject({
  parameters: z.array(z.string()),
  source: z.url(),
  /** Of the documentation that was read. */
  version: z.string(),
  isConfirmed: z.boolean(),
  note: z.string().optional(),
});

const member = z.strictObject({
  of: z.string(),
  /** Where it is documented, or told by people who used it; null where nothing public was found. */
  source: z.url().nullable(),
  isConfirmed: z.boolean(),
  note: z.string().optional(),
});

const reference = z.strictObject({
  cmdlets: z.record(z.string(), cmdlet),
  members: z.record(z.string(), member),
});

/** Cmdlets with their parameters, and members of objects, as public documentation tells them. */
export const powershellReference = reference.parse(
  JSON.parse(readFileSync(new URL('./reference-v13.json', import.meta.url), 'utf8')),
);

/** Parameters that every cmdlet has. */
export const commonParameters = ['ErrorAction', 'WarningAction', 'Verbose', 'Debug'] as const;
