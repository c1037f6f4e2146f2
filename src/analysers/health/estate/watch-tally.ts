import type { EstateMeasures, FoldedJob } from '../measures.ts';

type WatchTally = EstateMeasures['watch'];
type NamedJobs = WatchTally['silentJobs'];

const mostNames = 20;
const nobody: NamedJobs = { count: 0, names: [] };

export const nothingWatched: WatchTally = {
  missedRuns: 0,
  dueRuns: 0,
  jobsWithMissedRuns: 0,
  silentJobs: nobody,
  stalledJobs: nobody,
  notExpectedJobs: nobody,
  retryMinutes: 0,
  waitMinutes: 0,
};

/** The tally with one more active job: what it missed, whether it is silent or stalled, what it lost. */
export function withWatched(tally: WatchTally, name: string, measures: FoldedJob): WatchTally {
  const { missedRuns, silence, stalledRun, timeLost } = measures;
  const isNotExpected = missedRuns.source === null && missedRuns.reason !== null;
  return {
    missedRuns: tally.missedRuns + missedRuns.missed,
    dueRuns: tally.dueRuns + missedRuns.due,
    jobsWithMissedRuns: tally.jobsWithMissedRuns + Number(missedRuns.missed > 0),
    silentJobs: withName(tally.silentJobs, name, silence !== null),
    stalledJobs: withName(tally.stalledJobs, name, stalledRun !== null),
    notExpectedJobs: withName(tally.notExpectedJobs, name, isNotExpected),
    retryMinutes: tally.retryMinutes + timeLost.retryMinutes,
    waitMinutes: tally.waitMinutes + timeLost.waitMinutes,
  };
}

/** The first names by alphabet, so that their order of coming does not matter. */
function withName(jobs: NamedJobs, name: string, isAdded: boolean): NamedJobs {
  if (!isAdded) return jobs;
  return { count: jobs.count + 1, names: [...jobs.names, name].sort().slice(0, mostNames) };
}
