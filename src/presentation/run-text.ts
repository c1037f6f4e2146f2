import type { EvidenceContent, FailureContent, PastContent, RunContent } from './run-content.ts';
import { counted, quoted } from './wording.ts';

/** One run and, indented, the log lines behind it. */
export function runLines(run: RunContent): string[] {
  const took = run.took === undefined ? '' : ` in ${run.took}`;
  return failureLines(run, `- ${run.outcome}${took}: `);
}

/** When a run began, its attempts and session, its message, and the log lines behind it. */
export function failureLines(run: FailureContent, prefix: string): string[] {
  const message = run.message === undefined ? '' : `: ${quoted(run.message)}`;
  const attempts = counted(run.attempts, 'attempt');
  return [
    `${prefix}${run.started}, ${attempts}, session ${run.session}${message}`,
    ...run.evidence.map(evidenceLine),
  ];
}

function evidenceLine(line: EvidenceContent): string {
  const task = line.task === undefined ? '' : ` task ${quoted(line.task)}`;
  const taskId = line.taskId === undefined ? '' : ` ${line.taskId}`;
  const session = line.session === undefined ? '' : ` session ${line.session}`;
  return `    ${line.at} line ${line.line}${task}${taskId}${session}: ${quoted(line.text)}`;
}

/** Since when a job's runs end as they do, and how often the first attempt is enough. */
export function pastText({ streak, firstAttemptOk }: PastContent): string {
  const said: string[] = [];
  if (streak !== undefined) {
    said.push(
      `${counted(streak.runs, 'run')} in a row ended as ${streak.outcome}, since ${streak.since}`,
    );
  }
  if (firstAttemptOk !== undefined) {
    const { percent, runs } = firstAttemptOk;
    said.push(`first attempt did not fail in ${percent} % of ${counted(runs, 'run')}`);
  }
  return said.join('; ');
}
