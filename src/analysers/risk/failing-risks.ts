import type { Component } from '../../domain/cause.ts';
import type { GroupFact } from '../../domain/estate-facts.ts';
import type { RiskEvidence, RiskSubject } from '../../domain/risk.ts';
import { distinct, type EstateIndex, tierAmong } from './estate-index.ts';
import { lastingSince, reachOf, type Share } from './formula.ts';
import { kindsOfRisk } from './kinds.ts';
import {
  causesThatStay,
  changesWhile,
  type Failing,
  likelyToLast,
  lossWhile,
} from './lasting-failures.ts';
import type { RiskDraft } from './make-risk.ts';
import type { JobFact, StorageFact, WorkloadFact } from './risk-facts.ts';
import { inputsOf } from './risk-inputs.ts';

/** Jobs whose newest runs fail or warn: those of one root-cause group are one risk, each other job is one of its own. */
export function failingRisks(index: EstateIndex): RiskDraft[] {
  return [...troubled(index, 'failed'), ...troubled(index, 'warning')];
}

function troubled(index: EstateIndex, outcome: 'failed' | 'warning'): RiskDraft[] {
  const jobs = index.facts.jobs.filter(({ streak }) => streak?.outcome === outcome);
  const groupOf = mainGroups(index.facts.groups, jobs);
  const byGroup = Map.groupBy(jobs, (job) => groupOf.get(job.id) ?? job.id);
  return [...byGroup.values()].map((those) => {
    const [first] = those;
    const group = first === undefined ? undefined : groupOf.get(first.id);
    return draftOf(index, outcome, those, group ?? null);
  });
}

/** Of the open groups of each job the one that hits most of these jobs: what goes with it goes away with it. */
function mainGroups(
  groups: readonly GroupFact[],
  jobs: readonly JobFact[],
): ReadonlyMap<string, GroupFact> {
  const wanted = new Set(jobs.map(({ id }) => id));
  const ranked = groups
    .map((group) => ({ group, hit: group.jobIds.filter((id) => wanted.has(id)) }))
    .filter(({ group, hit }) => group.isOpen && hit.length > 0)
    .sort(
      (one, other) =>
        other.hit.length - one.hit.length ||
        one.group.firstSeenAt.getTime() - other.group.firstSeenAt.getTime() ||
        one.group.id.localeCompare(other.group.id),
    );
  const main = new Map<string, GroupFact>();
  for (const { group, hit } of ranked) {
    for (const id of hit) if (!main.has(id)) main.set(id, group);
  }
  return main;
}

function draftOf(
  index: EstateIndex,
  outcome: 'failed' | 'warning',
  jobs: readonly JobFact[],
  group: GroupFact | null,
): RiskDraft {
  const { asOf, settings } = index.facts;
  const workloads = hitWorkloads(index, jobs, group);
  const since = oldest(jobs.flatMap(({ streak }) => streak?.since ?? []));
  const runsInRow = Math.max(...jobs.map(({ streak }) => streak?.runs ?? 0));
  const exposed = unprotectedShare(workloads);
  const newest = latest(jobs.flatMap(({ newestRuns }) => newestRuns.slice(0, 1)));
  const failing = { jobs: jobs.length, runsInRow, since, newest, stays: mayStay(index, group) };
  const likely = likelyToLast(failing, { asOf, longDays: settings.longDays });
  const component = group?.component ?? null;
  const kind = outcome === 'failed' ? 'runs-failing' : 'runs-warning';
  return {
    kind,
    changes: changesWhile(kindsOfRisk[kind].remedy, likely, exposed, jobs.length),
    ...(group !== null && jobs.length > 1 && { identity: group.id }),
    subject: subjectOf(index, jobs, component),
    causeClass: group?.causeClass ?? null,
    groupId: group?.id ?? null,
    component,
    title: titleOf(outcome, jobs, group),
    shares: {
      loss: lossOf(outcome, failing, likely, exposed),
      reach: reachOf(workloads.length, settings.fullReachWorkloads, 'workloads hit'),
      persistence: lastingSince(since, asOf, settings.longDays),
      fallback: exposed,
    },
    tier: tierAmong(threatened(index, jobs, workloads), index.facts),
    sample: {
      value: Math.min(...jobs.map(({ sample }) => sample)),
      reason: `${judgedRuns(jobs)} judged runs`,
    },
    needs: ['health', 'sessions', 'task-sessions', 'logs', 'protection'],
    jobs: jobs.map(({ name }) => name),
    workloads,
    figures: {
      failingJobs: jobs.length,
      runsInRow,
      judgedRuns: judgedRuns(jobs),
      failedRuns: jobs.reduce((sum, job) => sum + job.runs.failed, 0),
      workloadsHit: workloads.length,
      ...storageFigures(index, component),
    },
    evidence: [...(group?.lines ?? []).map(lineEvidence), ...jobs.flatMap(runEvidence)],
  };
}

/** A cause that nothing tells because logs cannot be read counts as one that stays. */
function mayStay({ facts }: EstateIndex, group: GroupFact | null): boolean {
  if (group !== null) return causesThatStay.has(group.causeClass);
  return inputsOf(['task-sessions', 'logs'], facts).some(({ state }) => state !== 'fresh');
}

