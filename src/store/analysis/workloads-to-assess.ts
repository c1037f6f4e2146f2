import { type Kysely, sql } from 'kysely';
import type { WorkloadFacts, WorkloadTask } from '../../domain/workload.ts';
import type { MetricsSchema } from '../schema.ts';
import { heldPoints, withFormer } from './held-points.ts';
import type { MarkStamps } from './mark-stamps.ts';
import { protectingJobs } from './protecting-jobs.ts';
import { renamedShares } from './renamed-shares.ts';
import { giveUpFormerNames, type RenamedWorkload, renamedWorkloads } from './renamed-workloads.ts';
import { workloadTasks } from './workload-tasks.ts';

const workloadsAtOnce = 100;

/** Streams the workloads that are marked, or whose finding is older than `staleBefore`, by name. */
export async function* workloadsToAssess(
  database: Kysely<MetricsSchema>,
  stamps: MarkStamps,
  vbrServerId: number,
  staleBefore: Date,
): AsyncIterable<readonly WorkloadFacts[]> {
  const dueByName = await dueNames(database, vbrServerId, staleBefore);
  const isDue = new Set(dueByName);
  const [shares, machines] = await Promise.all([
    renamedShares(database, vbrServerId),
    renamedWorkloads(database, vbrServerId, dueByName),
  ]);
  const renamed = [
    ...machines,
    ...shares.filter(({ former, present }) => isDue.has(former) || isDue.has(present)),
  ];
  const givenUp = await giveUpFormerNames(database, vbrServerId, renamed);
  const instead = renamed.flatMap(({ former, present }) => (givenUp.has(former) ? [present] : []));
  const due = [...new Set([...dueByName.filter((name) => !givenUp.has(name)), ...instead])].sort();
  for (let start = 0; start < due.length; start += workloadsAtOnce) {
    const names = due.slice(start, start + workloadsAtOnce);
    await stamps.stamp(database, vbrServerId, names);
    yield await factsOf(database, vbrServerId, names, renamed);
  }
}

async function dueNames(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  staleBefore: Date,
): Promise<readonly string[]> {
  const due = await sql<{ name: string }>`
    SELECT name FROM workload_mark WHERE vbr_server_id = ${vbrServerId}
    UNION SELECT subject_name FROM finding
      WHERE vbr_server_id = ${vbrServerId} AND feature = 'protection' AND subject_kind = 'workload'
        AND as_of < ${staleBefore}
    ORDER BY name`.execute(database);
  return due.rows.map(({ name }) => name);
}

/** A name that several platforms know is a workload of each; its tasks, which tell no platform, count for all of them. */
async function factsOf(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  names: readonly string[],
  renamed: readonly RenamedWorkload[],
): Promise<readonly WorkloadFacts[]> {
  const [held, tasks] = await Promise.all([
    heldPoints(database, vbrServerId, names, renamed),
    workloadTasks(database, vbrServerId, withFormer(names, renamed)),
  ]);
  const jobs = await protectingJobs(database, vbrServerId, [
    ...held.flatMap(({ jobIds }) => [...jobIds]),
    ...jobIdsOf([...tasks.values()].flat()),
  ]);
  return names.flatMap((name) => {
    const own = held.filter((each) => each.name === name);
    const made = withFormer([name], renamed)
      .flatMap((each) => tasks.get(each) ?? [])
      .sort((one, other) => other.startedAt.getTime() - one.startedAt.getTime());
    const places = own.length > 0 ? own : [{ platformName: null, points: [], jobIds: [] }];
    return places.map(({ platformName, points, jobIds }): WorkloadFacts => {
      const ids = new Set([...jobIds, ...jobIdsOf(made)]);
      const known = [...ids].flatMap((id) => jobs.get(id) ?? []);
      const hasUnlistedJob = [...jobIds].some((id) => !jobs.has(id));
      return { name, platformName, points, tasks: made, jobs: known, hasUnlistedJob };
    });
  });
}

function jobIdsOf(tasks: readonly WorkloadTask[]): string[] {
  return tasks.flatMap(({ jobId }) => jobId ?? []);
}
