import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asOf,
  dailyRuns,
  defaultHealthSettings,
  jobNamed,
  noDepth,
  runOf,
  source,
  sourceReadBefore,
  utc,
} from '../../../test/fixtures/job-runs.ts';
import type { Finding, ScoredFinding } from '../../domain/finding.ts';
import type { Job } from '../../domain/job.ts';
import type { Run } from '../../domain/run.ts';
import type { SourceState } from '../../domain/source-state.ts';
import { assessJob } from './assess-job.ts';
import { type JobMeasures, jobMeasuresSchema } from './measures.ts';
import { healthSettings } from './settings.ts';

interface Given {
  readonly job?: Job;
  readonly sources?: readonly SourceState[];
  readonly pendingLogs?: number;
}

function findingOf(runs: readonly Run[] | string, given: Given = {}): Finding {
  return assessJob({
    job: given.job ?? jobNamed('Daily VMs'),
    runs: typeof runs === 'string' ? dailyRuns(runs) : runs,
    asOf,
    depth: noDepth,
    clock: utc,
    settings: defaultHealthSettings,
    visibility: {
      sources: given.sources ?? [source('sessions')],
      pendingLogs: given.pendingLogs ?? 0,
    },
  });
}

function scoredOf(runs: readonly Run[] | string, given: Given = {}): ScoredFinding {
  const finding = findingOf(runs, given);
  if (finding.status !== 'scored') throw new Error(`expected a score, got: ${finding.reason}`);
  return finding;
}

function measuresOf(runs: readonly Run[] | string, given: Given = {}): JobMeasures {
  return jobMeasuresSchema.parse(JSON.parse(JSON.stringify(findingOf(runs, given).measures)));
}

function ruleOf(measures: JobMeasures, name: string) {
  return measures.dataQuality.find((rule) => rule.name === name);
}

describe('the grade of a job', () => {
  it('is A with every point for 900 of 900 successes', () => {
    expect(scoredOf(dailyRuns('S'.repeat(900), 0.1))).toMatchObject({ score: 100, grade: 'A' });
  });

  it('is F with no point when every run failed', () => {
    expect(scoredOf('F'.repeat(30))).toMatchObject({ score: 0, grade: 'F' });
  });

  it.each([
    [`${'S'.repeat(57)}F${'S'.repeat(32)}`, 'A'],
    ['SSSSSSSSSF'.repeat(9), 'C'],
    ['SSF'.repeat(30), 'F'],
  ])('of the runs %s is %s', (letters, grade) => {
    expect(scoredOf(letters).grade).toBe(grade);
  });

  it('is withheld below ten judged runs; canceled, running and unknown runs are no judged runs', () => {
    const letters = 'CCSSSSSSSSSUR';
    expect(findingOf(letters)).toMatchObject({
      status: 'insufficient-data',
      reason: 'not enough: 9 of 10 runs in 90 days',
    });
    expect(measuresOf(letters).runs).toEqual({
      considered: 13,
      judged: 9,
      success: 9,
      warning: 0,
      failed: 0,
      canceled: 2,
      running: 1,
      unknown: 1,
    });
    expect(scoredOf(`S${letters}`).grade).toBe('A');
  });

  it('is withheld from sessions that were never read or are too old, and says why', () => {
    const forbidden = source('sessions', {
      availability: 'forbidden',
      lastAvailableAt: null,
      reason: 'role',
    });
    const letters = 'S'.repeat(30);
    expect(findingOf(letters, { sources: [forbidden] })).toMatchObject({
      status: 'insufficient-data',
      reason: 'sessions were never read: forbidden (role)',
    });
    expect(findingOf(letters, { sources: [] }).status).toBe('insufficient-data');
    expect(findingOf(letters, { sources: [sourceReadBefore('sessions', 73)] })).toMatchObject({
      status: 'insufficient-data',
      reason: 'sessions were read 73 hours before: too old for a grade',
    });
  });

  it('is withheld without any run, with measures that hold nothing instead of zeros', () => {
    expect(findingOf([]).status).toBe('insufficient-data');
    expect(measuresOf([])).toMatchObject({
      failure: null,
      firstAttempt: null,
      streak: null,
      lastRunAt: null,
      isProtected: false,
    });
  });

  it('is never green for a job that went quiet', () => {
    const until30DaysAgo = dailyRuns('S'.repeat(60)).map((run) => ({
      ...run,
      startedAt: new Date(run.startedAt.getTime() - 30 * 86_400_000),
    }));
    const finding = scoredOf(until30DaysAgo);
    expect(finding.score).toBe(65);
    expect(finding.confidence.factors.find(({ name }) => name === 'freshness')?.value).toBe(0.5);
    expect(measuresOf(until30DaysAgo)).toMatchObject({
      quietSince: '2026-10-23T10:00:00.000Z',
      isProtected: false,
    });
  });
});

