import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asOf,
  dailyRuns,
  defaultHealthSettings,
  jobNamed,
  noDepth,
  source,
  sourceReadBefore,
  utc,
} from '../../../test/fixtures/job-runs.ts';
import type { FailureGroup } from '../../domain/cause.ts';
import type { Finding, ScoredFinding } from '../../domain/finding.ts';
import type { Job } from '../../domain/job.ts';
import { assessEstate, type EstateHealthFacts } from './assess-estate.ts';
import { assessJob } from './assess-job.ts';
import { type EstateMeasures, estateMeasuresSchema } from './measures.ts';
import type { RepositoryReadingFacts } from './repository-reading.ts';

const sources = [source('sessions'), source('job-states'), source('repository-states')];

/** A job's finding as it comes back from the database. */
function jobFinding(name: string, letters: string, given: Partial<Job> = {}): Finding {
  const finding = assessJob({
    job: jobNamed(name, given),
    runs: dailyRuns(letters),
    asOf,
    depth: noDepth,
    clock: utc,
    settings: defaultHealthSettings,
    visibility: { sources, pendingLogs: 0 },
  });
  return { ...finding, measures: JSON.parse(JSON.stringify(finding.measures)) };
}

function repository(name: string, isOnline: boolean | null): RepositoryReadingFacts {
  const sample = {
    repositoryId: name,
    takenAt: asOf,
    capacityGib: 100,
    freeGib: 50,
    usedGib: 50,
    reportedUsedGib: 50,
    isOnline: isOnline ?? false,
  };
  return {
    id: name,
    name,
    type: 'WinLocal',
    sample: isOnline === null ? null : sample,
    seenAt: asOf,
  };
}

function estateOf(jobs: readonly Finding[], given: Partial<EstateHealthFacts> = {}): Finding {
  return assessEstate({
    vbrServerId: 7,
    name: 'vbr01',
    asOf,
    jobs,
    repositories: [repository('Main', true)],
    sources,
    pendingLogs: 0,
    settings: defaultHealthSettings,
    ...given,
  });
}

function scoredOf(jobs: readonly Finding[], given: Partial<EstateHealthFacts> = {}): ScoredFinding {
  const finding = estateOf(jobs, given);
  if (finding.status !== 'scored') throw new Error(`expected a score, got: ${finding.reason}`);
  return finding;
}

function measuresOf(
  jobs: readonly Finding[],
  given: Partial<EstateHealthFacts> = {},
): EstateMeasures {
  return estateMeasuresSchema.parse(JSON.parse(JSON.stringify(estateOf(jobs, given).measures)));
}

const partNamed = ({ parts }: ScoredFinding, name: string) =>
  parts.find((part) => part.name === name);
const sound = jobFinding('Sound', 'S'.repeat(60));

describe('the grade of an estate', () => {
  it('is A with every point when all runs succeed and every repository is online', () => {
    expect(scoredOf([sound])).toMatchObject({
      score: 100,
      grade: 'A',
      subject: { kind: 'estate', id: '7', name: 'vbr01' },
    });
  });

  it('is F when every job fails', () => {
    const jobs = ['a', 'b', 'c'].map((name) => jobFinding(name, 'F'.repeat(60)));
    expect(scoredOf(jobs)).toMatchObject({ score: 20, grade: 'F' });
  });

  it('loses every point of the repositories when five of five are offline', () => {
    const repositories = ['a', 'b', 'c', 'd', 'e'].map((name) => repository(name, false));
    const finding = scoredOf([sound], { repositories });
    expect(partNamed(finding, 'repositories-online')).toMatchObject({ weight: 20, points: 0 });
    expect(finding.score).toBe(80);
  });

  it('gives the weight of repositories without a reading to the other parts, and says so', () => {
    const repositories = [repository('a', null), repository('b', null)];
    const finding = scoredOf([sound, jobFinding('Poor', 'SSF'.repeat(20))], { repositories });
    expect(partNamed(finding, 'repositories-online')).toEqual({
      name: 'repositories-online',
      weight: 0,
      points: 0,
      reason: 'none of 2 repositories has a recent reading: its weight goes to the other parts',
    });
    expect(partNamed(finding, 'failures')?.weight).toBe(37.5);
    expect(measuresOf([sound], { repositories })).toMatchObject({
      partsWithoutData: ['repositories-online'],
      repositories: { known: 2, online: 0, offline: 0, unknown: 2 },
    });
  });

  it('does not believe a repository reading that is too old', () => {
    const old = repository('Main', true);
    const takenAt = new Date('2026-11-01');
    const repositories = [{ ...old, sample: old.sample && { ...old.sample, takenAt } }];
    expect(measuresOf([sound], { repositories }).repositories).toMatchObject({
      online: 0,
      unknown: 1,
    });
  });

  it.each([
    ['no job', [], {}, 'no active job is known, 0 disabled and 0 no longer listed'],
    ['too few runs', [jobFinding('New', 'SSSS')], {}, 'not enough: 4 of 10 runs in 90 days'],
    ['no sessions', [sound], { sources: [] }, 'sessions were never read: not collected yet'],
    [
      'old sessions',
      [sound],
      { sources: [sourceReadBefore('sessions', 100)] },
      'sessions were read 100 hours before: too old for a grade',
    ],
    [
      'disabled jobs only',
      [jobFinding('Off', 'S'.repeat(60), { isDisabled: true })],
      {},
      'no active job is known, 1 disabled and 0 no longer listed',
    ],
  ])('is withheld with %s', (_what, jobs, given, reason) => {
    expect(estateOf(jobs, given)).toMatchObject({ status: 'insufficient-data', reason });
  });
});

