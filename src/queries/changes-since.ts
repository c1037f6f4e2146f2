import { definitionChanges } from '../analysers/health/changes/definition-changes.ts';
import { jobMeasuresSchema } from '../analysers/health/measures.ts';
import type { ChangesAnswer, EstateChange } from '../domain/changes-answer.ts';
import type { LocatedFinding } from '../ports/answer-store.ts';
import type { AnswerContext } from './answer-context.ts';
import { staleAfterHours } from './data-freshness.ts';
import { groupsOf } from './failure-groups.ts';
import { type HealthRequest, pageAsked } from './health-request.ts';
import { jobNamesOf } from './job-names.ts';
import type { SeenServer } from './server-sight.ts';
import { shownGroups } from './shown-groups.ts';

const jobsRead = 5000;
const versionsRead = 500;
const dayMs = 86_400_000;
const groupsShown = 100;

const shownMeasures = jobMeasuresSchema.pick({ streak: true, missedRuns: true });
const kindsInOrder = [
  'new-failing',
  'new-group',
  'missed-runs',
  'definition',
  'fixed',
  'closed-group',
] as const;

/** Answers "what changed since …?": what fails now and did not, what was mended, groups, definitions, missed runs. */
export async function changesSince(
  context: AnswerContext,
  servers: readonly SeenServer[],
  request: HealthRequest,
): Promise<ChangesAnswer> {
  const yesterday = new Date(context.asOf.getTime() - dayMs);
  const page = pageAsked(context, request, yesterday);
  const since = page.since ?? yesterday;
  const found = await Promise.all(servers.map((server) => changesOf(context, server, since)));
  const changes = found.flat().toSorted(byKindThenTime);
  const count = (kind: EstateChange['kind']) => changes.filter((one) => one.kind === kind).length;
  return {
    kind: 'changes',
    asOf: context.asOf,
    simulated: context.simulated,
    staleAfterHours,
    servers: servers.map(({ sight }) => sight),
    since,
    counts: {
      'new-failing': count('new-failing'),
      'new-group': count('new-group'),
      'missed-runs': count('missed-runs'),
      definition: count('definition'),
      fixed: count('fixed'),
      'closed-group': count('closed-group'),
    },
    changes: {
      rows: changes.slice(page.offset, page.offset + page.limit),
      total: changes.length,
      offset: page.offset,
      cursorAfter: page.cursorAfter(changes.length),
    },
  };
}

async function changesOf(
  context: AnswerContext,
  server: SeenServer,
  since: Date,
): Promise<readonly EstateChange[]> {
  const vbrServerId = server.sight.id;
  const [jobs, failedThen, groups, definitions] = await Promise.all([
    context.answers.findings({
      ...{ feature: 'health', kind: 'job', vbrServerId },
      ...{ order: 'name', limit: jobsRead, offset: 0 },
    }),
    context.answers.failingAt(vbrServerId, since),
    groupChanges(context, server, since),
    changedDefinitions(context, server, since),
  ]);
  const then = new Set(failedThen);
  return [
    ...jobs.rows.flatMap((job) => jobChanges(server, job, then.has(job.finding.subject.id), since)),
    ...groups,
    ...definitions,
  ];
}

function jobChanges(
  { sight: { entry: serverEntry } }: SeenServer,
  { finding }: LocatedFinding,
  failedThen: boolean,
  since: Date,
): readonly EstateChange[] {
  const measures = shownMeasures.safeParse(finding.measures);
  if (!measures.success) return [];
  const { streak, missedRuns } = measures.data;
  const base = { serverEntry, subject: finding.subject.name };
  const changes: EstateChange[] = [];
  if (streak !== null) {
    const at = new Date(streak.since);
    const evidence = `run of ${streak.since}`;
    const failsNow = streak.outcome === 'failed';
    if (failsNow && at >= since) {
      const text = `failed runs in a row: ${streak.runs}`;
      changes.push({ ...base, kind: 'new-failing', at, text, evidence });
    }
    if (!failsNow && failedThen) {
      const text = `runs in a row that ended as ${streak.outcome}: ${streak.runs}`;
      changes.push({ ...base, kind: 'fixed', at, text, evidence });
    }
  }
  const missed = missedRuns.expectedAt.filter((instant) => new Date(instant) >= since);
  const [newest] = missed;
  if (newest !== undefined) {
    const text = `runs missed: ${missed.length}; due ${missedRuns.expectation ?? 'by habit'}`;
    const evidence = `newest slot ${newest}`;
    changes.push({ ...base, kind: 'missed-runs', at: new Date(newest), text, evidence });
  }
  return changes;
}

async function groupChanges(
  context: AnswerContext,
  server: SeenServer,
  since: Date,
): Promise<readonly EstateChange[]> {
  const { groups } = await groupsOf(context, [server], since);
  const changed = groups.filter(({ group }) => group.firstSeenAt >= since || !group.isOpen);
  const shown = await shownGroups(context, changed.slice(0, groupsShown));
  return shown.map((group) => {
    const isNew = group.firstSeenAt >= since;
    const on =
      group.component === null ? '' : ` on ${group.component.kind} ${group.component.name}`;
    const state = group.isOpen ? 'open' : 'closed';
    return {
      serverEntry: group.serverEntry,
      kind: isNew ? ('new-group' as const) : ('closed-group' as const),
      at: isNew ? group.firstSeenAt : group.lastSeenAt,
      subject: `${group.causeClass}${on}`,
      text: `${state}, ${group.jobs.length} jobs, ${group.runs} runs: ${group.jobs.slice(0, 3).join(', ')}`,
      evidence: `group ${group.id}`,
    };
  });
}

async function changedDefinitions(
  context: AnswerContext,
  { sight: { id: vbrServerId, entry: serverEntry } }: SeenServer,
  since: Date,
): Promise<readonly EstateChange[]> {
  const period = { vbrServerId, from: since, until: context.asOf, limit: versionsRead };
  const versions = await context.answers.jobVersions(period);
  const changed = versions.filter(({ before }) => before !== null);
  const nameOf = await jobNamesOf(
    context,
    vbrServerId,
    changed.map(({ jobId }) => jobId),
  );
  return changed.map(({ jobId, seenAt, before, definition }) => ({
    serverEntry,
    kind: 'definition' as const,
    at: seenAt,
    subject: nameOf(jobId),
    text: definitionChanges(before ?? {}, definition)
      .map(
        (change) => `${change.field}: ${change.before ?? 'nothing'} → ${change.after ?? 'nothing'}`,
      )
      .join('; '),
    evidence: `definition first seen ${seenAt.toISOString()}`,
  }));
}

function byKindThenTime(one: EstateChange, other: EstateChange): number {
  return (
    kindsInOrder.indexOf(one.kind) - kindsInOrder.indexOf(other.kind) ||
    other.at.getTime() - one.at.getTime() ||
    one.subject.localeCompare(other.subject)
  );
}
