import type { LocatedFinding } from '../ports/metrics-store.ts';
import type { AnswerContext } from './answer-context.ts';
import type { LocatedRun } from './run-evidence.ts';

/** The findings of the jobs behind the runs that are shown; a page is short, so each job is one small read. */
export async function jobFindingsOf(
  context: AnswerContext,
  runs: readonly LocatedRun[],
): Promise<(located: LocatedRun) => LocatedFinding | null> {
  const wanted = new Map(runs.map((located) => [keyOf(located), located]));
  const found = new Map<string, LocatedFinding>();
  await Promise.all(
    [...wanted].map(async ([key, { vbrServerId, run }]) => {
      const { rows } = await context.answers.findings({
        feature: 'health',
        kind: 'job',
        vbrServerId,
        subject: run.jobId,
        order: 'name',
        limit: 5,
        offset: 0,
      });
      const own = rows.find((row) => row.finding.subject.id === run.jobId);
      if (own !== undefined) found.set(key, own);
    }),
  );
  return (located) => found.get(keyOf(located)) ?? null;
}

function keyOf({ vbrServerId, run }: LocatedRun): string {
  return `${vbrServerId}/${run.jobId}`;
}
