import { z } from 'zod';
import { shownText } from '../../domain/foreign-text.ts';
import type { SureBackupResult } from '../../domain/recovery-evidence.ts';
import { sureBackupLine, sureBackupResultOf } from '../../domain/surebackup-line.ts';
import type { Page, RejectedRow } from '../../ports/vbr-source.ts';

const word = z.string().max(200).nullable();

/** One machine of a SureBackup session in the module's own words; null where it has none. */
export const sureBackupTask = z.strictObject({
  type: z.literal('surebackup-task'),
  workload: z.string().max(1000),
  job: word,
  endedAt: z.iso.datetime({ offset: true }),
  boot: word,
  ping: word,
  script: word,
});

export type SureBackupTask = z.output<typeof sureBackupTask>;

const verdicts: Readonly<Record<string, 'passed' | 'failed' | 'skipped'>> = {
  success: 'passed',
  succeeded: 'passed',
  passed: 'passed',
  failed: 'failed',
  error: 'failed',
  none: 'skipped',
  disabled: 'skipped',
  skipped: 'skipped',
  notavailable: 'skipped',
  notapplicable: 'skipped',
};

/** Verdicts by machine. A word we do not know rejects its machine with the word: it is neither passed nor failed. */
export function sureBackupResults(
  tasks: readonly SureBackupTask[],
  now: Date,
): Page<SureBackupResult> {
  const rows: SureBackupResult[] = [];
  const rejected: RejectedRow[] = [];
  for (const task of tasks) {
    const result = resultOf(task, now);
    if (typeof result === 'string') {
      rejected.push({ id: null, reason: `${shownText(task.workload, 100)}: ${result}` });
    } else rows.push(result);
  }
  return { rows, rejected };
}

function resultOf(task: SureBackupTask, now: Date): SureBackupResult | string {
  const { workload, endedAt, job, boot, ping, script } = task;
  const told = { boot, ping, script };
  const unknown = Object.entries(told).find(
    ([, said]) => said !== null && !(keyOf(said) in verdicts),
  );
  if (unknown !== undefined) {
    const [test, said] = unknown;
    return `"${shownText(said ?? '', 60)}" is no verdict of ${test} that is known`;
  }
  const line = sureBackupLine.safeParse({
    ...{ workload, job, testedAt: endedAt },
    boot: verdictOf(boot),
    ping: verdictOf(ping),
    script: verdictOf(script),
  });
  if (!line.success) return 'the machine has no name';
  return sureBackupResultOf(line.data, now);
}

function verdictOf(said: string | null): 'passed' | 'failed' | 'skipped' {
  return (said === null ? undefined : verdicts[keyOf(said)]) ?? 'skipped';
}

/** `Not Available` and `NotAvailable` are one word. */
function keyOf(said: string): string {
  return said.replaceAll(/[\s_-]/g, '').toLowerCase();
}
