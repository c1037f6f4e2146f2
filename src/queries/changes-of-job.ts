import { definitionChanges } from '../analysers/health/changes/definition-changes.ts';
import { type RunWithTasks, runChanges } from '../analysers/health/changes/run-changes.ts';
import type { ComparedRun, JobChangesAnswer } from '../domain/changes-answer.ts';
import type { Run } from '../domain/run.ts';
import type { AnswerContext } from './answer-context.ts';
import { staleAfterHours } from './data-freshness.ts';
import { findJob } from './find-subject.ts';
import { jobNamesOf } from './job-names.ts';
import type { SeenServer } from './server-sight.ts';
import { type BeginningOfTrouble, beginningOfTrouble } from './trouble-begins.ts';

const runsRead = 1000;
const rowsRead = 1000;

/** Answers "what changed between its last good and its first bad run?". */
export async function changesOfJob(
  context: AnswerContext,
  servers: readonly SeenServer[],
  wanted: string,
): Promise<JobChangesAnswer> {
  const { vbrServerId, finding } = await findJob(context, servers, wanted);
  const { id, name } = finding.subject;
  const { rows } = await context.answers.runs({ vbrServerId, jobId: id, limit: runsRead });
  const begins = beginningOfTrouble(rows);
  const { lastGood, firstBad } = begins;
  const own = servers.filter(({ sight }) => sight.id === vbrServerId);
  const answer = {
    kind: 'job-changes' as const,
    asOf: context.asOf,
    simulated: context.simulated,
    staleAfterHours,
    servers: own.map(({ sight }) => sight),
    job: { id, name },
    reason: begins.reason,
  };
  if (lastGood === null || firstBad === null) return { ...answer, between: null, ...nothing };
  return {
    ...answer,
    between: { lastGood: comparedRun(lastGood), firstBad: comparedRun(firstBad) },
    ...(await differences(context, vbrServerId, id, lastGood, firstBad)),
  };
}

type Differences = Pick<
  JobChangesAnswer,
  'runChanges' | 'definitionChanges' | 'events' | 'newNeighbours' | 'notKnown'
>;

const nothing: Differences = {
  runChanges: [],
  definitionChanges: [],
  events: [],
  newNeighbours: [],
  notKnown: [],
};

async function differences(
  context: AnswerContext,
  vbrServerId: number,
  jobId: string,
  lastGood: NonNullable<BeginningOfTrouble['lastGood']>,
  firstBad: Run,
): Promise<Differences> {
  const { answers } = context;
  const period = {
    ...{ vbrServerId, jobId, limit: rowsRead },
    from: lastGood.startedAt,
    until: context.asOf,
  };
  const sessionIds = [...lastGood.sessionIds, ...firstBad.sessionIds];
  const [tasks, versions, events, beside, besideGood] = await Promise.all([
    answers.runTasks(vbrServerId, sessionIds, rowsRead),
    answers.jobVersions(period),
    answers.serverEvents({ ...period, until: firstBad.endedAt ?? context.asOf }),
    answers.jobsAtWork({ ...period, ...timesOf(firstBad, context.asOf) }),
    answers.jobsAtWork({ ...period, ...timesOf(lastGood, context.asOf) }),
  ]);
  const neighbours = beside.filter((id) => id !== jobId && !besideGood.includes(id));
  const nameOf = await jobNamesOf(context, vbrServerId, neighbours);
  const withTasks = (run: Run): RunWithTasks => ({
    run,
    tasks: tasks.filter(({ sessionId }) => run.sessionIds.includes(sessionId)),
  });
  const [good, bad] = [withTasks(lastGood), withTasks(firstBad)];
  return {
    runChanges: runChanges(good, bad),
    definitionChanges: versions.flatMap(({ before, definition, seenAt }) =>
      before === null
        ? []
        : definitionChanges(before, definition).map((change) => ({ ...change, seenAt })),
    ),
    events: events.map(({ at, name, sessionId }) => ({ at, text: name, sessionId })),
    newNeighbours: neighbours.map(nameOf),
    notKnown: notKnown(good, bad),
  };
}

function timesOf(run: Run, asOf: Date): { readonly from: Date; readonly until: Date } {
  return { from: run.startedAt, until: run.endedAt ?? asOf };
}

function notKnown(good: RunWithTasks, bad: RunWithTasks): readonly string[] {
  const missing = ['versions of components: VBR tells of an update only as a session'];
  if (good.tasks.length === 0) missing.push('the workloads of the good run: no task of it is kept');
  if (bad.tasks.length === 0) missing.push('the workloads of the bad run: no task of it is kept');
  return missing;
}

function comparedRun({ startedAt, outcome, sessionIds, id }: Run): ComparedRun {
  return { startedAt, outcome, sessionId: sessionIds.at(-1) ?? id };
}
