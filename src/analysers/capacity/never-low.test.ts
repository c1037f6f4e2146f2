import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noonOf } from '../../../test/fixtures/stored-backups.ts';
import { plainCalibration } from '../../../test/fixtures/used-space.ts';
import { noLock } from '../../domain/file-lock.ts';
import type { RepositoryState, ScaleOutRepository } from '../../domain/repository.ts';
import type { CapacityDay } from '../../domain/stored-backup.ts';
import { assessRepository } from './assess-repository.ts';
import { type CapacityMeasures, capacityMeasuresSchema } from './measures.ts';
import { capacitySettings } from './settings.ts';
import { type TierCapacity, tierCapacities } from './tier-capacity.ts';

const today = 20_000;

/** One repository or extent: what VBR shows of it now, and the days that are kept of it. */
interface DrawnMember {
  readonly capacityGib: number;
  readonly usedShare: number;
  readonly isOnline: boolean;
  readonly status: string;
  readonly missedDays: number;
  readonly days: readonly { readonly share: number; readonly isOnline: boolean }[];
}

const drawnMember: fc.Arbitrary<DrawnMember> = fc.record({
  capacityGib: fc.integer({ min: 50, max: 200_000 }),
  usedShare: drawnShare(0, 1),
  isOnline: fc.integer({ min: 0, max: 9 }).map((roll) => roll > 0),
  status: fc.constantFrom('Normal', 'Normal', 'Sealed', 'Maintenance', 'Evacuate'),
  // The newest days may not be kept: history is stale, or one member of a tier lags behind the others.
  missedDays: fc.constantFrom(0, 0, 0, 1, 5, 40),
  days: fc.oneof(
    fc.array(drawnDay(0, 1), { maxLength: 16 }),
    fc.array(drawnDay(0.1, 0.5), { minLength: 14, maxLength: 60 }),
    fc.array(drawnDay(0.7, 1), { minLength: 14, maxLength: 60 }),
  ),
});

const drawnSettings = fc.record({
  levelsPercent: fc
    .uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 })
    .map((levels) => levels.toSorted((one, other) => one - other)),
  leadTimeDays: fc.integer({ min: 0, max: 365 }),
  horizonDays: fc.integer({ min: 7, max: 120 }),
  probabilityDays: fc.array(fc.integer({ min: 1, max: 365 }), { maxLength: 6 }),
});

const drawnTier = fc.record({
  tier: fc.constantFrom('standalone', 'Performance', 'Capacity', 'Archive'),
  members: fc.array(drawnMember, { minLength: 1, maxLength: 3 }),
  settings: drawnSettings,
});

describe('a place that is over a level', () => {
  it('is never LOW and never without a priority, whatever its history, its tier and its settings', () => {
    let over = 0;
    fc.assert(
      fc.property(drawnTier, ({ tier, members, settings }) => {
        const { measures, levels } = assess(tier, members, settings);
        const reached = levels.filter((percent) => isOver(measures, percent));
        if (reached.length === 0) return;
        over += 1;
        expect(measures.priority).toMatch(/^(URGENT|HIGH|MEDIUM)$/);
        for (const percent of reached) {
          const level = measures.levels.find((each) => each.percent === percent);
          expect(level).toMatchObject({ answer: 'reached', days: 0 });
        }
        if (reached.includes(levels.at(-1) ?? 0)) expect(measures.priority).toBe('URGENT');
      }),
      { numRuns: 400 },
    );
    expect(over).toBeGreaterThan(100);
  });
});

/** As what VBR shows now has it. */
function isOver({ usedGib, usableGib }: CapacityMeasures, percent: number): boolean {
  if (usedGib === null || usableGib === null || usableGib <= 0) return false;
  return usedGib >= (usableGib * percent) / 100;
}

/** Drawn as a whole number, since drawn fractions lie near nothing. */
function drawnShare(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 1000 * min, max: 1000 * max }).map((share) => share / 1000);
}

function drawnDay(min: number, max: number) {
  return fc.record({
    share: drawnShare(min, max),
    isOnline: fc.integer({ min: 0, max: 9 }).map((roll) => roll > 0),
  });
}

function assess(
  tier: string,
  members: readonly DrawnMember[],
  drawn: Readonly<Record<string, unknown>>,
): { readonly measures: CapacityMeasures; readonly levels: readonly number[] } {
  const settings = capacitySettings.parse(drawn);
  const { finding } = assessRepository({
    subject: { id: 's', name: 'Place' },
    tier: tierOf(tier, members),
    readAt: noonOf(today),
    days: members.flatMap((member, index) => daysOf(member, `m-${index}`)),
    backups: [],
    lock: noLock,
    objectNames: new Map(),
    capacityTierDays: [],
    past: [],
    sources: [],
    asOf: noonOf(today),
    settings,
    calibration: plainCalibration,
  });
  const measures = capacityMeasuresSchema.parse(finding.measures);
  return { measures, levels: settings.levelsPercent };
}

function tierOf(tier: string, members: readonly DrawnMember[]): TierCapacity {
  const isAlone = tier === 'standalone';
  const states = members.slice(0, isAlone ? 1 : 3).map(
    (member, index): RepositoryState => ({
      id: `m-${index}`,
      name: `Member ${index}`,
      type: 'LinuxLocal',
      hostId: `h-${index}`,
      hostName: null,
      path: '/b',
      capacityGib: member.capacityGib,
      freeGib: member.capacityGib * (1 - member.usedShare),
      reportedUsedGib: member.capacityGib * member.usedShare,
      isOnline: member.isOnline,
      isOutOfDate: false,
      scaleOutRepositoryId: isAlone ? null : 's',
      extentType: isAlone ? null : tier,
    }),
  );
  const scaleOut: ScaleOutRepository = {
    id: 's',
    name: 'Place',
    description: null,
    performanceExtents: members.map(({ status }, index) => ({
      repositoryId: `m-${index}`,
      statuses: [status],
    })),
    capacityTier: null,
    archiveTier: null,
  };
  const scaleOutRepositories = isAlone ? [] : [scaleOut];
  const [drawn] = tierCapacities({ states, definitions: [], scaleOutRepositories });
  if (drawn === undefined) throw new Error('no tier');
  return drawn;
}

function daysOf({ capacityGib, missedDays, days }: DrawnMember, repositoryId: string) {
  return days.map(({ share, isOnline }, index): CapacityDay => {
    const usedGib = capacityGib * share;
    return {
      repositoryId,
      takenAt: noonOf(today - missedDays - (days.length - 1 - index)),
      capacityGib,
      freeGib: capacityGib - usedGib,
      usedGib,
      reportedUsedGib: usedGib,
      isOnline,
      source: 'measured',
    };
  });
}