function judgedRuns(jobs: readonly JobFact[]): number {
  return jobs.reduce((sum, job) => sum + job.runs.judged, 0);
}

function storageFigures(index: EstateIndex, component: Component | null) {
  const storage = component === null ? null : storageNamed(index, component);
  return {
    usedPercent: storage?.usedPercent ?? null,
    daysUntilFull: storage?.daysUntilFull ?? null,
    probabilityFullBeforeOrder: storage?.fullBeforeOrder ?? null,
  };
}

function lossOf(
  outcome: 'failed' | 'warning',
  { jobs, runsInRow }: Failing,
  likely: number,
  exposed: Share,
): Share {
  const ended = outcome === 'failed' ? 'failed' : 'ended with a warning';
  const who = `${jobs} ${jobs === 1 ? 'job' : 'jobs'}, up to ${runsInRow} runs in a row ${ended}`;
  const reason = `${who}; ${Math.round(100 * likely)} % likely to go on`;
  return { value: lossWhile(likely, exposed, jobs), reason };
}

/** A cause that several jobs share threatens everything that these jobs protect, not only what it hit so far. */
function threatened(
  { workloadsOfJob }: EstateIndex,
  jobs: readonly JobFact[],
  hit: readonly WorkloadFact[],
): readonly WorkloadFact[] {
  if (jobs.length < 2) return hit;
  return distinct(jobs.flatMap(({ id }) => workloadsOfJob.get(id) ?? []));
}

function titleOf(outcome: 'failed' | 'warning', jobs: readonly JobFact[], group: GroupFact | null) {
  const does = outcome === 'failed' ? 'fail' : 'warn';
  const [first] = jobs;
  const who = jobs.length === 1 ? `Job "${first?.name}" ${does}s` : `${jobs.length} jobs ${does}`;
  const cause = group === null ? '' : `: ${group.causeClass.replaceAll('_', ' ')}`;
  const at = group?.component ? ` at ${group.component.kind} "${group.component.name}"` : '';
  return `${who}${cause}${at}`;
}

function subjectOf(
  { facts }: EstateIndex,
  jobs: readonly JobFact[],
  component: Component | null,
): RiskSubject {
  const [first] = jobs;
  if (jobs.length === 1 && first !== undefined) {
    return { kind: 'job', id: first.id, name: first.name };
  }
  const kind = component?.kind;
  if (component !== null && (kind === 'repository' || kind === 'proxy' || kind === 'host')) {
    return { kind, id: component.name, name: component.name };
  }
  return { kind: 'estate', id: String(facts.server.id), name: facts.server.name };
}

/** The workloads that lines of the group name, or all of its jobs where none is named. */
function hitWorkloads(
  { workloadsOfJob, workloadsByName }: EstateIndex,
  jobs: readonly JobFact[],
  group: GroupFact | null,
): WorkloadFact[] {
  const all = distinct(jobs.flatMap(({ id }) => workloadsOfJob.get(id) ?? []));
  const named = distinct(
    (group?.workloads ?? []).flatMap((name) => workloadsByName.get(name.toLowerCase()) ?? []),
  );
  const own = new Set(all.map(({ id }) => id));
  const hit = named.filter(({ id }) => own.has(id));
  return hit.length > 0 ? hit : all;
}

/** Of what is hit, how much has no usable point that is recent enough; unknown where no workload is known. */
export function unprotectedShare(workloads: readonly WorkloadFact[]): Share {
  if (workloads.length === 0) return { value: null, reason: 'the protection of what is hit' };
  const exposed = workloads.filter(({ state }) => state !== 'protected').length;
  const reason = `${exposed} of ${workloads.length} without a recent usable restore point`;
  return { value: exposed / workloads.length, reason };
}

/** The storage that a component names: a repository, a scale-out repository or one of its extents. */
function storageNamed({ facts }: EstateIndex, component: Component): StorageFact | null {
  if (component.kind !== 'repository') return null;
  const wanted = component.name.toLowerCase();
  const isNamed = (name: string | null) => name?.toLowerCase() === wanted;
  const isMeant = ({ calledInLines, members }: StorageFact) =>
    isNamed(calledInLines) || members.some(({ name }) => isNamed(name));
  return facts.storage.find(isMeant) ?? null;
}

export function runEvidence({ newestRuns }: JobFact): RiskEvidence[] {
  return newestRuns.slice(0, 1).map(({ id, at, outcome }) => ({
    ...{ kind: 'session', id, at, says: `its newest run: ${outcome}` },
  }));
}

function lineEvidence({ kind, id, at, says }: GroupFact['lines'][number]): RiskEvidence {
  return { kind, id, at, says };
}

function oldest(instants: readonly Date[]): Date | null {
  return instants.reduce<Date | null>(
    (least, one) => (least === null || one < least ? one : least),
    null,
  );
}

function latest(runs: ReadonlyArray<{ readonly at: Date }>): Date | null {
  return runs.reduce<Date | null>((last, { at }) => (last === null || at > last ? at : last), null);
}