describe('what is measured of an estate', () => {
  it('leaves disabled and no longer listed jobs out, and counts and names them', () => {
    const jobs = [
      sound,
      jobFinding('Off', 'F'.repeat(60), { isDisabled: true }),
      jobFinding('Gone', 'F'.repeat(60), { isListed: false }),
    ];
    expect(scoredOf(jobs).score).toBe(100);
    expect(measuresOf(jobs).jobs).toMatchObject({
      known: 3,
      active: 1,
      disabled: 1,
      notListed: 1,
      excludedNames: ['Gone', 'Off'],
    });
  });

  it('sums runs, healed retries and first attempts over jobs', () => {
    const jobs = [jobFinding('a', 'SSSSSWWFHS'), jobFinding('b', 'HHFSC')];
    expect(measuresOf(jobs)).toMatchObject({
      runs: { considered: 15, judged: 14, success: 10, warning: 2, failed: 2, canceled: 1 },
      healedByRetry: 3,
      firstAttempt: { events: 9, trials: 14 },
      jobs: { known: 2, active: 2, judged: 1, notEnoughData: 1 },
    });
  });

  it('names the worst jobs first, with a failing one that has too few runs for a grade', () => {
    const jobs = [
      sound,
      jobFinding('Failing', `${'S'.repeat(30)}FFF`),
      jobFinding('Dead', 'F'.repeat(30)),
      jobFinding('New and failing', 'FFFF'),
    ];
    const { worstJobs, jobs: counts } = measuresOf(jobs);
    expect(worstJobs.map(({ name }) => name)).toEqual(['Dead', 'New and failing', 'Failing']);
    expect(worstJobs[0]).toMatchObject({
      score: 0,
      grade: 'F',
      reason: '30 failed in a row since 2026-10-24T10:00:00.000Z',
    });
    expect(worstJobs[1]).toMatchObject({ score: null, grade: null });
    expect(counts.failing).toBe(3);
  });

  it('counts a job that never ran, or whose last good run is long ago, as unprotected', () => {
    const jobs = [sound, jobFinding('Never ran', ''), jobFinding('Dead', 'F'.repeat(30))];
    expect(measuresOf(jobs).jobs).toMatchObject({ active: 3, protected: 1, quiet: 1 });
  });

  it('names a job without any run among the worst, unless it is started by hand', () => {
    const byHand = jobFinding('By hand', '', { runsAutomatically: false });
    const { worstJobs, jobs } = measuresOf([sound, jobFinding('Silent', ''), byHand]);
    expect(worstJobs).toEqual([
      {
        id: 'id of Silent',
        name: 'Silent',
        score: null,
        grade: null,
        reason: 'no run in 90 days',
      },
    ]);
    expect(jobs.quiet).toBe(1);
  });

  it('names what it could not see', () => {
    const hidden = source('task-sessions', { availability: 'forbidden', lastAvailableAt: null });
    const finding = scoredOf([sound], { sources: [...sources, hidden], pendingLogs: 12 });
    expect(measuresOf([sound], { sources: [...sources, hidden] }).blindSpots).toEqual([
      { source: 'task-sessions', availability: 'forbidden', reason: null, lastAvailableAt: null },
    ]);
    expect(finding.confidence.value).toBeLessThan(scoredOf([sound]).confidence.value);
  });

  it('names a hidden source that health does not rest on, and loses no confidence by it', () => {
    const hidden = source('licence', { availability: 'forbidden', lastAvailableAt: null });
    const given = { sources: [...sources, hidden] };
    expect(measuresOf([sound], given).blindSpots).toHaveLength(1);
    expect(scoredOf([sound], given).confidence).toEqual(scoredOf([sound]).confidence);
  });

  it('counts a finding that failed or cannot be read, and takes no number from it', () => {
    const unreadable: Finding = { ...sound, measures: { runs: 'many' } };
    const { jobs, runs } = measuresOf([sound, unreadable]);
    expect(jobs).toMatchObject({ known: 2, active: 2, unreadable: 1, protected: 1 });
    expect(runs.judged).toBe(60);
  });

  it('finds a trend in the weeks of all jobs together', () => {
    const rising = Array.from({ length: 5 }, (_, index) =>
      jobFinding(`job ${index}`, `${'S'.repeat(50)}${'SSF'.repeat(10)}`),
    );
    expect(measuresOf(rising).trend.status).toBe('rising');
  });
});

