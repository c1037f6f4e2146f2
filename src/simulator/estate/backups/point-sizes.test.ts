import { expect, it } from 'vitest';
import { createEstate } from '../create-estate.ts';
import type { Estate } from '../estate.ts';
import { hitSinceMs } from '../malware-status.ts';
import { pointAt } from './point-facts.ts';
import { originalBytes, sizesOf } from './point-sizes.ts';
import { flaws } from './point-table.ts';
import { pointsOf } from './points-of.ts';

function estateOf(scenario: 'troubled' | 'ransomware'): Estate {
  return createEstate({
    scenario,
    seed: 19,
    now: new Date('2026-11-22T12:00:00Z'),
    days: 40,
    jobs: 50,
    repositories: 12,
    sessions: null,
    failedShare: 0.03,
    warnedShare: 0.06,
    zone: 'Europe/Prague',
  });
}

function filesOf(estate: Estate) {
  return [...pointsOf(estate).retained].map((place) => {
    const { point, object } = pointAt(estate, place);
    return { point, object, ...sizesOf(estate, object, point) };
  });
}

const estate = estateOf('troubled');
const files = filesOf(estate);
const told = files.filter(({ dedupPercent }) => dedupPercent > 0);
const strayOf = ({
  dataBytes,
  backupBytes,
  dedupPercent,
  compressPercent,
}: (typeof files)[number]) => backupBytes / ((dataBytes * dedupPercent * compressPercent) / 10_000);
const median = (values: readonly number[]) =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

it('lets the two percents explain the bytes of large files within a few per cent, and not those of small ones', () => {
  const large = told.filter(({ dataBytes }) => dataBytes > 20 * 1024 ** 3);
  expect(large.length).toBeGreaterThan(100);
  for (const file of large) expect(Math.abs(strayOf(file) - 1)).toBeLessThan(0.04);
  const small = told.filter(({ dataBytes }) => dataBytes > 0 && dataBytes < 100 * 1024 ** 2);
  expect(small.length).toBeGreaterThan(10);
  expect(median(small.map(strayOf))).toBeGreaterThan(1.1);
});

it('shows 100 per cent where nothing is saved and 0 where nothing was read or nothing is told', () => {
  expect(
    told.some(({ dedupPercent, compressPercent }) => dedupPercent + compressPercent === 200),
  ).toBe(true);
  const untold = files.filter(({ dedupPercent }) => dedupPercent === 0);
  expect(untold.some(({ dataBytes }) => dataBytes === 0)).toBe(true);
  expect(untold.some(({ dataBytes, backupBytes }) => dataBytes > 0 && backupBytes > 0)).toBe(true);
  expect(untold.length).toBeLessThan(files.length * 0.04);
  for (const { dedupPercent, compressPercent } of files) {
    expect(Number.isInteger(dedupPercent) && dedupPercent <= 100).toBe(true);
    expect(Number.isInteger(compressPercent) && compressPercent <= 100).toBe(true);
  }
});

it('draws increments with a heavy tail, far smaller than fulls in the middle', () => {
  const shares = (isFull: boolean) =>
    files
      .filter(({ point }) => point.isFull === isFull && point.flaw !== flaws.incomplete)
      .map((file) => file.dataBytes / file.originalBytes);
  expect(median(shares(true))).toBeGreaterThan(10 * median(shares(false)));
  expect(Math.max(...shares(false))).toBeGreaterThan(10 * median(shares(false)));
});

it('gives a workload the same size in the backup of its job and in the copy of it', () => {
  const { objects } = pointsOf(estate).catalogue;
  const copied = objects.filter(
    ({ backup }) => backup.job.sourceJob !== null && backup.origin === 'job',
  );
  expect(copied.length).toBeGreaterThan(3);
  for (const copy of copied.filter(({ isOutdated }) => !isOutdated)) {
    const source = objects.find(
      ({ backup, place }) =>
        backup.job.index === copy.backup.job.sourceJob &&
        backup.origin === 'job' &&
        place === copy.place,
    );
    expect(source?.name).toBe(copy.name);
    expect(source && originalBytes(estate, source, estate.nowMs)).toBe(
      originalBytes(estate, copy, estate.nowMs),
    );
  }
});

it('lets what a ransomware estate encrypts neither deduplicate nor compress from its instant on', () => {
  const hit = estateOf('ransomware');
  const changed = filesOf(hit).filter(({ object, point }) => {
    const sinceMs = hitSinceMs(hit, object.backup.job, object.place);
    return sinceMs !== null && point.createdMs >= sinceMs && !point.isFull && point.flaw === 0;
  });
  expect(changed.length).toBeGreaterThan(5);
  for (const file of changed.filter(({ dedupPercent }) => dedupPercent > 0)) {
    expect(file.compressPercent).toBe(98);
    expect(file.dataBytes / file.originalBytes).toBeGreaterThan(0.4);
  }
});
