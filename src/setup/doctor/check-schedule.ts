import { type Check, carefulCheck, failedCheck, goodCheck } from '../../domain/check.ts';
import { type ExitCode, exitCodes } from '../../domain/exit-code.ts';
import type { ScheduleStatus } from '../../domain/schedule-status.ts';

const name = 'schedule';

/** Whether the machine starts passes by itself, and how the last one ended. */
export function checkSchedule(status: ScheduleStatus): Check {
  const { scheduler, installed, active, lastRunAt, lastExitCode, nextRunAt } = status;
  if (scheduler === null) {
    return carefulCheck({
      name,
      happened: 'no scheduler that DR365 knows answers on this machine',
      means: 'whether something starts passes cannot be told; without passes answers grow old',
      next: 'let cron or another scheduler start "dr365 run" every hour',
    });
  }
  if (!installed || !active) {
    return carefulCheck({
      name,
      happened: installed
        ? 'the schedule is installed and switched off'
        : 'no schedule is installed',
      means: 'nothing starts passes by itself, so answers grow old',
      next: 'run "dr365 schedule install" as an administrator',
    });
  }
  if (lastExitCode !== null && lastExitCode !== exitCodes.ok) {
    const happened = `the last scheduled pass (${instant(lastRunAt)}) ended with exit code ${lastExitCode}`;
    const means = meanings[lastExitCode] ?? 'it did not end as DR365 ends by itself';
    return failedCheck(
      { name, happened, means, next: 'see "dr365 status" and mend it' },
      knownCode(lastExitCode),
    );
  }
  const happened =
    lastRunAt === null
      ? 'the schedule is installed and has not run yet'
      : `the last scheduled pass was ${instant(lastRunAt)}`;
  return goodCheck({ name, happened, means: `the next one starts ${instant(nextRunAt)}` });
}

const meanings: Readonly<Record<number, string>> = {
  [exitCodes.partial]: 'a source failed or some servers were not reached',
  [exitCodes.serverUnreachable]: 'no server was reached',
  [exitCodes.databaseDown]: 'PostgreSQL did not answer',
  [exitCodes.cannotHelpByRetrying]: 'settings, credentials, trust or role stand in the way',
  [exitCodes.defect]: 'DR365 met a defect of its own',
};

function knownCode(code: number): ExitCode {
  return Object.values(exitCodes).find((each) => each === code) ?? exitCodes.defect;
}

function instant(at: Date | null): string {
  return at === null ? 'at a time that is not told' : `${at.toISOString().slice(0, 16)}Z`;
}
