import { oneAhead } from '../../collection/one-ahead.ts';
import type { Run } from '../../domain/run.ts';
import { foldSessions } from '../../domain/runs/fold-sessions.ts';
import type { FoldedJob, JobToFold } from '../../ports/analysis-store.ts';
import type { PassContext } from '../pass-request.ts';

/** Folds the sessions of the changed jobs into runs, batch by batch; a job that cannot be folded keeps its old runs. */
export async function foldRuns(
  { analysis, signal, journal }: PassContext,
  vbrServerId: number,
  fold: typeof foldSessions = foldSessions,
): Promise<Record<string, number>> {
  const counts = { 'jobs-folded': 0, 'runs-new': 0, 'runs-changed': 0, 'folds-failed': 0 };
  for await (const batch of oneAhead(analysis.jobsToFold(vbrServerId))) {
    signal.throwIfAborted();
    const folded: FoldedJob[] = [];
    for (const { job, from, sessions } of batch) {
      try {
        folded.push({ jobId: job.id, from, runs: runsOf(job, sessions, fold) });
      } catch (error) {
        journal.error('pipeline', error, { step: 'fold', job: job.id });
        counts['folds-failed'] += 1;
      }
    }
    const kept = await analysis.replaceRuns(vbrServerId, folded);
    counts['jobs-folded'] += folded.length;
    counts['runs-new'] += kept.inserted;
    counts['runs-changed'] += kept.changed;
  }
  return counts;
}

function runsOf(
  job: JobToFold['job'],
  sessions: JobToFold['sessions'],
  fold: typeof foldSessions,
): readonly Run[] {
  return fold(sessions, { jobId: job.id, retry: job.retry });
}
