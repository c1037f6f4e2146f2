import type { HeldPoint, WorkloadTask } from '../../domain/workload.ts';

/** Why a restore point does not count; `usable` when nothing speaks against it. */
type PointVerdict =
  | 'usable'
  | 'infected'
  | 'not-restorable'
  | 'file-gone'
  | 'chain-broken'
  | 'task-failed';

export interface JudgedPoint {
  readonly point: HeldPoint;
  readonly verdict: PointVerdict;
  /** The task that made it; null when none is known, as for agents. */
  readonly task: WorkloadTask | null;
}

/**
 * Judges points, oldest first. An increment needs the files of every point back to its full, a rollback of every point up to
 * the full after it; other kinds stand alone. A point is a task's when the task names it, or else was at work when it was made.
 */
export function judgePoints(
  points: readonly HeldPoint[],
  tasks: readonly WorkloadTask[],
): readonly JudgedPoint[] {
  const byId = new Map(
    tasks.flatMap((task) =>
      task.restorePointId === null ? [] : [[task.restorePointId, task] as const],
    ),
  );
  const broken = brokenChains(points);
  return points.map((point) => {
    const task = byId.get(point.id) ?? taskAt(tasks, point.createdAt);
    return { point, task, verdict: verdictOf(point, task, broken) };
  });
}

function verdictOf(
  point: HeldPoint,
  task: WorkloadTask | null,
  broken: ReadonlySet<string>,
): PointVerdict {
  if (point.malwareStatus?.toLowerCase() === 'infected') return 'infected';
  if (point.isRestorable === false) return 'not-restorable';
  if (point.file === 'gone') return 'file-gone';
  if (broken.has(point.id)) return 'chain-broken';
  return task?.outcome === 'failed' ? 'task-failed' : 'usable';
}

function taskAt(tasks: readonly WorkloadTask[], at: Date): WorkloadTask | null {
  return (
    tasks.find(
      ({ startedAt, endedAt, restorePointId }) =>
        restorePointId === null && startedAt <= at && (endedAt === null || at <= endedAt),
    ) ?? null
  );
}

/** Ids of points whose chain has a hole. */
function brokenChains(points: readonly HeldPoint[]): ReadonlySet<string> {
  const broken = new Set<string>();
  for (const chain of byBackup(points).values()) {
    markDependents(chain, 'increment', broken);
    markDependents([...chain].reverse(), 'rollback', broken);
  }
  return broken;
}

/** How much of a chain is there, going along it in the order of dependence. */
type Chain = 'no-full' | 'whole' | 'doubtful' | 'file-gone';

// In the order of dependence: every dependent point rests on those before it, back to a full.
function markDependents(
  points: readonly HeldPoint[],
  dependentType: string,
  broken: Set<string>,
): void {
  let chain: Chain = 'no-full';
  for (const point of points) {
    const type = point.type?.toLowerCase();
    if (type === 'full') chain = withPoint('whole', point);
    if (type !== dependentType) continue;
    // What VBR itself restores from does not rest on what a failed run left behind half made.
    if (chain === 'doubtful' && point.isRestorable === true) chain = 'whole';
    if (chain !== 'whole') broken.add(point.id);
    chain = withPoint(chain, point);
  }
}

function withPoint(chain: Chain, { file, isRestorable }: HeldPoint): Chain {
  if (chain === 'no-full' || chain === 'file-gone') return chain;
  if (file === 'gone') return 'file-gone';
  return isRestorable === false ? 'doubtful' : chain;
}

function byBackup(points: readonly HeldPoint[]): ReadonlyMap<string, readonly HeldPoint[]> {
  const chains = new Map<string, HeldPoint[]>();
  for (const point of points) {
    const chain = chains.get(point.backupId);
    if (chain === undefined) chains.set(point.backupId, [point]);
    else chain.push(point);
  }
  return chains;
}
