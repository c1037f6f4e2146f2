import type { Cause } from '../domain/cause.ts';
import { Fault } from '../domain/errors.ts';
import type { CauseExplained, ExplanationAnswer } from '../domain/failure-answer.ts';
import { shownText } from '../domain/foreign-text.ts';
import type { InsufficientAnswer } from '../domain/health-answer.ts';
import type { Run } from '../domain/run.ts';
import type { LocatedFinding } from '../ports/answer-store.ts';
import type { AnswerContext } from './answer-context.ts';
import { staleAfterHours } from './data-freshness.ts';
import { findJob } from './find-subject.ts';
import { type PageRequest, pageAsked } from './health-request.ts';
import { noDataAnswer } from './insufficient-answer.ts';
import { type RankedCause, rankedCauses } from './ranked-causes.ts';
import { jobHealthFrom } from './read-job-finding.ts';
import { type SeenServer, seeServers } from './server-sight.ts';
import { certaintyOf, isOf, shownGroups, signatureOf } from './shown-groups.ts';

const runsRead = 100;
const causesRead = 1000;
const groupsRead = 50;
const lastRunsShown = 5;

/** Answers `explain_job_failure`: the causes of a job's present trouble, or of its last one, each with its line. */
export async function explainFailure(
  context: AnswerContext,
  request: PageRequest,
): Promise<ExplanationAnswer | InsufficientAnswer> {
  const servers = await seeServers(context, request.server);
  if (servers.every(({ sight }) => sight.freshness.analysedAt === null)) {
    return noDataAnswer(context, servers);
  }
  const page = pageAsked(context, { ...request, scope: 'explanation' }, null);
  if (request.job === undefined) throw await noJobGiven(context);
  const found = await findJob(context, servers, request.job);
  const { vbrServerId } = found;
  const jobId = found.finding.subject.id;
  const [{ rows: runs }, causes] = await Promise.all([
    context.answers.runs({ vbrServerId, jobId, limit: runsRead }),
    context.answers.causes({ vbrServerId, jobId, limit: causesRead }),
  ]);
  const ranked = rankedCauses(runs, causes);
  const shown = ranked.causes.slice(page.offset, page.offset + page.limit);
  const own = servers.filter(({ sight }) => sight.id === vbrServerId);
  const { id, name, record } = jobHealthFrom(found, own[0]?.sight.entry ?? '');
  return {
    kind: 'explanation',
    asOf: context.asOf,
    simulated: context.simulated,
    staleAfterHours,
    servers: own.map(({ sight }) => sight),
    job: { id, name, record },
    state: ranked.state,
    causes: {
      rows: await explained(context, own, found, shown),
      total: ranked.causes.length,
      offset: page.offset,
      cursorAfter: page.cursorAfter(ranked.causes.length),
    },
    unexplainedRuns: ranked.unexplainedRuns,
    lastRuns: runs.slice(0, lastRunsShown).map(lastRun),
  };
}

async function noJobGiven({ answers }: AnswerContext): Promise<Fault> {
  const { rows } = await answers.findings({
    ...{ feature: 'health', kind: 'job', order: 'worst-first' },
    ...{ limit: lastRunsShown, offset: 0 },
  });
  const names = rows.map(({ finding }) => `"${shownText(finding.subject.name, 80)}"`);
  return new Fault({
    code: 'input-invalid',
    happened: 'no job was named',
    means: 'there is nothing to explain',
    next: `give job; the lowest scores have ${names.join(', ')}`,
  });
}

async function explained(
  context: AnswerContext,
  [server]: readonly SeenServer[],
  { vbrServerId, finding }: LocatedFinding,
  ranked: readonly RankedCause[],
): Promise<readonly CauseExplained[]> {
  if (ranked.length === 0) return [];
  const jobId = finding.subject.id;
  const { rows } = await context.answers.failureGroups({ vbrServerId, jobId, limit: groupsRead });
  const groupOf = (cause: Cause) => rows.find((group) => isOf(group, cause));
  const met = [...new Set(ranked.flatMap(({ evidence }) => groupOf(evidence) ?? []))];
  const entry = server?.sight.entry ?? '';
  const shown = await shownGroups(
    context,
    met.map((group) => ({ vbrServerId, entry, group })),
  );
  return ranked.map(({ evidence, ...cause }) => {
    const signature = signatureOf(context, evidence.signatureId);
    const group = groupOf(evidence);
    return {
      ...cause,
      evidence,
      signature,
      causeClass: evidence.causeClass,
      outcome: evidence.outcome,
      certainty: certaintyOf(evidence.causeClass, signature),
      group: shown.find(({ id }) => id === group?.id) ?? null,
    };
  });
}

function lastRun(run: Run): ExplanationAnswer['lastRuns'][number] {
  const { startedAt, outcome, attempts, message } = run;
  return { startedAt, outcome, attempts, message, sessionId: run.sessionIds.at(-1) ?? run.id };
}
