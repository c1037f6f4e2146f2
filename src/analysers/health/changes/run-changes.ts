import type { FieldChange } from '../../../domain/changes-answer.ts';
import type { Run } from '../../../domain/run.ts';

/** A run with what its tasks tell. */
export interface RunWithTasks {
  readonly run: Run;
  readonly tasks: ReadonlyArray<{
    readonly name: string;
    readonly processedBytes: number | null;
    readonly repositoryName: string | null;
  }>;
}

/** Smaller changes of sizes and durations happen every night. */
const leastShare = 0.25;
const minuteMs = 60_000;
const gibibyte = 1024 ** 3;

/** What two runs of one job differ in: workloads, size, duration, bottleneck, repository, kind, attempts. */
export function runChanges(good: RunWithTasks, bad: RunWithTasks): readonly FieldChange[] {
  return [
    ...listed('workloads', namesOf(good), namesOf(bad)),
    ...listed('repositories', repositoriesOf(good), repositoriesOf(bad)),
    ...measured('processed GiB', processedGib(good), processedGib(bad)),
    ...measured('read GiB', gib(good.run.readBytes), gib(bad.run.readBytes)),
    ...measured('transferred GiB', gib(good.run.transferredBytes), gib(bad.run.transferredBytes)),
    ...measured('duration minutes', minutesOf(good.run), minutesOf(bad.run)),
    ...worded('bottleneck', good.run.bottleneck, bad.run.bottleneck),
    ...worded('kind', kindOf(good.run), kindOf(bad.run)),
    ...worded('attempts', String(good.run.attempts), String(bad.run.attempts)),
  ];
}

/** Nothing is said where one side told no names at all: its tasks were not read. */
function listed(field: string, good: readonly string[], bad: readonly string[]): FieldChange[] {
  if (good.length === 0 || bad.length === 0) return [];
  const gone = good.filter((name) => !bad.includes(name));
  const come = bad.filter((name) => !good.includes(name));
  if (gone.length + come.length === 0) return [];
  return [
    {
      field,
      before: gone.length === 0 ? null : `only in the good run: ${gone.join(', ')}`,
      after: come.length === 0 ? null : `only in the bad run: ${come.join(', ')}`,
    },
  ];
}

function measured(field: string, good: number | null, bad: number | null): FieldChange[] {
  if (good === null || bad === null) return [];
  const larger = Math.max(good, bad);
  if (larger === 0 || Math.abs(good - bad) < leastShare * larger) return [];
  return [{ field, before: String(rounded(good)), after: String(rounded(bad)) }];
}

function worded(field: string, good: string | null, bad: string | null): FieldChange[] {
  if (good === null || bad === null || good === bad) return [];
  return [{ field, before: good, after: bad }];
}

function namesOf({ tasks }: RunWithTasks): readonly string[] {
  return [...new Set(tasks.map(({ name }) => name))].sort();
}

function repositoriesOf({ tasks }: RunWithTasks): readonly string[] {
  return [...new Set(tasks.flatMap(({ repositoryName }) => repositoryName ?? []))].sort();
}

function processedGib({ tasks }: RunWithTasks): number | null {
  const sizes = tasks.flatMap(({ processedBytes }) => processedBytes ?? []);
  return sizes.length === 0 ? null : gib(sizes.reduce((sum, size) => sum + size, 0));
}

function gib(bytes: number | null): number | null {
  return bytes === null ? null : bytes / gibibyte;
}

function minutesOf({ startedAt, endedAt }: Run): number | null {
  return endedAt === null ? null : (endedAt.getTime() - startedAt.getTime()) / minuteMs;
}

function kindOf({ isFull }: Run): string | null {
  if (isFull === null) return null;
  return isFull ? 'full' : 'incremental';
}

function rounded(value: number): number {
  return value >= 10 ? Math.round(value) : Math.round(10 * value) / 10;
}
