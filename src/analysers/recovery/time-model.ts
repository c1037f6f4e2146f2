import type { RestoreRecord } from '../../domain/recovery-evidence.ts';
import type { RestoreFamily } from '../../domain/session-families.ts';
import {
  type FittedLine,
  fittedLine,
  type Prediction,
  predictedAt,
  predictedByMean,
} from '../../statistics/linear-prediction.ts';
import { minutesOf } from './family-durations.ts';

const fewest = 5;
const fewestWithSize = 8;
const mostSlopeP = 0.05;
const gibibyte = 1024 ** 3;
/** So many times beyond the sizes ever restored is a guess of its own. */
const tolerableExtrapolation = 2;

/** How the logarithm of minutes follows from the logarithm of GiB, or does not, in one family and maybe one repository. */
interface TimeModel {
  readonly repositoryId: string | null;
  readonly repositoryName: string | null;
  readonly line: FittedLine | null;
  readonly mean: Prediction;
  readonly leastBytes: number;
  readonly mostBytes: number;
}

export type FamilyModels = ReadonlyMap<RestoreFamily, readonly TimeModel[]>;

/** Minutes expected for one restore, as log-normal, and what that rests on. */
export interface TimeEstimate {
  readonly family: RestoreFamily;
  readonly prediction: Prediction;
  /** Estimates of one model err together. */
  readonly model: string;
  readonly basis: string;
}

/** The models of each family: one over all its restores, and one for each repository with enough of them. */
export function learnModels(restores: readonly RestoreRecord[]): FamilyModels {
  const byFamily = Map.groupBy(restores, ({ family }) => family);
  return new Map(
    [...byFamily].map(([family, own]) => {
      const timed = own.filter((one) => minutesOf(one) !== null);
      const places = [...Map.groupBy(timed, ({ repositoryId }) => repositoryId)];
      const parts = places.filter(([id, some]) => id !== null && some.length >= fewestWithSize);
      const groups = [...parts.map(([, some]) => some), timed];
      return [family, groups.flatMap((group, turn) => modelOf(group, turn < parts.length) ?? [])];
    }),
  );
}

/** The time of one restore by the narrowest model that fits: repository and size, size, all alike; null under five restores. */
export function estimateTime(
  models: FamilyModels,
  family: RestoreFamily,
  workload: { readonly repositoryId: string | null; readonly sizeBytes: number | null },
): TimeEstimate | null {
  const known = models.get(family) ?? [];
  const own = known.find(
    ({ repositoryId }) => repositoryId !== null && repositoryId === workload.repositoryId,
  );
  const model = own ?? known.find(({ repositoryId }) => repositoryId === null);
  if (model === undefined) return null;
  const { line, mean } = model;
  const { sizeBytes } = workload;
  const isSized = line !== null && sizeBytes !== null && sizeBytes > 0;
  const prediction = isSized ? predictedAt(line, Math.log(sizeBytes / gibibyte)) : mean;
  const name = `${family}/${model.repositoryId ?? '*'}/${isSized ? 'size' : 'mean'}`;
  return {
    family,
    prediction,
    model: name,
    basis: basisOf(model, prediction.n, family, sizeBytes),
  };
}

function basisOf(
  model: TimeModel,
  n: number,
  family: RestoreFamily,
  sizeBytes: number | null,
): string {
  const where =
    model.repositoryId === null
      ? 'all repositories together'
      : `repository "${model.repositoryName ?? model.repositoryId}"`;
  const of = `${n} ${family} restores from ${where}`;
  if (model.line === null) return `${of}; size explains nothing`;
  if (sizeBytes === null || sizeBytes <= 0) return `${of}; the size of the workload is not known`;
  const isBeyond =
    sizeBytes > model.mostBytes * tolerableExtrapolation ||
    sizeBytes * tolerableExtrapolation < model.leastBytes;
  return `size, from ${of}${isBeyond ? '; far beyond the sizes ever restored' : ''}`;
}

function modelOf(restores: readonly RestoreRecord[], isOfRepository: boolean): TimeModel | null {
  const [first] = restores;
  if (first === undefined || restores.length < fewest) return null;
  const sized = restores.filter(({ sizeBytes }) => sizeBytes !== null && sizeBytes > 0);
  const sizes = sized.map(({ sizeBytes }) => sizeBytes ?? 0);
  return {
    repositoryId: isOfRepository ? first.repositoryId : null,
    repositoryName: isOfRepository ? first.repositoryName : null,
    line: explainingLine(sized),
    mean: predictedByMean(restores.map((one) => Math.log(minutesOf(one) ?? 1))),
    leastBytes: sizes.reduce((least, size) => Math.min(least, size), Number.POSITIVE_INFINITY),
    mostBytes: sizes.reduce((most, size) => Math.max(most, size), 0),
  };
}

/** The line of those with a known size; null where it does not rise beyond chance. */
function explainingLine(sized: readonly RestoreRecord[]): FittedLine | null {
  if (sized.length < fewestWithSize) return null;
  const line = fittedLine(
    sized.map(({ sizeBytes }) => Math.log((sizeBytes ?? gibibyte) / gibibyte)),
    sized.map((one) => Math.log(minutesOf(one) ?? 1)),
  );
  return line !== null && line.slope > 0 && line.slopeP < mostSlopeP ? line : null;
}
