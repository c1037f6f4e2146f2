import { expect, it } from 'vitest';
import type { StoredByJob, StoredFile, WorkloadEvent } from '../../domain/efficiency.ts';
import { dateOfNight, nightOf } from './nightly-ratios.ts';
import { suspicionsOf } from './suspicion.ts';

const asOf = new Date('2026-11-20T12:00:00Z');
const dayMs = 86_400_000;
const gib = 1024 ** 3;
const nights = 40;

function at(night: number): Date {
  return new Date(asOf.getTime() - (nights - night) * dayMs - dayMs / 4);
}

function increment(night: number, over: Partial<StoredFile> = {}): StoredFile {
  return {
    ...{ id: `f${night}`, backupId: 'b', path: 'a.vib', kind: 'increment', sessionId: null },
    ...{ workloads: ['machine'], gfsPeriods: [], isGone: false },
    ...{ dataBytes: (10 + (night % 4)) * gib, backupBytes: (4 + 0.1 * (night % 3)) * gib },
    ...{ dedupRemainingPercent: 80, compressRemainingPercent: 50, createdAt: at(night) },
    ...over,
  };
}

const steady = Array.from({ length: nights }, (_, night) => increment(night));
const last = nights - 1;
/** As large as ten times the usual, and reduced as usual or hardly at all. */
const large = { dataBytes: 120 * gib, backupBytes: 45 * gib };
const packed = { dataBytes: 12 * gib, backupBytes: 11.7 * gib };
const largeAndPacked = { dataBytes: 120 * gib, backupBytes: 118 * gib };

const dateOf = (night: number) => dateOfNight(nightOf(at(night)));

function withLast(over: Partial<StoredFile>): readonly StoredFile[] {
  return steady.map((file, night) => (night === last ? { ...file, ...over } : file));
}

function event(type: string, night: number, workload = 'machine'): WorkloadEvent {
  return { id: `e-${type}`, type, detectedAt: at(night), workload };
}

function found(files: readonly StoredFile[], events: readonly WorkloadEvent[] = []) {
  const stored: StoredByJob = {
    ...{ id: 'j', name: 'Job', jobId: 'j', isListed: true, jobType: 'VSphereBackup' },
    ...{ storage: null, guestFamilies: [], definitionChangedAt: [], backups: [], events, files },
  };
  return suspicionsOf(stored, asOf);
}

it('calls one sign alone an observation, never by the name of an attack', () => {
  expect(found(steady)).toEqual([]);
  for (const [files, events] of [
    [withLast(packed), []],
    [steady, [event('RansomwareNotes', last)]],
    [steady, [event('RenamedFiles', last), event('EncryptedData', last)]],
  ] as const) {
    const [only] = found(files, events);
    expect(only).toMatchObject({ machine: 'machine', level: 'observation' });
    expect(only?.benign.length).toBeGreaterThan(3);
    expect(JSON.stringify(only?.signs.map(({ what }) => what))).not.toMatch(/ransom|attack/i);
  }
  expect(found(withLast(packed))[0]?.signs[0]?.evidenceId).toBe(`f${last}`);
});

it('calls two kinds of signs at one machine within three nights an indication', () => {
  expect(found(withLast(packed), [event('EncryptedData', last - 2)])).toMatchObject([
    { level: 'indication', signs: [{ sign: 'malware-event' }, { sign: 'ratio-drop' }] },
  ]);
  expect(found(withLast(largeAndPacked))).toMatchObject([{ level: 'indication' }]);
  expect(found(withLast(large), [event('RenamedFiles', last)])).toMatchObject([
    { level: 'indication' },
  ]);
  const apart = found(withLast(packed), [event('EncryptedData', last - 5)]);
  expect(apart).toMatchObject([{ level: 'observation' }]);
  const elsewhere = found(withLast(packed), [event('EncryptedData', last, 'other')]);
  expect(elsewhere.map(({ level }) => level)).toEqual(['observation', 'observation']);
});

it('takes a jump that is reduced as usual for none by itself', () => {
  expect(found(withLast(large))).toEqual([]);
});

it('takes it for none beside a lower reduction of another night either: encrypted data would not be reduced', () => {
  const dropped = steady.map((file, night) => (night === last - 1 ? { ...file, ...packed } : file));
  const files = [...dropped.slice(0, last), increment(last, large)];
  expect(found(files)).toMatchObject([
    { level: 'observation', signs: [{ sign: 'ratio-drop', night: dateOf(last - 1) }] },
  ]);
  expect(found(files, [event('RenamedFiles', last)])).toMatchObject([{ level: 'indication' }]);
});

it('sees no sign in first points, fulls, new or renamed machines, and after missed nights', () => {
  const few = steady
    .slice(0, 6)
    .map((file, place) => ({ ...file, createdAt: at(last - 6 + place) }));
  expect(found([...few, increment(last, largeAndPacked)])).toEqual([]);
  const full = { ...largeAndPacked, id: 'full', kind: 'full', createdAt: at(last) } as const;
  expect(found([...steady.slice(0, last), increment(last, full)])).toEqual([]);
  expect(found(withLast({ ...largeAndPacked, workloads: ['renamed'] }))).toEqual([]);
  expect(found(withLast({ ...largeAndPacked, backupId: 'moved' }))).toEqual([]);
  // Eleven nights without a file, then eleven times the usual data, packed on a machine whose data always are.
  const always = steady.map((file) => ({ ...file, backupBytes: (file.dataBytes ?? 0) * 0.98 }));
  const eleven = { dataBytes: 121 * gib, backupBytes: 118 * gib };
  const gap = always.filter((_, night) => night < last - 11);
  expect(found([...gap, increment(last, eleven)])).toEqual([]);
  expect(found([...always.slice(0, last), increment(last, eleven)])).toMatchObject([
    { level: 'observation', signs: [{ sign: 'increment-jump' }] },
  ]);
});

it('blames no machine for a file that several share, but joins it with the event of one of them', () => {
  const shared = (files: readonly StoredFile[]) =>
    files.map((file) => ({ ...file, workloads: ['machine', 'other'] }));
  expect(found(shared(withLast(packed)))).toMatchObject([{ machine: '(several in one file)' }]);
  const joined = found(shared(withLast(packed)), [event('EncryptedData', last)]);
  expect(joined).toMatchObject([{ machine: 'machine', level: 'indication' }]);
});

it('lets an observation rest after a week and says which harmless explanations the data show', () => {
  const early = steady.map((file, night) => (night === 28 ? { ...file, ...packed } : file));
  expect(found(early)).toEqual([]);
  const weekly = increment(last, { id: 'w', kind: 'full', createdAt: at(last - 1) });
  const [only] = found([...withLast(packed), weekly]);
  expect(only?.benign.filter(({ seen }) => seen)).toEqual([
    { explanation: 'a new full in these nights', seen: true },
  ]);
});
