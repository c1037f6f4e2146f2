import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../../../statistics/random-numbers.ts';
import { believedChanges } from './believed-changes.ts';
import { tallyOf } from './estate-tally.ts';
import { failingMost } from './failing-most.ts';
import { failingTogether } from './failing-together.ts';
import type { JobBrief } from './job-brief.ts';
import { repairsOf, whatRaisesMost } from './repairs.ts';

const dayMs = 86_400_000;
const asOf = new Date('2026-11-22T22:00:00Z');
const daysAgo = (days: number) => new Date(asOf.getTime() - days * dayMs);

function job(
  name: string,
  failedDaysAgo: readonly number[],
  given: Partial<JobBrief> = {},
): JobBrief {
  return {
    id: name,
    name,
    judged: 90,
    failed: failedDaysAgo.length,
    warning: 0,
    firstAttemptsKnown: 90,
    firstAttemptsFailed: failedDaysAgo.length,
    isFailing: failedDaysAgo.includes(0),
    isProtected: true,
    failuresMs: failedDaysAgo.map((days) => daysAgo(days).getTime()),
    tests: [],
    ...given,
  };
}

const group = (jobIds: readonly string[], from: number, to: number) => ({
  jobIds,
  firstSeenAt: daysAgo(from),
  lastSeenAt: daysAgo(to),
});

describe('failures of one cause', () => {
  it('count as often as they struck the job they struck most', () => {
    const jobs = [job('a', [3, 4, 50]), job('b', [3]), job('c', [3])];
    expect(tallyOf(jobs, [])).toMatchObject({ failed: 5, judged: 270, countedOnce: 0 });
    const once = tallyOf(jobs, [group(['a', 'b', 'c', 'unknown'], 5, 2)]);
    expect(once).toMatchObject({ failed: 3, judged: 268, countedOnce: 2 });
  });

  it('belong to one group alone, in whatever order groups come, and never leave less than one', () => {
    const someJobs = fc.array(fc.uniqueArray(fc.nat(30), { maxLength: 8 }), {
      minLength: 1,
      maxLength: 5,
    });
    const someGroups = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 4 });
    fc.assert(
      fc.property(someJobs, someGroups, (failures, spans) => {
        const jobs = failures.map((days, place) => job(`job ${place}`, days));
        const ids = jobs.map(({ id }) => id);
        const groups = spans.map(([one, other]) =>
          group(ids, Math.max(one, other), Math.min(one, other)),
        );
        const { failed, judged, countedOnce } = tallyOf(jobs, groups);
        const all = jobs.reduce((sum, { failed: ofJob }) => sum + ofJob, 0);
        expect(failed + countedOnce).toBe(all);
        expect(judged).toBe(90 * jobs.length - countedOnce);
        expect(failed).toBeGreaterThanOrEqual(Math.min(1, all));
      }),
    );
  });
});

describe('what would raise the score most', () => {
  const scoreOf = (jobs: readonly JobBrief[]) => 100 - tallyOf(jobs, []).failed;

  it('is the repair that scoring anew rates best; those without gain are not named', () => {
    const jobs = [job('a', [1, 2, 3]), job('b', [2, 40]), job('c', [2]), job('sound', [])];
    const shared = {
      id: 'g',
      causeClass: 'repository-full',
      signatureId: null,
      fingerprint: null,
      component: { kind: 'repository', name: 'Main' } as const,
      ...group(['a', 'b', 'c'], 3.5, 0.5),
      workloads: [],
      runIds: [],
      isOpen: true,
    };
    const best = whatRaisesMost(jobs, repairsOf(jobs, [shared]), scoreOf);
    expect(best).toEqual([
      { label: 'repository-full on repository Main', jobs: 3, score: 99, gain: 5 },
      { label: 'a', jobs: 1, score: 97, gain: 3 },
      { label: 'b', jobs: 1, score: 96, gain: 2 },
    ]);
    expect(
      whatRaisesMost(jobs, [{ label: 'sound', jobIds: ['sound'], span: null }], scoreOf),
    ).toEqual([]);
  });

  it('lets the newest run of a repaired job be good', () => {
    const broken = job('a', [0, 1], { isProtected: false });
    const failing = (jobs: readonly JobBrief[]) => {
      const { failingJobs, protectedJobs } = tallyOf(jobs, []);
      return 10 * protectedJobs - failingJobs;
    };
    const repairs = (from: number, to: number) => [
      { label: 'x', jobIds: ['a'], span: { from: daysAgo(from), to: daysAgo(to) } },
    ];
    expect(whatRaisesMost([broken], repairs(2, 0), failing)[0]?.gain).toBe(11);
    expect(whatRaisesMost([broken], repairs(2, 0.5), failing)).toEqual([]);
  });
});

describe('jobs side by side', () => {
  const test = (p: number, kind: JobBrief['tests'][number]['kind'] = 'failure-trend') => ({
    tests: [{ kind, p, adjustedP: p, isCalled: p < 0.05, where: 'rising', text: 'text' }],
  });

  it('believes changes over all jobs at once and leaves patterns to their job', () => {
    const steady = Array.from({ length: 39 }, (_, place) =>
      job(`steady ${place}`, [], test((place + 1) / 40)),
    );
    const jobs = [
      ...steady,
      job('rising', [], test(0.0004)),
      job('tuesdays', [], test(0.0001, 'weekday')),
    ];
    const { asked, believed, jobs: named } = believedChanges(jobs, 0.05);
    expect([asked, believed]).toEqual([40, 1]);
    expect(named[0]).toMatchObject({ name: 'rising', p: 0.0004, adjustedP: 0.016 });
  });

  it('ranks proven trouble above three of three', () => {
    const jobs = [
      job('three of three', [1, 2, 3], { judged: 3 }),
      job(
        'half of ninety',
        Array.from({ length: 45 }, (_, day) => day),
      ),
      ...Array.from({ length: 20 }, (_, place) => job(`sound ${place}`, [place])),
    ];
    const ranked = failingMost(jobs);
    expect(ranked.slice(0, 2).map(({ name }) => name)).toEqual([
      'half of ninety',
      'three of three',
    ]);
    expect(ranked[0]?.lower).toBeLessThan(ranked[0]?.share ?? 0);
    expect(failingMost([job('alone', [1])])).toEqual([]);
  });

  it('names the days on which many fail together, and none where each fails alone', () => {
    const random = randomNumbers(43);
    const scattered = (extra: readonly number[]) =>
      Array.from({ length: 40 }, (_, place) =>
        job(`job ${place}`, [
          ...new Set([Math.floor(random() * 85), ...(place < 12 ? extra : [])]),
        ]),
      );
    const together = failingTogether(scattered([30]), 90, asOf, randomNumbers(1));
    expect(together?.days).toEqual([{ day: '2026-10-23', jobs: expect.closeTo(12, -0.5) }]);
    expect(together?.p).toBeLessThan(0.02);
    const alone = failingTogether(scattered([]), 90, asOf, randomNumbers(1));
    expect(alone?.p).toBeGreaterThan(0.02);
    expect(alone?.days).toEqual([]);
    expect(failingTogether([job('a', [1]), job('b', [])], 90, asOf, randomNumbers(1))).toBeNull();
  });
});
