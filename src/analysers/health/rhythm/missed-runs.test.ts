import { describe, expect, it } from 'vitest';
import { depthOf } from '../../../../test/fixtures/job-runs.ts';
import type { JobSchedule } from '../../../domain/job.ts';
import { localClock } from '../../../domain/local-clock.ts';
import type { BriefRun } from '../../../domain/run.ts';
import { randomNumbers } from '../../../statistics/random-numbers.ts';
import { missedRunsOf } from './job-rhythm.ts';

const berlin = localClock('Europe/Berlin', 0);
const dayMs = 86_400_000;
const from = Date.parse('2026-08-22T00:00Z');
const until = Date.parse('2026-11-21T12:00Z');
const none: JobSchedule = {
  daily: null,
  monthly: null,
  periodically: null,
  isContinuous: false,
  afterJobName: null,
};

function run(startMs: number, minutes: number): BriefRun {
  const startedAt = new Date(startMs);
  return {
    id: String(startMs),
    startedAt,
    endedAt: new Date(startMs + minutes * 60_000),
    outcome: 'success',
    firstAttemptOutcome: 'success',
    attempts: 1,
    grouping: 'exact',
    ...depthOf(startedAt),
  };
}

interface Kind {
  readonly schedule: JobSchedule | null;
  /** Local starts of the whole window. */
  readonly starts: readonly number[];
  readonly minutes: number;
  readonly lateMinutes: number;
}

const localDaysFrom = Math.floor(from / dayMs);
const localStarts = (each: (day: number) => readonly number[]) =>
  Array.from({ length: 92 }, (_, day) => (localDaysFrom + day) * dayMs).flatMap((midnight) =>
    each(midnight).map((ms) => berlin.instantOf(midnight + ms)),
  );
const weekday = (midnight: number) => new Date(midnight).getUTCDay();
const hours = (...list: readonly number[]) => list.map((hour) => hour * 3_600_000);
const workday = (midnight: number) => ![0, 6].includes(weekday(midnight));
const daily = (kind: string, days: readonly string[] = []): JobSchedule => ({
  ...none,
  daily: { localTime: '22:00', kind, days },
});
const every = (kind: string, frequency: number): JobSchedule => ({
  ...none,
  periodically: { kind, frequency },
});
const allHours = Array.from({ length: 24 }, (_, hour) => hour);
const nightly = localStarts(() => hours(22));
const onWorkdays = localStarts((midnight) => (workday(midnight) ? hours(22) : []));
const mondaysAndThursdays = localStarts((day) => ([1, 4].includes(weekday(day)) ? hours(22) : []));
const hourly = localStarts(() => hours(...allHours));
const everyFour = localStarts(() => hours(0, 4, 8, 12, 16, 20));
const officeHours = localStarts((day) =>
  workday(day) ? hours(8, 9, 10, 11, 12, 13, 14, 15, 16) : [],
);
const lastOfMonth = localStarts((midnight) =>
  new Date(midnight + dayMs).getUTCDate() === 1 ? hours(22) : [],
);

const kinds: Readonly<Record<string, Kind>> = {
  'daily by schedule': {
    schedule: daily('Everyday'),
    starts: nightly,
    minutes: 40,
    lateMinutes: 20,
  },
  'weekdays by schedule': {
    schedule: daily('WeekDays'),
    starts: onWorkdays,
    minutes: 40,
    lateMinutes: 90,
  },
  'two days by schedule': {
    schedule: daily('SelectedDays', ['Monday', 'Thursday']),
    starts: mondaysAndThursdays,
    minutes: 400,
    lateMinutes: 30,
  },
  'weekdays by habit': { schedule: null, starts: onWorkdays, minutes: 40, lateMinutes: 20 },
  'two days by habit': {
    schedule: null,
    starts: mondaysAndThursdays,
    minutes: 40,
    lateMinutes: 20,
  },
  'hourly by schedule': {
    schedule: every('Hours', 1),
    starts: hourly,
    minutes: 12,
    lateMinutes: 3,
  },
  'office hours by schedule': {
    schedule: every('Hours', 1),
    starts: officeHours,
    minutes: 12,
    lateMinutes: 3,
  },
  'every four hours': {
    schedule: every('Hours', 4),
    starts: everyFour,
    minutes: 50,
    lateMinutes: 15,
  },
  'every four hours by habit': { schedule: null, starts: everyFour, minutes: 50, lateMinutes: 15 },
};

