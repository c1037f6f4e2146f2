import type { Revision } from '../../domain/vbr-server.ts';
import { itemAt } from '../estate/item-at.ts';
import { type SimulatedJob, startsByItself } from '../estate/job.ts';
import { wordIn } from '../estate/names-by-revision.ts';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A job's schedule as its definition shows it: one part is switched on, the others are off. */
export function scheduleRow(job: SimulatedJob, jobs: readonly SimulatedJob[], revision: Revision) {
  const { schedule, afterJob } = job;
  const leader = afterJob === null ? undefined : jobs[afterJob];
  const isContinuous = schedule.isContinuous === true;
  const isByTime = startsByItself(job) && leader === undefined && !isContinuous;
  const isPeriodic = schedule.minutes.length > 1;
  const isMonthly = schedule.monthDay !== undefined;
  return {
    runAutomatically: startsByItself(job),
    daily: {
      isEnabled: isByTime && !isPeriodic && !isMonthly,
      localTime: clockText(schedule.minutes[0] ?? 0),
      dailyKind: schedule.weekdays.length === 7 ? 'Everyday' : 'SelectedDays',
      days: schedule.weekdays.map((day) => wordIn(itemAt(days, day), revision)),
    },
    monthly: isMonthly
      ? {
          isEnabled: isByTime,
          localTime: clockText(schedule.minutes[0] ?? 0),
          dayNumberInMonth: 'OnDay',
          dayOfMonth: schedule.monthDay,
        }
      : { isEnabled: false },
    periodically: {
      isEnabled: isByTime && isPeriodic,
      periodicallyKind: 'Minutes',
      frequency: Math.round((24 * 60) / schedule.minutes.length),
    },
    continuously: { isEnabled: isContinuous },
    afterThisJob:
      leader === undefined ? { isEnabled: false } : { isEnabled: true, jobName: leader.name },
  };
}

/** The schedule of a copy job, which says its mode and knows no continuous run. */
export function copyScheduleRow(
  job: SimulatedJob,
  jobs: readonly SimulatedJob[],
  revision: Revision,
) {
  const { continuously: _, ...parts } = scheduleRow(job, jobs, revision);
  return { type: 'Periodic', ...parts };
}

function clockText(minute: number): string {
  const parts = [Math.floor(minute / 60), minute % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
