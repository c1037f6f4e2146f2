import type { LocatedFinding } from '../ports/answer-store.ts';
import type { AnswerContext } from './answer-context.ts';
import type { LocatedRun } from './run-evidence.ts';

/** The findings of the jobs behind the runs that are shown; one read for each server. */
export async function jobFindingsOf(
  context: AnswerContext,
  runs: readonly LocatedRun[],
): Promise<(located: LocatedRun) => LocatedFinding | null> {
  const found = new Map<string, LocatedFinding>();
  const ofServers = Map.groupBy(runs, ({ vbrServerId }) => vbrServerId);
  await Promise.all(
    [...ofServers].map(async ([vbrServerId, located]) => {
      const subjectIds = [...new Set(located.map(({ run }) => run.jobId))];
      const { rows } = await context.answers.findings({
        feature: 'health',
        kind: 'job',
        vbrServerId,
        subjectIds,
        order: 'name',
        limit: subjectIds.length,
        offset: 0,
      });
      for (const row of rows) found.set(keyOf(vbrServerId, row.finding.subject.id), row);
    }),
  );
  return ({ vbrServerId, run }) => found.get(keyOf(vbrServerId, run.jobId)) ?? null;
}

function keyOf(vbrServerId: number, jobId: string): string {
  return `${vbrServerId}/${jobId}`;
}
