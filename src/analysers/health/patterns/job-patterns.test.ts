import { describe, expect, it } from 'vitest';
import { dailyRuns, utc } from '../../../../test/fixtures/job-runs.ts';
import {
  calledKinds,
  findingOfRuns,
  plantedJobs,
  type SimulatedJob,
  simulatedRuns,
  stationaryJobs,
} from '../../../../test/fixtures/simulated-jobs.ts';
import { localClock } from '../../../domain/local-clock.ts';
import { randomNumbers } from '../../../statistics/random-numbers.ts';
import { incidentsOf } from './incidents.ts';
import { jobPatterns } from './job-patterns.ts';

const settings = { minimumFailures: 4, significance: 0.05 };
const patternsOf = (letters: string, clock = utc) =>
  jobPatterns({ jobId: 'job-1', judged: dailyRuns(letters), clock, trends: [], settings });
const calledOf = (letters: string) => patternsOf(letters).tests.filter((test) => test.isCalled);

function shareCalled(job: SimulatedJob, jobs: number, finds?: readonly string[]): number {
  const random = randomNumbers(41);
  let called = 0;
  for (let number = 0; number < jobs; number += 1) {
    const kinds = calledKinds(findingOfRuns(`job ${number}`, simulatedRuns(job, random)));
    called += Number(kinds.some((kind) => finds?.includes(kind) ?? true));
  }
  return called / jobs;
}

describe('incidents', () => {
  it('are failures in a row, and those within twelve hours of the first', () => {
    const { count, trials, failedPlaces } = incidentsOf(dailyRuns('SFFFSSFS'), utc);
    expect(count).toBe(2);
    expect([...failedPlaces]).toEqual([1, 2, 3, 6]);
    expect(trials.map(({ isExposed }) => isExposed)).toEqual([
      true,
      true,
      false,
      true,
      true,
      false,
    ]);
    expect(incidentsOf(dailyRuns('SFSFSSSSSSFS', 1 / 6), utc).count).toBe(2);
  });
});

describe('the patterns of a job', () => {
  it('name the weekday on which failures fall, in the words of the runs', () => {
    const sundays = `${'SSSSSSF'.repeat(8)}`;
    const [weekday] = calledOf(sundays);
    expect(weekday).toMatchObject({ kind: 'weekday', where: 'Sunday' });
    expect(weekday?.text).toBe('8 of 8 incidents began on 8 runs of Sunday');
    expect(calledOf(sundays).map(({ kind }) => kind)).toEqual(['weekday']);
  });

  it("go by the server's own clock", () => {
    const noon = 'SSSSSSF'.repeat(8);
    expect(patternsOf(noon, localClock('Pacific/Kiritimati', 0)).tests).toContainEqual(
      expect.objectContaining({ kind: 'weekday', where: 'Monday', isCalled: true }),
    );
  });

  it('are no weekday when a week of failures is one incident', () => {
    const outage = `${'S'.repeat(50)}FFFFFFFF${'S'.repeat(30)}`;
    const { failures, incidents, tests } = patternsOf(outage);
    expect([failures, incidents]).toEqual([8, 1]);
    const called = tests.filter((test) => test.isCalled).map(({ kind }) => kind);
    expect(called).toContain('burst');
    expect(called).not.toContain('weekday');
  });

  it('say since when the share of failures is another', () => {
    const change = calledOf(`${'S'.repeat(60)}${'SF'.repeat(15)}`).find(
      ({ kind }) => kind === 'rate-change',
    );
    expect(change?.where).toBe('2026-10-25');
    expect(change?.text).toContain('0 % of runs failed before 2026-10-25');
  });

  it('are not asked for with fewer than four failures, even on one weekday at one hour', () => {
    expect(patternsOf(`${'SSSSSSF'.repeat(3)}`).tests).toEqual([]);
    expect(patternsOf('S'.repeat(90)).tests).toEqual([]);
  });

  it('are the same whenever they are asked for', () => {
    const letters = 'SSFSSSSFSSFSSSSSSFSSSSFSSSSSSSSFSS';
    expect(patternsOf(letters)).toEqual(patternsOf(letters));
  });
});

describe('simulated jobs of 91 days', () => {
  it.each(Object.keys(stationaryJobs).filter((name) => !name.startsWith('hourly')))(
    'say nothing wrong in at least nine of ten where nothing is planted: %s',
    (name) => {
      const job = stationaryJobs[name];
      if (job === undefined) throw new Error(name);
      expect(shareCalled(job, 60)).toBeLessThanOrEqual(0.1);
    },
  );

  it.each(Object.keys(plantedJobs))('find in at least 85 per cent: %s', (name) => {
    const job = plantedJobs[name];
    if (job === undefined) throw new Error(name);
    expect(shareCalled(job, 20, job.finds)).toBeGreaterThanOrEqual(0.85);
  });
});
