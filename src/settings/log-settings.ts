import { z } from 'zod';

/** The log files under <home>/logs. */
export const logSettings = z
  .strictObject({
    level: z
      .enum(['debug', 'info', 'warn', 'error'])
      .default('debug')
      .describe('Least level kept: debug (performance figures too), info, warn or error'),
    keepFiles: z.int().min(1).max(1000).default(14).describe('Log files kept'),
    fileMegabytes: z.int().min(1).max(1024).default(20).describe('Size at which a file is closed'),
  })
  .describe('Log files in the folder logs of DR365_HOME, a new one every day');

export type LogSettings = Readonly<z.output<typeof logSettings>>;
