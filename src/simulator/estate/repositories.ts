import { chanceFrom, fraction, hashOf, pick, textHash, whole } from './chance.ts';
import type { Identifiers } from './identifiers.ts';
import { itemAt } from './item-at.ts';
import { dayMs } from './zone-clock.ts';

/** A scale-out repository: jobs aim at it, its extents hold the data. */
interface SimulatedScaleOut {
  readonly id: string;
  readonly name: string;
}

export interface SimulatedRepository {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly hostId: string | null;
  readonly hostName: string | null;
  readonly path: string;
  /** 0 for object storage, which reports neither capacity nor free space. */
  readonly capacityGib: number;
  readonly usedAtStartGib: number;
  readonly growthGibPerDay: number;
  /** Logical bytes over real ones; above 1 where blocks are cloned. */
  readonly reportedUsedFactor: number;
  /** Its numbers stand still from then on; null while online. */
  readonly offlineSinceMs: number | null;
  readonly scaleOut: SimulatedScaleOut | null;
  readonly extentType: 'Performance' | 'Capacity' | null;
}

/** The figures VBR would show, one decimal. */
export interface RepositoryUsage {
  readonly capacityGib: number;
  readonly freeGib: number;
  readonly reportedUsedGib: number;
  readonly isOnline: boolean;
}

export interface Storage {
  readonly repositories: readonly SimulatedRepository[];
  readonly scaleOuts: readonly SimulatedScaleOut[];
}

type Shape =
  | 'windows'
  | 'hardened'
  | 'linux'
  | 'dedupe'
  | 'extent'
  | 'capacity-extent'
  | 'object'
  | 'offline'
  | 'cloned';

// Repeats every twelve; the second to fourth extents of a block make one scale-out repository.
const shapes: readonly Shape[] = [
  'windows',
  'hardened',
  'extent',
  'extent',
  'capacity-extent',
  'offline',
  'cloned',
  'object',
  'linux',
  'windows',
  'dedupe',
  'hardened',
];

const types: Readonly<Record<Shape, string>> = {
  windows: 'WinLocal',
  hardened: 'LinuxHardened',
  linux: 'LinuxLocal',
  dedupe: 'DDBoost',
  extent: 'LinuxHardened',
  'capacity-extent': 'S3Compatible',
  object: 'AmazonS3',
  offline: 'LinuxLocal',
  cloned: 'WinLocal',
};

const places = ['Prague', 'Brno', 'Ostrava', 'Plzeň', 'Vienna', 'Linz', 'DR Site', 'Vault'];

/** The repositories of an estate and the scale-out repositories some of them belong to. */
export function createStorage(
  count: number,
  seed: number,
  identifiers: Identifiers,
  startMs: number,
  nowMs: number,
): Storage {
  const scaleOuts: SimulatedScaleOut[] = [];
  const repositories = Array.from({ length: count }, (_, index) => {
    const shape = shapeAt(index);
    const block = Math.floor(index / shapes.length);
    const isExtent = shape === 'extent' || shape === 'capacity-extent';
    if (isExtent) {
      scaleOuts[block] ??= {
        id: identifiers.of('scale-out', block),
        name: `Scale-Out Repository ${block + 1}`,
      };
    }
    const scaleOut = isExtent ? itemAt(scaleOuts, block) : null;
    return repository(index, shape, scaleOut, { seed, identifiers, startMs, nowMs });
  });
  return { repositories, scaleOuts };
}

/** What a repository holds at an instant: a pure function of time, so history and future agree. */
export function usageAt(
  { index, capacityGib, ...repository }: SimulatedRepository,
  seed: number,
  startMs: number,
  instantMs: number,
): RepositoryUsage {
  const isOnline = repository.offlineSinceMs === null || instantMs < repository.offlineSinceMs;
  const effectiveMs = isOnline ? instantMs : (repository.offlineSinceMs ?? instantMs);
  const days = (effectiveMs - startMs) / dayMs;
  const weeklyClimb = ((days % 7) / 7) * repository.growthGibPerDay * 2;
  const stir = fraction(chanceFrom(seed, textHash('usage'), index, Math.floor(days * 24)));
  const wanted = repository.usedAtStartGib + days * repository.growthGibPerDay + weeklyClimb + stir;
  const used = capacityGib === 0 ? wanted : Math.min(wanted, capacityGib * 0.995);
  return {
    capacityGib: oneDecimal(capacityGib),
    freeGib: capacityGib === 0 ? 0 : oneDecimal(capacityGib - used),
    reportedUsedGib: oneDecimal(used * repository.reportedUsedFactor),
    isOnline,
  };
}

function shapeAt(index: number): Shape {
  const shape = itemAt(shapes, index % shapes.length);
  return shape === 'offline' && index >= shapes.length ? 'linux' : shape;
}

interface Surroundings {
  readonly seed: number;
  readonly identifiers: Identifiers;
  readonly startMs: number;
  readonly nowMs: number;
}

function repository(
  index: number,
  shape: Shape,
  scaleOut: SimulatedScaleOut | null,
  { seed, identifiers, startMs, nowMs }: Surroundings,
): SimulatedRepository {
  const chance = chanceFrom(seed, textHash('repository'), index);
  const isObject = shape === 'object' || shape === 'capacity-extent';
  const sizeGib = pick(chance, [4, 8, 16, 32, 64, 100]) * 1024 - whole(chance, 1, 80) / 10;
  const host = hashOf(seed, index) & 0xffff;
  const number = String(index + 1).padStart(2, '0');
  return {
    index,
    id: identifiers.of('repository', index),
    name: index === 0 ? 'Default Backup Repository' : nameOf(shape, pick(chance, places), number),
    type: types[shape],
    hostId: isObject ? null : identifiers.of('host', host),
    hostName: isObject ? null : `repo${number}.estate.example`,
    path: pathOf(shape, number),
    capacityGib: isObject ? 0 : sizeGib,
    usedAtStartGib: sizeGib * (0.25 + fraction(chance) * 0.35),
    growthGibPerDay: (sizeGib * (0.02 + fraction(chance) * 0.26)) / 91,
    reportedUsedFactor: shape === 'cloned' ? 2.6 : 1.02,
    offlineSinceMs: shape === 'offline' ? nowMs - Math.min(6 * dayMs, (nowMs - startMs) / 2) : null,
    scaleOut,
    extentType: extentTypeOf(shape),
  };
}

function extentTypeOf(shape: Shape): 'Performance' | 'Capacity' | null {
  if (shape === 'extent') return 'Performance';
  return shape === 'capacity-extent' ? 'Capacity' : null;
}

function nameOf(shape: Shape, place: string, number: string): string {
  const words: Readonly<Record<Shape, string>> = {
    windows: 'Windows Repository',
    hardened: 'Hardened Repository',
    linux: 'Linux Repository',
    dedupe: 'Dedupe Appliance',
    extent: 'Extent',
    'capacity-extent': 'Capacity Tier',
    object: 'Object Storage',
    offline: 'Remote Office Repository',
    cloned: 'ReFS Repository',
  };
  return `${words[shape]} ${place} ${number}`;
}

function pathOf(shape: Shape, number: string): string {
  if (shape === 'windows' || shape === 'cloned') return `E:\\Backup${number}`;
  if (shape === 'object' || shape === 'capacity-extent') return `backup-${number}/veeam`;
  return `/mnt/backup${number}`;
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