const groupOf = (names: readonly string[], fromDay: number, toDay: number): FailureGroup => ({
  id: 'group',
  causeClass: 'repository-full',
  signatureId: null,
  fingerprint: null,
  component: { kind: 'repository', name: 'Main' },
  firstSeenAt: new Date(asOf.getTime() - fromDay * 86_400_000),
  lastSeenAt: new Date(asOf.getTime() - toDay * 86_400_000),
  jobIds: names.map((name) => `id of ${name}`),
  workloads: [],
  runIds: [],
  isOpen: true,
});

describe('failures of one cause', () => {
  const names = ['a', 'b', 'c', 'd'];
  const jobs = names.map((name) => jobFinding(name, `${'S'.repeat(57)}FFF`));
  const groups = [groupOf(names, 3, 0)];

  it('count once in the score, say so, and their repair raises it most', () => {
    const plain = scoredOf(jobs);
    const once = scoredOf(jobs, { groups });
    expect(once.score).toBeGreaterThan(plain.score);
    expect(partNamed(once, 'failures')?.reason).toContain('9 more of the same causes counted once');
    const measures = measuresOf(jobs, { groups });
    expect(measures.failuresCountedOnce).toBe(9);
    expect(measures.whatRaisesMost[0]).toMatchObject({
      label: 'repository-full on repository Main',
      jobs: 4,
      score: 100,
    });
    expect(measures.whatRaisesMost[0]?.gain).toBeCloseTo(100 - once.score, 9);
  });

  it('let no score rise when a success becomes a failure, whatever the groups', () => {
    const letters = fc.string({
      unit: fc.constantFrom('S', 'S', 'S', 'F', 'W'),
      minLength: 12,
      maxLength: 30,
    });
    const spans = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 3 });
    fc.assert(
      fc.property(fc.tuple(letters, letters, letters), spans, fc.nat(), (given, days, at) => {
        const found = days.map(([one, other]) =>
          groupOf(['0', '1', '2'], Math.max(one, other), Math.min(one, other)),
        );
        const scoreOf = (texts: readonly string[]) =>
          scoredOf(
            texts.map((text, place) => jobFinding(String(place), text)),
            { groups: found },
          ).score;
        const [first, ...others] = given;
        const place = at % first.length;
        const worse = `${first.slice(0, place)}F${first.slice(place + 1)}`;
        expect(scoreOf([worse, ...others])).toBeLessThanOrEqual(scoreOf(given));
      }),
      { numRuns: 40 },
    );
  });
});

describe('protected objects', () => {
  it('are a part of the score only once they are known', () => {
    expect(partNamed(scoredOf([sound]), 'protected-objects')).toBeUndefined();
    const known = scoredOf([sound], { protectedObjects: { protected: 95, known: 100 } });
    expect(partNamed(known, 'protected-objects')).toMatchObject({ weight: 16.7, points: 8.4 });
    expect(known.score).toBe(91.7);
  });
});

const someJobs = fc.array(
  fc.record({
    letters: fc.string({ unit: fc.constantFrom('S', 'S', 'W', 'F', 'H', 'C', 'R'), maxLength: 60 }),
    isDisabled: fc.constantFrom(false, false, true),
  }),
  { maxLength: 8 },
);

describe('folding an estate', () => {
  it('gives the same finding in whatever order the jobs come, and parts that sum exactly to the score', () => {
    fc.assert(
      fc.property(someJobs, (given) => {
        const jobs = given.map(({ letters, isDisabled }, index) =>
          jobFinding(`job ${index}`, letters, { isDisabled }),
        );
        const finding = estateOf(jobs);
        expect(estateOf([...jobs].reverse())).toEqual(finding);
        if (finding.status !== 'scored') return;
        const tenths = finding.parts.reduce((sum, part) => sum + Math.round(part.points * 10), 0);
        expect(tenths / 10).toBe(finding.score);
      }),
      { numRuns: 60 },
    );
  });
});
