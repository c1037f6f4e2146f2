import type { AnswerContext } from './answer-context.ts';

const mostNames = 1000;

/** Names of jobs by their ids; an id that no finding names stands for itself. */
export async function jobNamesOf(
  context: AnswerContext,
  vbrServerId: number,
  jobIds: readonly string[],
): Promise<(jobId: string) => string> {
  const subjectIds = [...new Set(jobIds)].slice(0, mostNames);
  if (subjectIds.length === 0) return (jobId) => jobId;
  const { rows } = await context.answers.findings({
    feature: 'health',
    kind: 'job',
    vbrServerId,
    subjectIds,
    order: 'name',
    limit: subjectIds.length,
    offset: 0,
  });
  const names = new Map(rows.map(({ finding }) => [finding.subject.id, finding.subject.name]));
  return (jobId) => names.get(jobId) ?? `job ${jobId}`;
}
