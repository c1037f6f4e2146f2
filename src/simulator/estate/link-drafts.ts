import type { Scenario } from './behaviour.ts';
import { chanceFrom, fraction, pick, textHash, whole } from './chance.ts';
import type { JobTarget } from './job.ts';
import { type JobDraft, targetsOf } from './jobs.ts';
import { levelAt } from './storage/capacity-course.ts';
import type { SimulatedRepository, Storage } from './storage/simulated-repository.ts';
import { dayMs } from './zone-clock.ts';

/** What all points of a workload take, as a multiple of the workload; the rest of a repository is not ours to explain. */
const chainShare = 2.2 / 0.7;
const leastBytes = 8 * 1024 ** 3;
const mostBytes = 30 * 1024 ** 4;

interface Span {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly startMs: number;
  readonly nowMs: number;
  readonly stationary?: boolean | undefined;
}

/** Lets copies copy what another job backs up, moves some jobs to another repository, and makes workloads fit theirs. */
export function linkDrafts(drafts: readonly JobDraft[], storage: Storage, span: Span): JobDraft[] {
  const skipping = withSkips(drafts, span);
  const linked = skipping
    .map((draft) => withSource(draft, skipping, storage, span))
    .map((draft) => withMove(draft, storage, span));
  return fitted(linked, storage, span.nowMs);
}

// A green job with a machine nobody backs up: one for certain, and one job in thirty beside it.
function withSkips(
  drafts: readonly JobDraft[],
  { scenario, seed, startMs, nowMs, stationary = false }: Span,
): readonly JobDraft[] {
  const isPlanted = drafts.some(({ skipped }) => skipped !== null);
  if (scenario === 'healthy' || stationary || isPlanted) return drafts;
  const able = drafts
    .filter(
      ({ behaviour, kind, workloads }) =>
        behaviour.name === 'steady' && kind.type !== 'BackupCopy' && workloads.length > 2,
    )
    .map(({ index }) => index);
  const certain = Math.min(...able);
  return drafts.map((draft) => {
    const chance = chanceFrom(seed, textHash('skipped'), draft.index);
    if (!able.includes(draft.index)) return draft;
    if (draft.index !== certain && fraction(chance) > 1 / 30) return draft;
    const agoMs = Math.min((4 + fraction(chance) * 16) * dayMs, (nowMs - startMs) / 2);
    const place = whole(chance, 0, draft.workloads.length - 1);
    const sinceMs = Math.floor(nowMs - agoMs);
    return { ...draft, skipped: { place, sinceMs, untilMs: Number.POSITIVE_INFINITY } };
  });
}

function withSource(
  draft: JobDraft,
  drafts: readonly JobDraft[],
  storage: Storage,
  { seed }: Span,
): JobDraft {
  if (draft.kind.type !== 'BackupCopy') return draft;
  const sources = drafts
    .filter(
      ({ kind, behaviour }) => kind.type === 'VSphereBackup' && behaviour.name !== 'never-run',
    )
    .sort((left, right) => left.index - right.index);
  if (sources.length === 0) return draft;
  const chance = chanceFrom(seed, textHash('copy source'), draft.index);
  const source = pick(chance, sources);
  const elsewhere = targetsOf(storage).filter(({ targetId }) => targetId !== source.targetId);
  const isSame = draft.targetId === source.targetId && elsewhere.length > 0;
  return {
    ...draft,
    ...(isSame ? pick(chance, elsewhere) : {}),
    sourceJob: source.index,
    // What its source passes over it finds no new point of.
    skipped: (source.skipped?.place ?? 0) < draft.workloads.length ? source.skipped : null,
    workloads: source.workloads.slice(0, draft.workloads.length),
  };
}

// About one job in fifteen went elsewhere in the middle of the history and left its old backup behind.
function withMove(draft: JobDraft, storage: Storage, { seed, startMs, nowMs }: Span): JobDraft {
  const chance = chanceFrom(seed, textHash('move'), draft.index);
  const elsewhere = targetsOf(storage).filter(({ targetId }) => targetId !== draft.targetId);
  const mayMove = draft.sourceJob === null && draft.movedFrom === null && elsewhere.length > 0;
  if (!mayMove || fraction(chance) > 0.07) return draft;
  const untilMs = Math.floor(startMs + (nowMs - startMs) * (0.3 + 0.4 * fraction(chance)));
  return { ...draft, movedFrom: { ...pick(chance, elsewhere), untilMs } };
}

// No target is promised more than it holds, neither by jobs nor by the copies made of what they back up.
function fitted(drafts: readonly JobDraft[], storage: Storage, nowMs: number): JobDraft[] {
  const byIndex = new Map(drafts.map((draft) => [draft.index, draft]));
  const sourceOf = (draft: JobDraft): JobDraft => byIndex.get(draft.sourceJob ?? -1) ?? draft;
  const wanted = new Map<string, number>();
  for (const draft of drafts) {
    const bytes = draft.workloads.length * sourceOf(draft).workloadBytes;
    wanted.set(draft.targetId, (wanted.get(draft.targetId) ?? 0) + bytes);
  }
  const scales = new Map<number, number>();
  for (const draft of drafts) {
    const room = usedBytes(draft, storage, nowMs) / chainShare;
    const scale = room / (wanted.get(draft.targetId) ?? room);
    const { index } = sourceOf(draft);
    scales.set(index, Math.min(scales.get(index) ?? scale, scale));
  }
  return drafts.map((draft) => {
    const { index, workloadBytes } = sourceOf(draft);
    const bytes = Math.floor(workloadBytes * (scales.get(index) ?? 1));
    return { ...draft, workloadBytes: Math.min(mostBytes, Math.max(leastBytes, bytes)) };
  });
}

function usedBytes({ targetId }: JobTarget, { repositories }: Storage, nowMs: number): number {
  const holders = repositories.filter(
    ({ id, scaleOut, extentType }) =>
      id === targetId || (scaleOut?.id === targetId && extentType === 'Performance'),
  );
  return holders.reduce((sum, holder) => sum + ownBytes(holder, repositories, nowMs), 0);
}

// What lies on a volume with two repositories is halved between them; what is stored as it is takes twice the room.
function ownBytes(
  { course, index, shape, sharesVolumeWith }: SimulatedRepository,
  repositories: readonly SimulatedRepository[],
  nowMs: number,
): number {
  const isShared =
    sharesVolumeWith !== null || repositories.some((one) => one.sharesVolumeWith === index);
  const isPlain = shape === 'data-domain' || shape === 'store-once';
  return levelAt(course, nowMs).usedGib * 1024 ** 3 * (isShared || isPlain ? 0.5 : 1);
}
