import { z } from 'zod';
import type { SureBackupResult } from './recovery-evidence.ts';

const outcome = z.enum(['passed', 'failed', 'skipped']).default('skipped');

/** One machine's SureBackup result as a line of text tells it, whoever wrote the line. */
export const sureBackupLine = z.strictObject({
  workload: z.string().trim().min(1).max(500),
  testedAt: z.iso.datetime({ offset: true }),
  job: z.string().nullable().default(null),
  boot: outcome,
  ping: outcome,
  script: outcome,
  contentScan: outcome,
});

type SureBackupLine = z.output<typeof sureBackupLine>;

/** The line as a result, or why it is none: nothing was tested, or not yet. */
export function sureBackupResultOf(
  { testedAt, ...line }: SureBackupLine,
  now: Date,
): SureBackupResult | string {
  const tests = [line.boot, line.ping, line.script, line.contentScan];
  if (tests.every((each) => each === 'skipped')) {
    return 'every test was skipped: that is no test';
  }
  const at = new Date(testedAt);
  if (at > now) return `testedAt ${testedAt} lies in the future`;
  return { ...line, testedAt: at };
}
