import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seenSource } from '../../../test/fixtures/seen-source.ts';
import type { SourceState } from '../../domain/source-state.ts';
import type { HeldPoint, ProtectingJob, WorkloadFacts } from '../../domain/workload.ts';
import { assessWorkload } from './assess-workload.ts';
import { workloadMeasuresSchema } from './measures.ts';
import { protectionSettings } from './settings.ts';

const settings = protectionSettings.parse({});
const asOf = new Date('2026-11-20T06:00:00Z');
const hourMs = 3_600_000;
const daysAgo = (days: number): Date => new Date(asOf.getTime() - days * 24 * hourMs);

const seen = seenSource('restore-points', asOf);
const job: ProtectingJob = {
  id: 'j',
  name: 'Nightly',
  isActive: true,
  lastOutcome: 'success',
  lastJudged: 'success',
  lastRunAt: daysAgo(0.3),
  isCopy: false,
  isApplicationAware: null,
  pace: null,
};

function point(ageDays: number, over: Partial<HeldPoint> = {}): HeldPoint {
  return {
    id: `p${ageDays}`,
    createdAt: daysAgo(ageDays),
    backupId: 'b',
    jobId: 'j',
    repositoryName: 'Main',
    type: 'Full',
    malwareStatus: 'Clean',
    isRestorable: true,
    file: 'there',
    ...over,
  };
}

function assess(over: Partial<WorkloadFacts>, sources: readonly SourceState[] = [seen]) {
  const workload = {
    name: 'sql01',
    platformName: 'VMware',
    points: [],
    tasks: [],
    jobs: [job],
    hasUnlistedJob: false,
    ...over,
  };
  const finding = assessWorkload({ workload, sources, asOf, settings });
  const measures = workloadMeasuresSchema.safeParse(finding.measures).data;
  return { finding, measures };
}

const daily = [8.3, 7.3, 6.3, 5.3, 4.3, 3.3, 2.3, 1.3, 0.3].map((age) => point(age));