interface Score {
  planted: number;
  found: number;
  called: number;
}

/** Takes starts out at random and counts how many of them are named, and how many others. */
function replay(kind: Kind, jobs: number, share: number, predecessor: boolean, score: Score): void {
  const random = randomNumbers(31);
  for (let job = 0; job < jobs; job += 1) {
    const due = kind.starts.filter((start) => start >= from && start <= until - dayMs / 2);
    const missing = new Set(due.slice(3).filter(() => random() < share));
    const lateMs = () => Math.floor(random() ** 3 * kind.lateMinutes * 60_000);
    const runs = due
      .filter((start) => !missing.has(start))
      .map((start) => run(start + lateMs(), kind.minutes));
    const seen = missedRunsOf({
      schedule: kind.schedule,
      predecessorEnds: predecessor ? due.map((start) => new Date(start)) : null,
      clock: berlin,
      runs,
      knownUntil: new Date(due.at(-1) ?? until),
      notExpected: null,
    });
    const last = due.at(-1) ?? 0;
    const planted = [...missing].filter((start) => start !== last).slice(-10);
    const named = new Set(seen.expectedAt.map((text) => Date.parse(text)));
    const isNamed = (start: number) => [...named].some((at) => Math.abs(at - start) <= 30 * 60_000);
    score.planted += planted.length;
    score.found += planted.filter(isNamed).length;
    score.called += named.size;
  }
}

describe('missed runs', () => {
  it.each(Object.keys(kinds))(
    '%s: at least 98 per cent of those called were missed, and of those missed are called',
    (name) => {
      const kind = kinds[name];
      if (kind === undefined) throw new Error(name);
      const score = { planted: 0, found: 0, called: 0 };
      replay(kind, 40, 0.04, false, score);
      expect(score.planted).toBeGreaterThan(20);
      expect(score.found / score.planted).toBeGreaterThanOrEqual(0.98);
      expect(score.found / score.called).toBeGreaterThanOrEqual(0.98);
    },
  );

  it('after a job: the run that should have followed its end', () => {
    const score = { planted: 0, found: 0, called: 0 };
    const schedule = { ...none, afterJobName: 'First' };
    replay({ schedule, starts: nightly, minutes: 30, lateMinutes: 10 }, 40, 0.04, true, score);
    expect(score.planted).toBeGreaterThan(20);
    expect([score.found, score.called]).toEqual([score.planted, score.planted]);
  });

  it('none is called where nothing is missing, over the change of clocks', () => {
    for (const [name, kind] of Object.entries(kinds)) {
      const score = { planted: 0, found: 0, called: 0 };
      replay(kind, 20, 0, false, score);
      expect([name, score.called]).toEqual([name, 0]);
    }
  });
});

function seenOf(schedule: JobSchedule | null, runs: readonly BriefRun[], knownUntil = until) {
  return missedRunsOf({
    schedule,
    predecessorEnds: null,
    clock: berlin,
    runs,
    knownUntil: new Date(knownUntil),
    notExpected: null,
  });
}

