import { describe, expect, it } from 'vitest';
import { fileLock, lockEnd, lockKnowledge } from './file-lock.ts';

const enabled = (days: number | null, mode: string | null = null) => ({
  isEnabled: true,
  days,
  mode,
});
const hardened = { type: 'LinuxHardened', immutability: enabled(14) };
const windows = { type: 'WinLocal', immutability: null };
const knowledgeOf = (...parts: Parameters<typeof fileLock>[0]) => lockKnowledge(fileLock(parts));

describe('the lock of a place', () => {
  it('is none only where the type cannot lock, or is told not to', () => {
    expect(knowledgeOf(windows)).toBe('none');
    const off = { isEnabled: false, days: null, mode: null };
    expect(knowledgeOf({ type: 'LinuxHardened', immutability: off })).toBe('none');
  });

  it('is not told where VBR shows a bare definition, no definition, or no number of days', () => {
    // REST 1.3-rev0 and rev1 have no model of an appliance; ExaGrid tells nothing in rev2 either.
    for (const type of ['DDBoost', 'HPStoreOnceIntegration', 'ExaGrid']) {
      expect(knowledgeOf({ type, immutability: null })).toBe('not-told');
    }
    expect(knowledgeOf(null)).toBe('not-told');
    expect(knowledgeOf({ type: 'AmazonS3Glacier', immutability: enabled(null) })).toBe('not-told');
    expect(knowledgeOf()).toBe('not-told');
  });

  it('is told where every part locks, in part where one does not or does not tell', () => {
    expect(knowledgeOf(hardened)).toBe('told');
    expect(knowledgeOf(hardened, windows)).toBe('in-part');
    expect(knowledgeOf(hardened, null)).toBe('in-part');
    expect(knowledgeOf(windows, null)).toBe('not-told');
  });

  it('lasts between the shortest and the longest of its parts', () => {
    const longer = { type: 'LinuxHardened', immutability: enabled(30) };
    expect(fileLock([longer, hardened])).toMatchObject({
      longest: { days: 30 },
      least: { days: 14 },
    });
  });
});

describe('the end of a lock', () => {
  const made = new Date('2026-01-01T00:00:00Z');
  const kept = new Date('2026-01-11T00:00:00Z');
  const endOf = (days: number, mode: string | null, retentionEnd: Date | null) => {
    const { longest } = fileLock([{ type: 'AmazonS3', immutability: enabled(days, mode) }]);
    return lockEnd(longest, made, retentionEnd)?.toISOString().slice(0, 10) ?? null;
  };

  it('is so many days after the file was made, or the end of its retention where the place says so', () => {
    expect(endOf(30, 'RepositorySettings', kept)).toBe('2026-01-31');
    expect(endOf(30, 'RetentionSettings', kept)).toBe('2026-01-11');
    expect(endOf(30, 'RetentionSettings', null)).toBeNull();
    expect(lockEnd(null, made, kept)).toBeNull();
  });
});