describe('what is measured of a job', () => {
  it('counts outcomes as they are, with Wilson intervals and no half points', () => {
    const measures = measuresOf('SSSSSWWFHS');
    expect(measures.runs).toMatchObject({ judged: 10, success: 7, warning: 2, failed: 1 });
    expect(measures.failure).toEqual({
      events: 1,
      trials: 10,
      share: 0.1,
      low: 0.0179,
      high: 0.4042,
    });
    expect(measures.failureOrWarning).toMatchObject({ events: 3, trials: 10 });
    expect(measures.firstAttempt).toMatchObject({ events: 8, trials: 10 });
    expect(measures).toMatchObject({ healedByRetry: 1, retriedRuns: 1 });
  });

  it('says how long the job has been failing in runs, over a canceled and a running one', () => {
    expect(measuresOf('SSSSSSSSSSFCFFR')).toMatchObject({
      streak: { outcome: 'failed', runs: 3, since: '2026-11-18T10:00:00.000Z' },
      lastOutcome: 'running',
      lastRunAt: '2026-11-22T10:00:00.000Z',
      lastGoodRunAt: '2026-11-17T10:00:00.000Z',
      firstFailureAt: '2026-11-18T10:00:00.000Z',
      lastFailureAt: '2026-11-21T10:00:00.000Z',
    });
  });

  it('lists the newest ten runs, newest first', () => {
    const { recentRuns } = measuresOf('S'.repeat(20));
    expect(recentRuns.map(({ id }) => id)).toEqual(
      [19, 18, 17, 16, 15, 14, 13, 12, 11, 10].map((number) => `run-${number}`),
    );
  });

  it('calls neither nights nor weekends nor one earlier outage a silence', () => {
    const friday = Date.UTC(2026, 10, 20, 17);
    const officeHours = Array.from({ length: 28 * 24 }, (_, hour) => friday - hour * 3_600_000)
      .map((instant) => new Date(instant))
      .filter(
        (at) => ![0, 6].includes(at.getUTCDay()) && at.getUTCHours() >= 8 && at.getUTCHours() <= 17,
      )
      .reverse()
      .map((at, index) => runOf('S', `run-${index}`, at));
    const sunday = measuresOf(officeHours);
    expect(sunday).toMatchObject({ medianIntervalHours: 1, quietSince: null });
    expect(sunday.toleratedGapHours).toBe(63);

    const wednesday = officeHours.filter(({ startedAt }) => startedAt < new Date('2026-11-18'));
    expect(measuresOf(wednesday).quietSince).toBe('2026-11-17T17:00:00.000Z');
  });

  it('never calls a job quiet because the sessions were not read since', () => {
    const runs = dailyRuns('S'.repeat(30)).map((run) => ({
      ...run,
      startedAt: new Date(run.startedAt.getTime() - 64 * 3_600_000),
    }));
    expect(measuresOf(runs).quietSince).not.toBeNull();
    const sources = [sourceReadBefore('sessions', 60)];
    expect(measuresOf(runs, { sources }).quietSince).toBeNull();
  });

  it('names what is wrong with the data', () => {
    const listed = measuresOf('SSU', { job: jobNamed('Gone', { isListed: false }) });
    expect(listed.exclusion).toBe('not-listed');
    expect(ruleOf(listed, 'enough-runs')).toMatchObject({ result: 'failed' });
    expect(ruleOf(listed, 'long-enough')).toMatchObject({ result: 'failed' });
    expect(ruleOf(listed, 'known-outcomes')).toMatchObject({
      result: 'failed',
      seen: '1 of 3 ended runs have no readable outcome',
    });
    expect(ruleOf(listed, 'still-listed')).toMatchObject({ result: 'failed' });
    expect(ruleOf(listed, 'not-quiet')).toMatchObject({ result: 'not-applicable' });

    const noEnds = dailyRuns('S'.repeat(12)).map((run) => ({ ...run, endedAt: null }));
    expect(ruleOf(measuresOf(noEnds), 'end-times')).toMatchObject({ result: 'failed' });
    const monthly = measuresOf(dailyRuns('SSS', 30));
    expect(ruleOf(monthly, 'not-sparse')).toMatchObject({ result: 'failed' });
    const inferred = dailyRuns('H'.repeat(12)).map(
      (run): Run => ({ ...run, grouping: 'inferred' }),
    );
    expect(ruleOf(measuresOf(inferred), 'retries-told')).toMatchObject({ result: 'failed' });
    const clean = measuresOf('S'.repeat(40));
    expect(clean.dataQuality.filter((rule) => rule.result === 'failed')).toEqual([]);
  });

  it('knows a disabled job by its state when its definition was not readable, in any case of letters', () => {
    const job = jobNamed('Old', { isDisabled: null, status: 'disabled' });
    expect(measuresOf('S', { job }).exclusion).toBe('disabled');
  });

  it('reads back from JSON what it wrote', () => {
    const measures = findingOf('SSWFHSCRUSSSS').measures;
    expect(jobMeasuresSchema.parse(JSON.parse(JSON.stringify(measures)))).toEqual(measures);
  });
});

