import type { RunTruth, SimulatorTruth } from '../../src/simulator/truth/truth.ts';
import { explanationFacts } from '../depth-facts.ts';
import type { Question } from '../question.ts';

const mostJobs = 6;

/** Question 2: why did this job fail? Asked of jobs whose newest run failed since last night. */
export const whyFailed: Question = {
  asked: 'Why did this job fail?',
  tool: 'explain_job_failure',
  calls: (truth) =>
    newestFailures(truth)
      .slice(0, mostJobs)
      .map(({ jobId }) => ({ job: jobId, detail: 'full' })),
  facts: (answer, truth, given) => {
    const run = newestFailures(truth).find(({ jobId }) => jobId === given['job']);
    if (run?.cause == null) throw new Error('the call names a job without a planted cause');
    const { cause, jobName } = run;
    const facts = explanationFacts(answer);
    const wanted = cause.isFamiliar ? cause.causeClass : 'unknown';
    const told = facts.causes.find((one) => one.cause === wanted);
    return [
      { fact: `${jobName}: name`, expected: jobName, seen: facts.job },
      { fact: `${jobName}: state`, expected: 'failing', seen: facts.state },
      { fact: `${jobName}: cause`, expected: wanted, seen: told?.cause ?? facts.causes[0]?.cause },
      {
        fact: `${jobName}: called unknown`,
        expected: !cause.isFamiliar,
        seen: told?.certainty === 'unknown',
      },
      {
        fact: `${jobName}: workloads of it that were not planted`,
        expected: [],
        seen: told?.workloads.names.filter((name) => !cause.workloads.includes(name)),
      },
      {
        fact: `${jobName}: rests on a line`,
        expected: true,
        seen: (told?.evidence.text.length ?? 0) > 0 && told?.evidence.session !== '',
      },
      {
        fact: `${jobName}: first checks where the cause is known`,
        expected: cause.isFamiliar,
        seen: (told?.firstChecks?.length ?? 0) > 0,
      },
    ];
  },
};

/** The newest failed run of each job that still fails and has a planted cause. */
function newestFailures({ failedRunsLast24Hours, jobs }: SimulatorTruth): readonly RunTruth[] {
  const failing = new Map(jobs.map((job) => [job.id, job]));
  const newest = new Map<string, RunTruth>();
  for (const run of failedRunsLast24Hours) {
    const job = failing.get(run.jobId);
    const isNewest = job?.lastRunStartedAt === run.startedAt;
    if (isNewest && job.failedStreak > 0 && run.cause !== null) newest.set(run.jobId, run);
  }
  return [...newest.values()].toSorted((a, b) => a.jobId.localeCompare(b.jobId));
}