describe('what is no missed run', () => {
  const nights = nightly.filter((start) => start >= from && start < until);

  it('a late one, and one whose slot the run before still held', () => {
    const late = nights.map((start, place) =>
      run(place === 30 ? start + 20 * 3_600_000 : start, 30),
    );
    expect(seenOf(daily('Everyday'), late)).toMatchObject({ missed: 0, explained: 0 });
    const long = nights
      .map((start, place) => run(start, place === 30 ? 30 * 60 : 30))
      .filter((_run, place) => place !== 31);
    expect(seenOf(daily('Everyday'), long)).toMatchObject({ missed: 0, explained: 1 });
  });

  it('a slot before the job was given it, or one that is too young', () => {
    const moved = nights.flatMap((start, place) =>
      place < 40 && !workday(start) ? [] : [run(start, 30)],
    );
    expect(seenOf(daily('Everyday'), moved)).toMatchObject({ missed: 0 });
    const justNow = (nights.at(-1) ?? 0) + 30 * 60_000;
    expect(
      seenOf(
        daily('Everyday'),
        nights.slice(0, -1).map((at) => run(at, 5)),
        justNow,
      ).missed,
    ).toBe(0);
    expect(
      seenOf(
        daily('Everyday'),
        nights.slice(0, -1).map((at) => run(at, 5)),
      ).missed,
    ).toBe(1);
  });

  it('a start that the change of clocks moved by an hour', () => {
    const nightlyAt230 = { ...none, daily: { localTime: '02:30', kind: 'Everyday', days: [] } };
    const starts = Array.from({ length: 40 }, (_, day) =>
      berlin.instantOf(Date.UTC(2026, 2, 1 + day, 2, 30)),
    );
    const moved = starts.map((start) =>
      run(
        new Date(start).getUTCMonth() === 2 && new Date(start).getUTCDate() === 29
          ? start - 3_600_000
          : start,
        5,
      ),
    );
    expect(seenOf(nightlyAt230, moved, starts.at(-1))).toMatchObject({ missed: 0 });
  });

  it('an hour outside the usual ones in which it started once', () => {
    const sunday = Date.parse('2026-08-30T01:00Z');
    const runs = [...officeHours, sunday].sort((one, other) => one - other).map((at) => run(at, 5));
    expect(
      seenOf(
        every('Hours', 1),
        runs.filter(({ startedAt }) => startedAt.getTime() < until),
      ),
    ).toMatchObject({ missed: 0 });
  });

  it('a time of the week that was given up for another', () => {
    const moved = nights.map((start, place) => run(place < 60 ? start : start - 4 * 3_600_000, 30));
    expect(seenOf(null, moved)).toMatchObject({ missed: 0 });
  });

  it.each<[string, JobSchedule | null, readonly BriefRun[]]>([
    ['its schedule starts it at no instant', none, nights.map((at) => run(at, 5))],
    ['no run in the window', null, []],
    [
      'its starts follow no times that could be missed',
      null,
      [run(from, 5), run(from + 9 * dayMs, 5)],
    ],
  ])('anything of a job of which nothing is due: %s', (reason, schedule, runs) => {
    expect(seenOf(schedule, runs)).toMatchObject({ source: null, due: 0, missed: 0, reason });
  });
});

describe('a monthly job', () => {
  const months = lastOfMonth.filter((start) => start >= from && start < until);

  it('on a day that VBR does not tell is expected on the one its runs have in common', () => {
    const monthly = { ...none, monthly: { localTime: '22:00', dayOfMonth: null } };
    const runs = months.map((at) => run(at, 30));
    expect(seenOf(monthly, runs)).toMatchObject({ missed: 0, met: 3 });
    const missing = runs.filter((_run, place) => place !== 1);
    expect(seenOf(monthly, missing).expectedAt).toEqual(['2026-09-30T20:00:00.000Z']);
  });

  it('on day 15 is missed when a 15th passes', () => {
    const on15 = { ...none, monthly: { localTime: '22:00', dayOfMonth: 15 } };
    const runs = ['2026-09-15T20:01Z', '2026-10-15T20:01Z'].map((at) => run(Date.parse(at), 30));
    const seen = seenOf(on15, runs);
    expect(seen).toMatchObject({
      expectation: 'day 15 of every month at 22:00',
      missedSinceLastRun: 1,
    });
    expect(seen.expectedAt).toEqual(['2026-11-15T21:00:00.000Z']);
  });
});

describe('a start time that was changed', () => {
  const before = nightly.slice(0, 40).map((atMs) => run(atMs + 12 * 3_600_000, 20));
  const schedule = daily('Everyday');
  const missedOf = (runs: readonly BriefRun[]) =>
    missedRunsOf({
      schedule,
      predecessorEnds: null,
      clock: berlin,
      runs,
      knownUntil: new Date(until),
      notExpected: null,
    });

  it('leaves no missed run where the old times end and the new ones begin', () => {
    const after = nightly.slice(41).map((atMs) => run(atMs, 20));
    expect(missedOf([...before, ...after])).toMatchObject({ source: 'schedule', missed: 0 });
  });

  it('hides no start that is missing elsewhere', () => {
    const after = nightly.slice(41).map((atMs) => run(atMs, 20));
    const runs = [...before, ...after.filter((_run, place) => place !== 20)];
    expect(missedOf(runs)).toMatchObject({ missed: 1 });
  });
});
