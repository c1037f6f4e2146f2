import type { Scenario } from '../behaviour.ts';
import { chanceFrom, textHash, whole } from '../chance.ts';
import type { Identifiers } from '../identifiers.ts';
import { itemAt } from '../item-at.ts';
import { createRepository, type RepositoryMakings } from './create-repository.ts';
import { type PlannedRepository, planShapes, type ScaleOutPlan } from './plan-shapes.ts';
import { traitsOf } from './shapes.ts';
import type {
  ExtentStatus,
  SimulatedRepository,
  SimulatedScaleOut,
  Storage,
} from './simulated-repository.ts';

export interface StorageOptions {
  readonly repositories: number;
  /** Null lets every dozen repositories hold one scale-out repository. */
  readonly scaleOutPlan: ScaleOutPlan | null;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly identifiers: Identifiers;
  readonly startMs: number;
  readonly nowMs: number;
}

/** The repositories of an estate and the scale-out repositories some of them belong to. */
export function createStorage(options: StorageOptions): Storage {
  const planned = planShapes(options.repositories, options.scaleOutPlan);
  const numbers = new Set(planned.flatMap(({ scaleOut }) => scaleOut ?? []));
  const scaleOuts = [...numbers].map((number) => scaleOutOf(number, options));
  const repositories: SimulatedRepository[] = [];
  for (const [index, plan] of planned.entries()) {
    const made = createRepository(makings(index, plan, planned, scaleOuts, options), options);
    repositories.push(sharedVolume(made, plan, repositories));
  }
  return { repositories, scaleOuts };
}

function scaleOutOf(index: number, { seed, identifiers }: StorageOptions): SimulatedScaleOut {
  const chance = chanceFrom(seed, textHash('scale-out'), index);
  return {
    index,
    id: identifiers.of('scale-out', index),
    name: `Scale-Out Repository ${index + 1}`,
    copiesAtOnce: index % 2 === 0,
    movesOld: index % 3 !== 0,
    moveAfterDays: whole(chance, 2, 6) * 7,
    archiveAfterDays: whole(chance, 3, 12) * 30,
  };
}

function makings(
  index: number,
  { shape, scaleOut: number }: PlannedRepository,
  planned: readonly PlannedRepository[],
  scaleOuts: readonly SimulatedScaleOut[],
  { scenario }: StorageOptions,
): RepositoryMakings {
  const scaleOut = scaleOuts.find((one) => one.index === number) ?? null;
  const before = planned.slice(0, index);
  const place = before.filter((one) => one.scaleOut === number).length;
  const isPerformance = traitsOf(shape).extentType === 'Performance';
  return {
    index,
    shape,
    scaleOut,
    extentStatus:
      scaleOut !== null && isPerformance && scenario !== 'healthy'
        ? extentStatus(scaleOut.index, place)
        : 'Normal',
  };
}

// The first extent always takes data; beside it one may be out of use, another way in each scale-out repository.
function extentStatus(scaleOut: number, place: number): ExtentStatus {
  if (place !== 1) return 'Normal';
  return itemAt(['Maintenance', 'Normal', 'Sealed', 'Evacuate'] as const, scaleOut % 4);
}

// Two repositories in two folders of one volume show the same capacity and the same free space.
function sharedVolume(
  made: SimulatedRepository,
  { shape }: PlannedRepository,
  before: readonly SimulatedRepository[],
): SimulatedRepository {
  const main = before.findLast((one) => one.shape === 'windows');
  if (shape !== 'same-volume' || main === undefined) return made;
  const { course, hostId, hostName, index } = main;
  return { ...made, course, hostId, hostName, reportedUsedFactor: 0.3, sharesVolumeWith: index };
}
