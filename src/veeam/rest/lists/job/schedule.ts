import { z } from 'zod';
import type { JobSchedule, RetryRule } from '../../../../domain/job.ts';
import {
  optionalCount,
  optionalFlag,
  optionalPart,
  optionalPositive,
  optionalText,
  texts,
} from '../../schema/fields.ts';

const switched = optionalPart(z.object({ isEnabled: optionalFlag }));

/** The schedule of every job type: each has some of these parts, copy jobs a `type` in place of most. */
export const scheduleSchema = optionalPart(
  z.object({
    runAutomatically: optionalFlag,
    type: optionalText,
    daily: optionalPart(
      z.object({
        isEnabled: optionalFlag,
        localTime: optionalText,
        dailyKind: optionalText,
        days: texts,
      }),
    ),
    monthly: optionalPart(
      z.object({
        isEnabled: optionalFlag,
        localTime: optionalText,
        dayNumberInMonth: optionalText,
        dayOfMonth: optionalPositive,
        isLastDayOfMonth: optionalFlag,
      }),
    ),
    periodically: optionalPart(
      z.object({
        isEnabled: optionalFlag,
        periodicallyKind: optionalText,
        frequency: optionalPositive,
      }),
    ),
    continuously: switched,
    afterThisJob: optionalPart(z.object({ isEnabled: optionalFlag, jobName: optionalText })),
    retry: optionalPart(
      z.object({
        isEnabled: optionalFlag,
        retryCount: optionalCount,
        awaitMinutes: optionalCount,
      }),
    ),
  }),
);

type Schedule = NonNullable<z.output<typeof scheduleSchema>>;

// Copies that start whenever there is something to copy, some of them within a window.
const continuousTypes = new Set(['immediate', 'continuous', 'custom']);
const neverByItself: JobSchedule = {
  daily: null,
  monthly: null,
  periodically: null,
  isContinuous: false,
  afterJobName: null,
};

/** When a job starts by itself; one that does not run automatically never does, whatever else is set. */
export function toSchedule(schedule: Schedule | null): JobSchedule | null {
  if (schedule === null) return null;
  if (schedule.runAutomatically === false) return neverByItself;
  return {
    daily: toDaily(schedule.daily),
    monthly: toMonthly(schedule.monthly),
    periodically: toPeriodically(schedule.periodically),
    isContinuous:
      schedule.continuously?.isEnabled === true ||
      continuousTypes.has(schedule.type?.toLowerCase() ?? ''),
    afterJobName:
      schedule.afterThisJob?.isEnabled === true ? schedule.afterThisJob.jobName || null : null,
  };
}

/** Null where its type has no retry rule or VBR did not show it. */
export function toRetryRule(schedule: Schedule | null): RetryRule | null {
  const retry = schedule?.retry ?? null;
  if (retry === null || retry.isEnabled === null) return null;
  return {
    isEnabled: retry.isEnabled,
    count: retry.retryCount,
    awaitMinutes: retry.awaitMinutes,
  };
}

function toDaily(daily: Schedule['daily']): JobSchedule['daily'] {
  if (daily?.isEnabled !== true || daily.localTime === null) return null;
  return {
    localTime: clockTime(daily.localTime),
    kind: daily.dailyKind ?? 'Everyday',
    days: daily.days.map(capitalised),
  };
}

function toMonthly(monthly: Schedule['monthly']): JobSchedule['monthly'] {
  if (monthly?.isEnabled !== true || monthly.localTime === null) return null;
  // VBR fills in a day of the month also where it goes by weeks, as in "fourth Saturday".
  const isByDay = (monthly.dayNumberInMonth ?? 'OnDay').toLowerCase() === 'onday';
  const isTold = isByDay && monthly.isLastDayOfMonth !== true;
  return {
    localTime: clockTime(monthly.localTime),
    dayOfMonth: isTold ? monthly.dayOfMonth : null,
  };
}

function toPeriodically(periodically: Schedule['periodically']): JobSchedule['periodically'] {
  if (periodically?.isEnabled !== true) return null;
  const { periodicallyKind, frequency } = periodically;
  return periodicallyKind === null || frequency === null
    ? null
    : { kind: periodicallyKind, frequency };
}

/** 4:00, 04:00 and 04:00:00 are one time; text that is none stays as it came. */
function clockTime(text: string): string {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?$/.exec(text) ?? [];
  return hours === undefined || minutes === undefined
    ? text
    : `${hours.padStart(2, '0')}:${minutes}`;
}

/** Weekdays come in either case, even from one server. */
function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