describe('the protection of a workload', () => {
  it('is given by a usable point in its own rhythm', () => {
    const { finding, measures } = assess({ points: daily });
    expect(measures).toMatchObject({ state: 'protected', ageHours: 7.2, medianIntervalHours: 24 });
    expect(finding).toMatchObject({
      status: 'scored',
      score: 100,
      subject: { id: 'VMware/sql01' },
    });
  });

  it('is late when nothing came for two of its intervals, and green jobs are named', () => {
    const { measures } = assess({ points: daily.slice(0, -3) });
    expect(measures).toMatchObject({ state: 'late', ageHours: 79.2, isGreenJobOnly: true });
    expect(measures?.reason).toContain('although the job Nightly ended well');
  });

  it('does not take weekends for silence', () => {
    const weekdays = [10.3, 9.3, 8.3, 7.3, 4.3, 3.3, 2.3].map((age) => point(age));
    const twoWeeks = [18.3, 17.3, 14.3, 11.3].map((age) => point(age));
    expect(assess({ points: [...twoWeeks, ...weekdays] }).measures).toMatchObject({
      state: 'protected',
      toleratedHours: 72,
    });
  });

  it('takes the pace of the backup, not that of its copy', () => {
    const copies = [12, 9, 6, 3].map((age) => point(age, { id: `c${age}`, backupId: 'copy' }));
    const points = [...daily, ...copies].sort(
      (a, b) => a.createdAt.getTime() - b.createdAt.getTime(),
    );
    expect(assess({ points }).measures?.medianIntervalHours).toBe(24);
  });

  it('keeps the pace of its job where retention has thinned its points out', () => {
    const weekly = { ...job, pace: { medianHours: 168, longestHours: 168 } };
    const kept = [15, 8].map((age) => point(age));
    expect(assess({ points: kept, jobs: [weekly] }).measures).toMatchObject({
      state: 'protected',
      toleratedHours: 336,
    });
    const nightly = { ...job, pace: { medianHours: 24, longestHours: 72 } };
    const monthly = [100, 70, 40, 5].map((age) => point(age));
    const { measures } = assess({ points: monthly, jobs: [weekly, nightly] });
    expect(measures).toMatchObject({ state: 'late', toleratedHours: 74, medianIntervalHours: 24 });
    expect(measures?.reason).toContain('its job starts every 24 hours');
  });

  it('says how far each copy is behind what it copies', () => {
    const copy = { ...job, id: 'c', name: 'Off-site', isCopy: true };
    const copied = [5.3, 2.3].map((age) =>
      point(age, { id: `c${age}`, backupId: 'c', jobId: 'c' }),
    );
    const points = [...daily, ...copied].sort(
      (a, b) => a.createdAt.getTime() - b.createdAt.getTime(),
    );
    const jobs = (held: readonly HeldPoint[]) =>
      assess({ points: held, jobs: [job, copy] }).measures?.jobs.map((one) => one.behindHours);
    expect(jobs(points)).toEqual([null, 48]);
    expect(jobs(daily)).toEqual([null, null]);
    expect(jobs([...daily.slice(0, -3), ...copied])).toEqual([null, 0]);
    const bad = points.map((one) => (one.id === 'c2.3' ? { ...one, isRestorable: false } : one));
    expect(jobs(bad)).toEqual([null, 120]);
  });

  it('tells of the guest what its job asks for and what the task of that point warned of', () => {
    const warning = { causeClass: 'sql_log', text: 'Logs will not be truncated' };
    const task = {
      id: 't',
      sessionId: 's',
      jobId: 'j',
      startedAt: daysAgo(0.31),
      endedAt: daysAgo(0.29),
      outcome: 'warning' as const,
      warning,
      restorePointId: 'p0.3',
    };
    const aware = { ...job, isApplicationAware: true };
    const { measures } = assess({ points: daily, tasks: [task], jobs: [aware] });
    expect(measures?.guestProcessing).toEqual({ isAskedFor: true, warning });
    const older = assess({ points: daily, tasks: [{ ...task, restorePointId: 'p1.3' }] });
    expect(older.measures?.guestProcessing).toEqual({ isAskedFor: null, warning: null });
  });

  it('does not go by the pace of a copy or of a disabled job', () => {
    const pace = { medianHours: 4, longestHours: 4 };
    const jobs = [
      { ...job, isCopy: true, pace },
      { ...job, isActive: false, pace },
    ];
    expect(assess({ points: daily, jobs }).measures).toMatchObject({
      medianIntervalHours: 24,
      toleratedHours: 48,
    });
  });

  it('has no rhythm with fewer than four points, and then three days', () => {
    const { measures, finding } = assess({ points: daily.slice(-3) });
    expect(measures).toMatchObject({ medianIntervalHours: null, toleratedHours: 72 });
    const sample = finding.status === 'scored' ? finding.confidence.factors[0] : undefined;
    expect(sample).toMatchObject({ name: 'sample', value: 0.7 });
  });

  it('loses its points for time in a straight line to three times what is tolerated', () => {
    const scoreOf = (ageHours: number) => {
      const points = [...daily.slice(0, 6), point(ageHours / 24)];
      const { finding } = assess({ points });
      return finding.status === 'scored' ? finding.score : null;
    };
    expect([48, 96, 143.9].map(scoreOf)).toEqual([100, 80, 60]);
  });

  it('hides behind no green job while it is protected', () => {
    expect(assess({ points: daily }).measures?.isGreenJobOnly).toBe(false);
  });

  it('is trusted less where its task, its file or a source was not seen', () => {
    const factorOf = (name: string, over: Partial<WorkloadFacts>, sources = [seen]) => {
      const { finding } = assess(over, sources);
      if (finding.status !== 'scored') throw new Error(finding.reason);
      return finding.confidence.factors.find((factor) => factor.name === name)?.value;
    };
    expect(factorOf('completeness', { points: daily })).toBe(0.9);
    const unseen = daily.map((one) => ({ ...one, file: 'unknown' as const }));
    expect(factorOf('completeness', { points: unseen })).toBe(0.81);
    const hidden = { ...seen, source: 'malware-events', availability: 'forbidden' } as const;
    expect(factorOf('visibility', { points: daily })).toBe(1);
    expect(factorOf('visibility', { points: daily }, [seen, hidden])).toBe(0.95);
  });

  it('is none when no point is usable, whatever the job says', () => {
    const infected = daily.map((each) => ({ ...each, malwareStatus: 'Infected' }));
    const { finding, measures } = assess({ points: infected });
    expect(measures).toMatchObject({
      state: 'unprotected',
      isGreenJobOnly: true,
      points: { infected: 9 },
    });
    expect(finding).toMatchObject({ score: 0, grade: 'F' });
  });

  it('is none of a failed job’s making only', () => {
    const jobs = [{ ...job, lastOutcome: 'failed' as const, lastJudged: 'failed' as const }];
    expect(assess({ points: [], jobs }).measures).toMatchObject({
      state: 'unprotected',
      isGreenJobOnly: false,
    });
  });

  it('hides behind a job that was green until the run that is under way', () => {
    const jobs = [{ ...job, lastOutcome: 'running' as const }];
    expect(assess({ points: [], jobs }).measures).toMatchObject({ isGreenJobOnly: true });
  });

  it('is left to nobody when every job is disabled or gone', () => {
    const jobs = [{ ...job, isActive: false }];
    expect(assess({ points: daily, jobs }).measures).toMatchObject({
      state: 'left',
      isGreenJobOnly: false,
    });
  });

  it('is left to nobody where its backups name no job, not where they name one that no list shows', () => {
    const old = daily.slice(0, 3);
    expect(assess({ points: old, jobs: [] }).measures).toMatchObject({ state: 'left' });
    expect(assess({ points: old, jobs: [], hasUnlistedJob: true }).measures).toMatchObject({
      state: 'late',
    });
    expect(assess({ points: [], jobs: [] }).measures).toMatchObject({ state: 'unprotected' });
  });

  it('is not judged where restore points were never visible', () => {
    const hidden = {
      ...seen,
      availability: 'forbidden',
      lastAvailableAt: null,
      reason: 'not visible with this role',
    } as const;
    expect(assess({ points: [] }, [hidden]).finding).toMatchObject({
      status: 'insufficient-data',
      reason: expect.stringContaining('not visible with this role'),
    });
  });

  it('is measured to the last reading of restore points, and trusted less after it', () => {
    const old = { ...seen, lastAvailableAt: daysAgo(2) };
    const { finding, measures } = assess(
      { points: daily.filter(({ createdAt }) => createdAt < daysAgo(2)) },
      [old],
    );
    expect(measures).toMatchObject({ state: 'protected', ageHours: 7.2 });
    expect(finding.status === 'scored' && finding.confidence.value).toBeLessThan(0.6);
  });

  it('never rises when a point turns out to be infected', () => {
    const ages = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(ages, fc.nat(), (hours, which) => {
        const points = hours.sort((a, b) => b - a).map((age) => point(age / 10));
        const scoreOf = (held: readonly HeldPoint[]) => {
          const { finding } = assess({ points: held });
          return finding.status === 'scored' ? finding.score : 0;
        };
        const unusable = points.map((each, index) =>
          index === which % points.length ? { ...each, malwareStatus: 'Infected' } : each,
        );
        expect(scoreOf(unusable)).toBeLessThanOrEqual(scoreOf(points));
      }),
    );
  });
});
