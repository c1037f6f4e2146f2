import type { EvidenceLine, RunShown } from '../domain/job-answer.ts';
import type { Run } from '../domain/run.ts';
import { recordText } from '../domain/telling-record.ts';
import type { FailureLine } from '../ports/answer-store.ts';
import type { AnswerContext } from './answer-context.ts';

const linesOfOneRun = 2;
/** Enough that a talkative run does not use up the lines of the others. */
const linesReadForOneRun = 20;

/** A run with the server it belongs to. */
export interface LocatedRun {
  readonly vbrServerId: number;
  readonly run: Run;
}

/** Up to two log lines for every run that did not succeed, keyed by run; one read for each server. */
export async function evidenceOf(
  context: AnswerContext,
  runs: readonly LocatedRun[],
): Promise<ReadonlyMap<Run, readonly EvidenceLine[]>> {
  const unsuccessful = runs.filter(({ run }) => run.attempts > 1 || run.outcome !== 'success');
  const servers = [...new Set(unsuccessful.map((located) => located.vbrServerId))];
  const evidence = new Map<Run, readonly EvidenceLine[]>();
  await Promise.all(
    servers.map(async (vbrServerId) => {
      const ofServer = unsuccessful.filter((located) => located.vbrServerId === vbrServerId);
      const sessionIds = ofServer.flatMap(({ run }) => run.sessionIds);
      const most = ofServer.length * linesReadForOneRun;
      const lines = await context.answers.failureLines(vbrServerId, sessionIds, most);
      for (const { run } of ofServer) evidence.set(run, mostTelling(lines, run));
    }),
  );
  return evidence;
}

/** A task's own line says more than its session's; a failure more than a warning; the last attempt more than the first. */
function mostTelling(lines: readonly FailureLine[], run: Run): readonly EvidenceLine[] {
  const own = lines.filter((line) => run.sessionIds.includes(line.sessionId));
  const ranked = [...own].sort((a, b) => weightOf(b, run) - weightOf(a, run));
  return ranked.slice(0, linesOfOneRun).map((line) => ({
    sessionId: line.sessionId,
    taskId: line.taskId,
    taskName: line.taskName,
    recordId: line.recordId,
    at: line.startedAt,
    text: recordText(line),
  }));
}

function weightOf(line: FailureLine, run: Run): number {
  const failed = line.status.toLowerCase() === 'failed' ? 4 : 0;
  const lastAttempt = line.sessionId === run.sessionIds.at(-1) ? 2 : 0;
  const ofTask = line.taskId === null ? 0 : 1;
  return failed + lastAttempt + ofTask;
}

/** A run as an answer shows it. */
export function runShown(
  located: LocatedRun,
  serverEntry: string,
  jobName: string | null,
  evidence: readonly EvidenceLine[],
): RunShown {
  const { run } = located;
  return {
    serverEntry,
    jobId: run.jobId,
    jobName,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    outcome: run.outcome,
    firstAttemptOutcome: run.firstAttemptOutcome,
    attempts: run.attempts,
    sessionId: run.sessionIds.at(-1) ?? run.id,
    message: run.message,
    evidence,
  };
}
