import { z } from 'zod';

/** How much is read from VBR, and how far back. */
export const collectionSettings = z
  .strictObject({
    pageLimit: z.int().min(1).max(10_000).default(1000).describe('Rows asked for in one request'),
    overlapHours: z
      .number()
      .min(0)
      .max(24 * 31)
      .default(24)
      .describe(
        'How far behind the newest session is read again, for late changes: whole once in six hours',
      ),
    historyDays: z
      .int()
      .min(1)
      .max(3660)
      .default(91)
      .describe('How far back a server is read; made longer, the next passes read further back'),
    logsPerPass: z
      .int()
      .min(0)
      .max(100_000)
      .default(300)
      .describe('Logs of failed and warned sessions read in one pass; the rest waits its turn'),
    backupsPerPass: z
      .int()
      .min(0)
      .max(100_000)
      .default(500)
      .describe('Backups whose files are read in one pass; the rest waits its turn'),
    sessionsPerPass: z
      .int()
      .min(0)
      .max(10_000_000)
      .default(50_000)
      .describe(
        'About how many sessions of earlier days are read in one pass once historyDays is made longer',
      ),
    tasksPerPass: z
      .int()
      .min(0)
      .max(10_000_000)
      .default(50_000)
      .describe(
        'About how many tasks of earlier days are read in one pass; the rest waits its turn',
      ),
  })
  .describe('What a pass reads from VBR');

export type CollectionSettings = Readonly<z.output<typeof collectionSettings>>;
