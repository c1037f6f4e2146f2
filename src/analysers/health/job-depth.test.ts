import { describe, expect, it } from 'vitest';
import {
  asOf,
  dailyRuns,
  defaultHealthSettings,
  jobNamed,
  noDepth,
  runOf,
  source,
  utc,
} from '../../../test/fixtures/job-runs.ts';
import type { Job, JobSchedule } from '../../domain/job.ts';
import type { BriefRun } from '../../domain/run.ts';
import { assessJob } from './assess-job.ts';
import { type JobMeasures, jobMeasuresSchema } from './measures.ts';

const dayMs = 86_400_000;
const onDays = (...days: readonly string[]): JobSchedule => ({
  daily: { localTime: '10:00', kind: 'SelectedDays', days },
  monthly: null,
  periodically: null,
  isContinuous: false,
  afterJobName: null,
});
const everyday: JobSchedule = {
  ...onDays(),
  daily: { localTime: '10:00', kind: 'Everyday', days: [] },
};

function measuresOf(
  runs: readonly BriefRun[],
  schedule: JobSchedule | null,
  job: Partial<Job> = {},
): JobMeasures {
  const finding = assessJob({
    job: jobNamed('Daily VMs', job),
    runs,
    depth: { ...noDepth, schedule },
    clock: utc,
    asOf,
    settings: defaultHealthSettings,
    visibility: { sources: [source('sessions')], pendingLogs: 0 },
  });
  return jobMeasuresSchema.parse(JSON.parse(JSON.stringify(finding.measures)));
}

/** Runs of one letter that many days before asOf, at 10:00. */
const daysAgo = (letter: string, ...ages: readonly number[]) =>
  ages.map((age) =>
    runOf(letter, `${age} days ago`, new Date(asOf.getTime() - (age + 0.5) * dayMs)),
  );

describe('a silent job', () => {
  const stopped = daysAgo('S', 30, 29, 28, 27, 26, 25, 24, 23);

  it('ended well and has missed every start since', () => {
    expect(measuresOf(stopped, everyday)).toMatchObject({
      silence: { since: '2026-10-30T10:00:00.000Z', missedRuns: 23 },
      missedRuns: { source: 'schedule', missed: 23, missedSinceLastRun: 23 },
      quietSince: '2026-10-30T10:00:00.000Z',
    });
  });

  it('is one whose last run failed not, nor one that is disabled, which is named', () => {
    const failed = [...stopped.slice(0, -1), ...daysAgo('F', 23)];
    expect(measuresOf(failed, everyday).silence).toBeNull();
    expect(measuresOf(stopped, everyday, { isDisabled: true })).toMatchObject({
      silence: null,
      missedRuns: { source: null, missed: 0, reason: 'it is disabled' },
    });
    expect(measuresOf(stopped, everyday, { runsAutomatically: false }).missedRuns.reason).toBe(
      'it is started by hand alone',
    );
  });

  it('of one start a week is silent after the first that it missed', () => {
    const weekly = daysAgo('S', 42, 35, 28, 21, 14);
    expect(measuresOf(weekly, onDays('Sunday')).silence).toEqual({
      since: '2026-11-08T10:00:00.000Z',
      missedRuns: 2,
    });
    expect(measuresOf([...weekly, ...daysAgo('S', 7, 0)], onDays('Sunday')).silence).toBeNull();
  });

  it('is not quiet while its schedule promises no start', () => {
    const thisWeek = daysAgo('S', 9, 8, 7, 6, 5, 4);
    expect(measuresOf(thisWeek, null).quietSince).not.toBeNull();
    const weekdays = ['Friday', 'Saturday', 'Sunday', 'Monday', 'Tuesday', 'Wednesday'];
    const mondayToWednesday = measuresOf(thisWeek, onDays(...weekdays.slice(3)));
    expect(mondayToWednesday).toMatchObject({ quietSince: null, silence: null });
  });

  it('is not quiet half an hour after the start that its habits end each pause with', () => {
    const sundayToThursday = [0, 7, 14, 21, 28].flatMap((days) =>
      [7, 6, 5, 4, 3].map((age) => new Date(asOf.getTime() - (days + age) * dayMs - 1_800_000)),
    );
    const runs = sundayToThursday
      .sort((one, other) => Number(one) - Number(other))
      .map((startedAt) => runOf('S', startedAt.toISOString(), startedAt));
    expect(measuresOf(runs, null)).toMatchObject({
      missedRuns: { source: 'history', missedSinceLastRun: 0 },
      toleratedGapHours: 72,
      quietSince: null,
      silence: null,
    });
    const dayAfter = runs.filter(({ startedAt }) => Number(startedAt) < Number(asOf) - 4 * dayMs);
    expect(measuresOf(dayAfter, null)).toMatchObject({
      missedRuns: { source: 'history', missedSinceLastRun: 1 },
      quietSince: '2026-11-18T21:30:00.000Z',
    });
  });
});

describe('the trend of a job', () => {
  it('stands only beside all other questions that were asked', () => {
    const rising = `${'S'.repeat(50)}${'SSF'.repeat(10)}`;
    const strong = measuresOf(dailyRuns(rising), null);
    expect(strong.trend.status).toBe('rising');
    const weak = measuresOf(dailyRuns(`${'S'.repeat(40)}${'SSSSSSSSSF'.repeat(5)}`), null);
    expect(weak.trend.twoSidedP).toBeLessThan(0.05);
    expect(weak.trend.status).toBe('none');
    expect(weak.trend.reason).toContain('among 6 questions asked of this job');
    const test = weak.patterns.tests.find(({ kind }) => kind === 'failure-trend');
    expect(test?.adjustedP).toBeGreaterThan(test?.p ?? 1);
  });
});

it('failures are listed newest first, a run at work too long is named', () => {
  const runs = [
    ...dailyRuns('SSSSSSFSSF'),
    runOf('R', 'now', new Date(asOf.getTime() - 0.4 * dayMs)),
  ];
  const measures = measuresOf(runs, null);
  expect(measures.failuresAt).toEqual(['2026-11-22T10:00:00.000Z', '2026-11-19T10:00:00.000Z']);
  expect(measures.stalledRun).toMatchObject({
    runId: 'now',
    runningMinutes: 576,
    limitMinutes: 130,
  });
});
