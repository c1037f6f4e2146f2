import type { JobTruth } from '../../src/simulator/truth/truth.ts';
import { minuteOf } from '../answer-facts.ts';
import { changeFacts, jobDepthFacts } from '../depth-facts.ts';
import type { Question } from '../question.ts';

const weekMs = 7 * 86_400_000;
const mostJobs = 3;

/** Question 12, as far as one collection can tell: what fails now and did not a week ago? */
export const whatChanged: Question = {
  asked: 'What changed since last week?',
  tool: 'get_health_status',
  calls: () => [{ scope: 'changes', since: '7d', detail: 'full', limit: 50 }],
  facts: (answer, truth) => {
    const facts = changeFacts(answer);
    const since = Date.parse(truth.asOf) - weekMs;
    const isNew = ({ failingSince }: JobTruth) =>
      failingSince !== null && Date.parse(failingSince) >= since;
    const planted = truth.jobs.filter((job) => job.failedStreak > 0 && isNew(job));
    const named = facts.changes.filter(({ change }) => change === 'new-failing');
    return [
      { fact: 'newly failing jobs', expected: planted.length, seen: facts.counts['new-failing'] },
      {
        fact: 'named as newly failing though they were not planted',
        expected: [],
        seen: named.filter(({ subject }) => !planted.some(({ name }) => name === subject)),
      },
      {
        fact: 'definitions that changed in one collection',
        expected: 0,
        seen: facts.counts['definition'],
      },
    ];
  },
};

/** Questions 8 and 17: which jobs get slower, and where is the bottleneck now? */
export const gettingSlower: Question = {
  asked: 'Why is the backup window overrunning: which jobs get slower?',
  tool: 'get_health_status',
  calls: ({ slowdowns }) =>
    slowdowns.slice(0, mostJobs).map(({ jobId }) => ({ job: jobId, detail: 'full', limit: 1 })),
  facts: (answer, truth, given) => {
    const planted = truth.slowdowns.find(({ jobId }) => jobId === given['job']);
    const { job, depth } = jobDepthFacts(answer);
    const rising = depth.durations.filter(({ trendMinutesPerWeek = 0 }) => trendMinutesPerWeek > 0);
    return [
      { fact: `${job}: a rising duration is called`, expected: true, seen: rising.length > 0 },
      {
        fact: `${job}: bottleneck now`,
        // Earlier revisions tell no bottleneck.
        expected: truth.revision === '1.3-rev2' ? planted?.bottleneckNow : undefined,
        seen: rising[0]?.bottleneck,
      },
    ];
  },
};

/** Question 16, as far as the data tell: did the copy run, and when last? */
export const didCopyRun: Question = {
  asked: 'Did the off-site copy finish?',
  tool: 'get_health_status',
  calls: ({ jobs }) =>
    jobs
      .filter(({ type, lastRunStartedAt }) => type === 'BackupCopy' && lastRunStartedAt !== null)
      .slice(0, mostJobs)
      .map(({ id }) => ({ job: id, detail: 'full', limit: 1 })),
  facts: (answer, truth, given) => {
    const planted = truth.jobs.find(({ id }) => id === given['job']);
    const facts = jobDepthFacts(answer);
    const at = planted?.lastRunStartedAt ?? null;
    return [
      { fact: `${facts.job}: name`, expected: planted?.name, seen: facts.job },
      {
        fact: `${facts.job}: last run`,
        expected: at === null ? null : minuteOf(at),
        seen: facts.lastRun ?? null,
      },
    ];
  },
};
