import { describe, expect, it } from 'vitest';
import type { CapacitySample } from '../../domain/repository.ts';
import { capacityHistory, dayOf, tierReadings } from './capacity-history.ts';

const start = dayOf(new Date('2026-11-01T00:00:00Z'));

function sample(day: number, given: Partial<CapacitySample> = {}): CapacitySample {
  return {
    repositoryId: 'r',
    takenAt: new Date((start + day) * 86_400_000 + 3_600_000),
    capacityGib: 1000,
    freeGib: 400,
    usedGib: 600,
    reportedUsedGib: 900,
    isOnline: true,
    ...given,
  };
}

describe('the history of a repository', () => {
  it('is its used space by day and its newest capacity, whatever the order of the samples', () => {
    const samples = [sample(2, { usedGib: 620 }), sample(0), sample(1, { usedGib: 610 })];
    expect(capacityHistory(samples)).toEqual({
      readings: [
        { day: start, value: 600 },
        { day: start + 1, value: 610 },
        { day: start + 2, value: 620 },
      ],
      capacityGib: 1000,
      steps: [],
      offlineSamples: 0,
    });
  });

  it('shows an extension as a step of the capacity, not of the use', () => {
    const samples = [
      sample(0),
      sample(1, { capacityGib: 1000.1 }),
      sample(2, { capacityGib: 1500 }),
    ];
    const { steps, capacityGib, readings } = capacityHistory(samples);
    expect(steps).toEqual([{ day: start + 2, fromGib: 1000.1, toGib: 1500 }]);
    expect(capacityGib).toBe(1500);
    expect(new Set(readings.map(({ value }) => value))).toEqual(new Set([600]));
  });

  it('is without the samples of a repository that was offline', () => {
    const samples = [sample(0), sample(1, { isOnline: false, capacityGib: 5, usedGib: 5 })];
    expect(capacityHistory(samples)).toMatchObject({
      readings: [{ day: start, value: 600 }],
      capacityGib: 1000,
      offlineSamples: 1,
    });
  });

  it('of a tier is the sum of its members on days when each is known', () => {
    const first = [
      { day: 1, value: 100 },
      { day: 2, value: 90 },
      { day: 2, value: 110 },
      { day: 3, value: 120 },
    ];
    const second = [
      { day: 1, value: 10 },
      { day: 2, value: 20 },
    ];
    expect(tierReadings([first, second])).toEqual([
      { day: 1, value: 110 },
      { day: 2, value: 130 },
    ]);
    expect(tierReadings([])).toEqual([]);
  });

  it('of object storage without a capacity is what it reports to hold', () => {
    const unknown = { capacityGib: null, freeGib: null, usedGib: null };
    const { readings, capacityGib } = capacityHistory([sample(0, unknown)]);
    expect(readings).toEqual([{ day: start, value: 900 }]);
    expect(capacityGib).toBeNull();
  });
});
