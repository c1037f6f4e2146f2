import { z } from 'zod';

/** Whether PowerShell is asked for what REST does not tell, and how. */
export const powershellSettings = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe(
        'true runs read-only scripts as the same account, which then must be administrator',
      ),
    program: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('Name or path of PowerShell 7; null: pwsh on the path'),
    timeoutSeconds: z
      .int()
      .min(10)
      .max(3600)
      .default(300)
      .describe('A script that takes longer is stopped and nothing of it is taken'),
  })
  .describe(
    'PowerShell as an addition to REST: SureBackup results by machine, how long VBR keeps sessions',
  );

export type PowerShellSettings = Readonly<z.output<typeof powershellSettings>>;