describe('the confidence in a job', () => {
  it('falls with age, refused rows, unread logs, hidden sources and unknown outcomes, each by name', () => {
    const letters = 'S'.repeat(38);
    const best = scoredOf(letters).confidence;
    const worse = scoredOf(`${letters}UU`, {
      pendingLogs: 3,
      sources: [
        { ...sourceReadBefore('sessions', 48), availability: 'available', rowsRejected: 10 },
        source('job-states', { availability: 'forbidden', lastAvailableAt: null }),
      ],
    }).confidence;
    expect(best.factors.map(({ name }) => name)).toEqual([
      'sample',
      'span',
      'freshness',
      'completeness',
      'visibility',
    ]);
    for (const factor of worse.factors.slice(2)) {
      const before = best.factors.find(({ name }) => name === factor.name);
      expect(factor.value).toBeLessThan(before?.value ?? 0);
    }
    expect(worse.factors[3]?.reason).toBe(
      '2 of 40 ended runs without a readable outcome, 10 of 110 session rows refused, 3 logs not read yet',
    );
    expect(worse.factors[4]?.reason).toBe('not visible: job-states (forbidden)');
    expect(best.value).toBeGreaterThan(0.85);
  });
});

const outcomeLetters = fc.array(fc.constantFrom('S', 'W', 'F', 'H', 'C', 'U', 'R'), {
  minLength: 10,
  maxLength: 120,
});

/** Weights as an administrator might choose them. */
const weightSets = fc.record({
  failures: fc.double({ min: 0.1, max: 100, noNaN: true }),
  recent: fc.double({ min: 0, max: 100, noNaN: true }),
  streak: fc.double({ min: 0, max: 100, noNaN: true }),
  firstAttempt: fc.double({ min: 0, max: 100, noNaN: true }),
  warnings: fc.double({ min: 0, max: 100, noNaN: true }),
});

describe('the score of a job', () => {
  it('is exactly the sum of its parts, whose weights sum to 100, whatever the weights', () => {
    fc.assert(
      fc.property(outcomeLetters, weightSets, (letters, weights) => {
        const finding = assessJob({
          job: jobNamed('Daily VMs'),
          runs: dailyRuns(`SSSSSSSSSS${letters.join('')}`),
          asOf,
          depth: noDepth,
          clock: utc,
          settings: healthSettings.parse({ weights }),
          visibility: { sources: [source('sessions')], pendingLogs: 0 },
        });
        if (finding.status !== 'scored') throw new Error(finding.reason);
        const tenths = (values: readonly number[]) =>
          values.reduce((sum, value) => sum + Math.round(value * 10), 0);
        expect(tenths(finding.parts.map((part) => part.points)) / 10).toBe(finding.score);
        expect(tenths(finding.parts.map((part) => part.weight))).toBe(1000);
        for (const part of finding.parts) expect(part.points).toBeLessThanOrEqual(part.weight);
      }),
    );
  });

  it('never rises when a success becomes a warning or a failure, or when a failure is added', () => {
    fc.assert(
      fc.property(outcomeLetters, fc.nat(), fc.constantFrom('W', 'F'), (letters, at, worse) => {
        const before = ['SSSSSSSSSS', ...letters];
        const after = [...before];
        const place = at % before.length;
        if (before[place] === 'S' || (before[place] === 'W' && worse === 'F')) after[place] = worse;
        const score = scoredOf(before.join('')).score;
        expect(scoredOf(after.join('')).score).toBeLessThanOrEqual(score);
        expect(scoredOf(`${before.join('')}F`).score).toBeLessThanOrEqual(score);
      }),
    );
  });
});
