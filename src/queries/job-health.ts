import type { JobAnswer } from '../domain/health-answer.ts';
import type { AnswerContext } from './answer-context.ts';
import { staleAfterHours } from './data-freshness.ts';
import { findJob } from './find-subject.ts';
import { type HealthRequest, pageAsked } from './health-request.ts';
import { jobHealthFrom } from './read-job-finding.ts';
import { evidenceOf, runShown } from './run-evidence.ts';
import type { SeenServer } from './server-sight.ts';

/** How one job stands: its score, since when it fails, and its runs with the log lines that say why. */
export async function jobHealth(
  context: AnswerContext,
  servers: readonly SeenServer[],
  request: HealthRequest,
  wanted: string,
): Promise<JobAnswer> {
  const page = pageAsked(context, request, null);
  const found = await findJob(context, servers, wanted);
  const { vbrServerId } = found;
  const { rows, total } = await context.answers.runs({
    vbrServerId,
    jobId: found.finding.subject.id,
    ...(page.since === null ? {} : { since: page.since }),
    limit: page.offset + page.limit,
  });
  const shown = rows.slice(page.offset).map((run) => ({ vbrServerId, run }));
  const evidence = await evidenceOf(context, shown);
  const own = servers.filter(({ sight }) => sight.id === vbrServerId).map(({ sight }) => sight);
  const entry = own[0]?.entry ?? '';
  const job = jobHealthFrom(found, entry);
  return {
    kind: 'job',
    asOf: context.asOf,
    simulated: context.simulated,
    staleAfterHours,
    servers: own,
    job,
    since: page.since,
    runs: {
      rows: shown.map((run) => runShown(run, entry, job.name, evidence.get(run.run) ?? [])),
      total,
      offset: page.offset,
      cursorAfter: page.cursorAfter(total),
    },
  };
}
