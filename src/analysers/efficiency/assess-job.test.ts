import { expect, it } from 'vitest';
import { untoldStorage as untold } from '../../../test/fixtures/stored-files.ts';
import type { StoredByJob, StoredFile } from '../../domain/efficiency.ts';
import { assessJobEfficiency } from './assess-job.ts';
import { efficiencyMeasuresSchema } from './measures.ts';
import { efficiencySettings } from './settings.ts';

const asOf = new Date('2026-11-20T12:00:00Z');
const dayMs = 86_400_000;
const gib = 1024 ** 3;

function increment(night: number, over: Partial<StoredFile> = {}): StoredFile {
  return {
    ...{ id: `f${night}`, backupId: 'b', path: 'a.vib', kind: 'increment', sessionId: `s${night}` },
    ...{ workloads: ['machine'], gfsPeriods: [], isGone: false },
    ...{ dataBytes: 10 * gib, backupBytes: (4 + 0.1 * (night % 3)) * gib },
    ...{ dedupRemainingPercent: 80, compressRemainingPercent: 50 },
    createdAt: new Date(asOf.getTime() - (41 - night) * dayMs),
    ...over,
  };
}

function judged(files: readonly StoredFile[], over: Partial<StoredByJob> = {}) {
  const stored: StoredByJob = {
    ...{ id: 'j', name: 'Job', jobId: 'j', isListed: true, jobType: 'VSphereBackup' },
    ...{
      storage: null,
      guestFamilies: [],
      definitionChangedAt: [],
      backups: [],
      events: [],
      files,
      ...over,
    },
  };
  const peers = { compression: null, deduplication: null };
  const settings = efficiencySettings.parse({});
  const finding = assessJobEfficiency({ stored, peers, sources: [], asOf, settings });
  return { finding, measures: efficiencyMeasuresSchema.parse(finding.measures) };
}

const steady = Array.from({ length: 40 }, (_, night) => increment(night));

it('adds bytes up, keeps fulls apart, and takes a size of nothing for unknown', () => {
  const full = increment(3, {
    id: 'full',
    kind: 'full',
    dataBytes: 100 * gib,
    backupBytes: 20 * gib,
  });
  const unknown = increment(4, { id: 'unknown', dataBytes: null });
  const { held } = judged([
    full,
    unknown,
    increment(5),
    increment(6, { dataBytes: 30 * gib }),
  ]).measures;
  expect(held.full).toMatchObject({ files: 1, dataBytes: 100 * gib, backupBytes: 20 * gib });
  expect(held.increment).toMatchObject({ files: 3, unknownFiles: 1, dataBytes: 40 * gib });
  expect(judged([unknown]).finding.status).toBe('insufficient-data');
});

it('scores as the sum of five parts', () => {
  const { finding, measures } = judged(steady);
  if (finding.status !== 'scored') throw new Error(finding.reason);
  expect(finding.parts.map(({ name }) => name)).toHaveLength(5);
  const sum = finding.parts.reduce((total, { points }) => total + points, 0);
  expect(sum).toBeCloseTo(finding.score, 6);
  expect(measures.shifts).toEqual([]);
  expect(measures.suspicions).toEqual([]);
});

it('dates a lasting fall, with files behind it', () => {
  const fallen = steady.map((file, night) =>
    night < 25 ? file : { ...file, backupBytes: (file.backupBytes ?? 0) * 1.3 },
  );
  const { shifts } = judged(fallen).measures;
  expect(shifts).toHaveLength(1);
  expect(shifts[0]?.percent).toBeLessThan(-20);
  expect(shifts[0]?.evidence.fileIds).toContain('f25');
});

it('blames nobody for data that come packed, unless the job is told not to compress', () => {
  const whole = { dedupRemainingPercent: 100, compressRemainingPercent: 99 };
  const packed = steady.map((file) => ({ ...file, ...whole, backupBytes: 9.9 * gib }));
  expect(judged(packed).measures.level).toBe('NOT-COMPRESSIBLE');
  const storage = { ...untold, compressionLevel: 'None', isDedupEnabled: true };
  expect(judged(packed, { storage }).measures.level).toBe('POOR');
});

it('holds shares and databases that their platform tells against targets of their own', () => {
  const of = (platformName: string) => {
    const backup = { id: 'b', jobId: 'j', name: 'Job', jobType: 'Any', platformName };
    const place = { createdAt: asOf, repositoryId: 'r', repositoryName: 'R' };
    const files = steady.map((file) => ({ ...file, backupBytes: 6.5 * gib }));
    const { level, workloadType } = judged(files, { backups: [{ ...backup, ...place }] }).measures;
    return { level, workloadType };
  };
  const workloadType = 'files and objects, by the platform of its backups';
  expect(of('UnstructuredData')).toEqual({ level: 'GOOD', workloadType });
  expect(of('MongoDb').workloadType).toBe('database, by the platform of its backups');
  expect(of('MongoDb').level).toBe('FAIR');
  expect(of('VMware')).toEqual({ level: 'FAIR', workloadType: 'not known: general targets' });
});

it('names what a job could leave out without a size, for nothing tells how much it is', () => {
  const asked = (excludesDeletedBlocks: boolean | null, excludesSwapFiles: boolean | null) =>
    judged(steady, { storage: { ...untold, excludesDeletedBlocks, excludesSwapFiles } }).measures;
  const saving = { cause: 'exclusions', bytes: null, lowBytes: 0, highBytes: null };
  expect(asked(false, false).savings).toMatchObject([saving]);
  expect(asked(false, false).savings[0]?.how).toContain('deleted files and swap files');
  expect(asked(true, false).savings[0]?.how).toContain('backs up swap files, which');
  const of = (guestFamilies: readonly string[]) =>
    judged(steady, { storage: { ...untold, excludesSwapFiles: false }, guestFamilies }).measures
      .savings.length;
  expect([of(['Linux']), of(['Linux', 'Windows']), of(['Unknown'])]).toEqual([0, 1, 1]);
  expect(asked(true, true)).toMatchObject({ savings: [], notEstimated: [] });
  expect(asked(null, null).savings).toEqual([]);
  expect(asked(null, null).notEstimated).toHaveLength(1);
  // A version that did not read them left them out of what it kept.
  const { excludesSwapFiles: _, excludesDeletedBlocks: __, ...older } = untold;
  const kept = JSON.parse(JSON.stringify(older));
  expect(judged(steady, { storage: kept }).measures.notEstimated).toHaveLength(1);
  expect(judged(steady, { jobId: null }).measures.notEstimated).toEqual([]);
});

it('counts what no job owns as a possible saving, from nothing to all of it', () => {
  const { savings } = judged(steady, { jobId: null }).measures;
  const bytes = steady.reduce((sum, file) => sum + (file.backupBytes ?? 0), 0);
  expect(savings).toMatchObject([{ cause: 'orphaned-chains', bytes, lowBytes: 0 }]);
});
