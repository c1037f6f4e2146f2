import type { Scenario } from '../behaviour.ts';
import { type Chance, chanceFrom, fraction, pick, textHash, whole } from '../chance.ts';
import type { Identifiers } from '../identifiers.ts';
import { itemAt } from '../item-at.ts';
import { dayMs } from '../zone-clock.ts';
import { type CapacityCourse, growthByDay, unboundedLevelAt } from './capacity-course.ts';
import { consumptionLimitTb, immutabilityOf } from './limits.ts';
import { isObjectStorage, type Shape, type ShapeTraits, traitsOf } from './shapes.ts';
import type {
  ExtentStatus,
  SimulatedRepository,
  SimulatedScaleOut,
} from './simulated-repository.ts';
import { drawSteps } from './steps.ts';

/** How far beyond now capacity is drawn day by day. */
const futureDays = 400;
/** Since how many days an extent that is not Normal takes no more data. */
const outOfUseDays = 10;

/** What is decided of a repository by its place. */
export interface RepositoryMakings {
  readonly index: number;
  readonly shape: Shape;
  readonly scaleOut: SimulatedScaleOut | null;
  readonly extentStatus: ExtentStatus;
}

interface Surroundings {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly identifiers: Identifiers;
  readonly startMs: number;
  readonly nowMs: number;
}

const places = ['Prague', 'Brno', 'Ostrava', 'Plzeň', 'Vienna', 'Linz', 'DR Site', 'Vault'];

/** A repository made from its place, its shape and the seed. */
export function createRepository(
  makings: RepositoryMakings,
  surroundings: Surroundings,
): SimulatedRepository {
  const { index, shape, scaleOut, extentStatus } = makings;
  const { seed, identifiers, startMs, nowMs } = surroundings;
  const chance = chanceFrom(seed, textHash('repository'), index);
  const traits = traitsOf(shape);
  const sizeGib = pick(chance, [4, 8, 16, 32, 64, 100]) * 1024 - whole(chance, 1, 80) / 10;
  const number = String(index + 1).padStart(2, '0');
  const hasHost = !isObjectStorage(shape) && traits.medium !== 'smb' && traits.medium !== 'nfs';
  const place = pick(chance, places);
  return {
    index,
    id: identifiers.of('repository', index),
    name: index === 0 ? 'Default Backup Repository' : `${traits.label} ${place} ${number}`,
    // Its administrators wrote nothing about most.
    description: index % 4 === 1 ? `Created by ESTATE\\operator: ${shape}` : '',
    shape,
    type: traits.type,
    hostId: hasHost ? identifiers.of('host', index) : null,
    hostName: hasHost ? `repo${number}.estate.example` : null,
    path: pathOf(traits, number),
    course: courseOf(makings, surroundings, sizeGib, chance),
    reportedUsedFactor: traits.reportedUsedFactor,
    offlineSinceMs: shape === 'offline' ? nowMs - Math.min(6 * dayMs, (nowMs - startMs) / 2) : null,
    isOutOfDate: index % 9 === 8,
    scaleOut,
    extentType: traits.extentType,
    extentStatus,
    immutability: immutabilityOf(shape, index, chance),
    consumptionLimitTb: consumptionLimitTb(shape, sizeGib),
    maxTasks: index % 6 === 5 || traits.extentType === 'Archive' ? null : whole(chance, 2, 16),
    sharesVolumeWith: null,
  };
}

/** What is not planted to fill has room, so that nothing fills beside it; an extent may have to take what another one cannot. */
const mostUsualShare = { alone: 0.8, extent: 0.6 } as const;

function courseOf(
  { index, shape, extentStatus, scaleOut }: RepositoryMakings,
  { seed, scenario, startMs, nowMs }: Surroundings,
  sizeGib: number,
  chance: Chance,
): CapacityCourse {
  const usual = {
    usedAtStartGib: sizeGib * (0.25 + fraction(chance) * 0.35),
    growthGibPerDay: (sizeGib * (0.02 + fraction(chance) * 0.26)) / 91,
  };
  const isObject = isObjectStorage(shape);
  const isOther = isObject || extentStatus !== 'Normal' || shape === 'offline';
  const isFilling = scenario !== 'healthy' && index % 7 === 1 && !isOther;
  const growthGibPerDay = isFilling ? sizeGib * 0.0035 : usual.growthGibPerDay;
  const days = Math.ceil((nowMs - startMs) / dayMs);
  const lastDayInUse = extentStatus === 'Normal' ? Number.POSITIVE_INFINITY : days - outOfUseDays;
  // An evacuated extent is emptied day by day, a sealed one only shrinks by retention.
  const after = { Normal: 1, Maintenance: 0, Sealed: -0.3, Evacuate: -6 }[extentStatus];
  const course = {
    startMs,
    capacityGib: isObject ? 0 : sizeGib,
    usedAtStartGib: usual.usedAtStartGib,
    growthGibPerDay: extentStatus === 'Normal' ? growthGibPerDay : 0,
    grownGib: growthByDay(
      seed,
      index,
      days + futureDays,
      (day) => growthGibPerDay * (day < lastDayInUse ? 1 : after),
    ),
    weeklyGib: extentStatus === 'Normal' ? growthGibPerDay * (1 + fraction(chance) * 2) : 0,
    steps:
      extentStatus === 'Normal'
        ? drawSteps(chance, sizeGib, startMs, nowMs + futureDays * dayMs).filter(
            ({ kind }) => !isObject || kind !== 'extension',
          )
        : [],
  };
  return isFilling ? filling(index, course, nowMs) : withRoom(scaleOut !== null, course, nowMs);
}

function filling(index: number, course: CapacityCourse, nowMs: number): CapacityCourse {
  return filledTo(itemAt([0.885, 0.79, 0.96, 0.93], ((index - 1) / 7) % 4), course, nowMs);
}

function withRoom(isExtent: boolean, course: CapacityCourse, nowMs: number): CapacityCourse {
  const { capacityGib, usedGib } = unboundedLevelAt(course, nowMs);
  const most = isExtent ? mostUsualShare.extent : mostUsualShare.alone;
  const isCrowded = capacityGib > 0 && usedGib > most * capacityGib;
  return isCrowded ? filledTo(most, course, nowMs) : course;
}

/** The course with another beginning, so that so much of its capacity is used now. */
function filledTo(share: number, course: CapacityCourse, nowMs: number): CapacityCourse {
  const { capacityGib, usedGib } = unboundedLevelAt(course, nowMs);
  const added = usedGib - course.usedAtStartGib;
  return { ...course, usedAtStartGib: Math.max(0, share * capacityGib - added) };
}

function pathOf({ medium }: ShapeTraits, number: string): string {
  if (medium === 'drive') return `E:\\Backup${number}`;
  if (medium === 'smb') return `\\\\nas${number}.estate.example\\backup`;
  if (medium === 'nfs') return `nas${number}.estate.example:/export/backup`;
  if (medium === 'bucket' || medium === 'container') return `backup-${number}/veeam`;
  return medium === 'appliance' ? `/backup/su${number}` : `/mnt/backup${number}`;
}
