import type { EvidenceLine, JobRecord, RunShown } from '../domain/job-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { clean, instantText, rounded, timeBetween } from './wording.ts';

/** One run with how it ended. */
export function runContent(run: RunShown, limits: AnswerLimits) {
  return {
    outcome: run.outcome,
    took: run.endedAt === null ? undefined : timeBetween(run.startedAt, run.endedAt),
    ...failureContent(run, limits),
  };
}

/** When a run began, its attempts, its message and the log lines behind it. */
export function failureContent(run: RunShown, limits: AnswerLimits) {
  return {
    started: instantText(run.startedAt),
    attempts: run.attempts,
    session: clean(run.sessionId, 60),
    message: saysMore(run) ? clean(run.message, limits.messageCharacters) : undefined,
    evidence: run.evidence
      .slice(0, limits.evidenceLines)
      .map((line) => evidenceContent(line, run.sessionId, limits)),
  };
}

/** Whether the session's message tells more than how the run ended, or there is nothing else to tell. */
function saysMore(run: RunShown): run is RunShown & { message: string } {
  if (!run.message) return false;
  return run.evidence.length === 0 || run.message.toLowerCase() !== run.outcome;
}

export type FailureContent = ReturnType<typeof failureContent>;
export type RunContent = ReturnType<typeof runContent>;

function evidenceContent(line: EvidenceLine, sessionId: string, limits: AnswerLimits) {
  const { taskName, taskId } = line;
  return {
    line: line.recordId,
    at: instantText(line.at),
    task: taskName === null ? undefined : clean(taskName, limits.nameCharacters),
    taskId: taskId === null || !limits.withReasons ? undefined : clean(taskId, 60),
    session: line.sessionId === sessionId ? undefined : clean(line.sessionId, 60),
    text: clean(line.text, limits.messageCharacters),
  };
}

export type EvidenceContent = ReturnType<typeof evidenceContent>;

/** Whose run it is; the server only where there are several. */
export function jobOfRun(run: RunShown, isOneOfSeveral: boolean, limits: AnswerLimits) {
  return {
    job: clean(run.jobName ?? `job ${run.jobId}`, limits.nameCharacters),
    server: isOneOfSeveral ? clean(run.serverEntry, limits.nameCharacters) : undefined,
  };
}

/** What a row says of its job's past: runs in a row that ended alike, and how often the first attempt is enough. */
export function pastContent(record: JobRecord | null) {
  const streak = record?.streak ?? null;
  const firstAttempt = record?.firstAttempt ?? null;
  return {
    streak:
      streak === null
        ? undefined
        : { outcome: streak.outcome, runs: streak.runs, since: instantText(streak.since) },
    firstAttemptOk:
      firstAttempt === null
        ? undefined
        : { percent: rounded(firstAttempt.percent, 1), runs: firstAttempt.runs },
  };
}

export type PastContent = ReturnType<typeof pastContent>;
