import { describe, expect, it } from 'vitest';
import { repositoryStateRow, testNow } from '../../test/fixtures/in-memory-rows.ts';
import { capacitySample } from './capacity-sample.ts';

describe('a capacity sample', () => {
  it('takes capacity less free for used, not the logical bytes that VBR reports', () => {
    expect(capacitySample(repositoryStateRow('r'), testNow)).toEqual({
      repositoryId: 'r',
      takenAt: testNow,
      capacityGib: 299.4,
      freeGib: 217.8,
      usedGib: 81.6,
      reportedUsedGib: 173.4,
      isOnline: true,
    });
  });

  it('knows nothing of object storage that reports 0 of 0', () => {
    const state = repositoryStateRow('r', { capacityGib: 0, freeGib: 0, reportedUsedGib: 12 });
    expect(capacitySample(state, testNow)).toMatchObject({
      capacityGib: null,
      freeGib: null,
      usedGib: null,
      reportedUsedGib: 12,
    });
  });

  it('takes more free than there is for unknown, not for a negative use', () => {
    const state = repositoryStateRow('r', { capacityGib: 10, freeGib: 11 });
    expect(capacitySample(state, testNow).usedGib).toBeNull();
  });

  it('keeps the reading of an offline repository and flags it', () => {
    const state = repositoryStateRow('r', { isOnline: false });
    expect(capacitySample(state, testNow)).toMatchObject({ isOnline: false, usedGib: 81.6 });
  });
});
