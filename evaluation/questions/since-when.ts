import type { JobTruth } from '../../src/simulator/truth/truth.ts';
import { jobFacts, minuteOf } from '../answer-facts.ts';
import type { Question } from '../question.ts';

const mostJobs = 5;
const enoughRuns = 10;

/** Question 3: is this new, or has it been failing for days? */
export const sinceWhen: Question = {
  asked: 'Is this new or has it been failing for days? Since when?',
  tool: 'get_health_status',
  calls: ({ jobs }) => {
    const known = jobs.filter((job) => !job.isDisabled && judged(job) >= enoughRuns);
    const longestFirst = known.toSorted((a, b) => b.failedStreak - a.failedStreak);
    return longestFirst.slice(0, mostJobs).map(({ id }) => ({ job: id }));
  },
  facts: (answer, truth, given) => {
    const planted = truth.jobs.find((job) => job.id === given['job']);
    if (planted === undefined) throw new Error('the call names a job that was not planted');
    const facts = jobFacts(answer);
    const isFailing = planted.failedStreak > 0;
    const { history } = planted.runs;
    const firstAttempts = judged(planted) - history.failed - history.healed;
    const name = planted.name;
    const streak = facts.streak?.outcome === 'failed' ? facts.streak : undefined;
    return [
      { fact: `${name}: name`, expected: name, seen: facts.job },
      {
        fact: `${name}: failed runs in a row`,
        expected: planted.failedStreak,
        seen: streak?.runs ?? 0,
      },
      {
        fact: `${name}: failing since`,
        expected: isFailing && planted.failingSince ? minuteOf(planted.failingSince) : null,
        seen: streak?.since ?? null,
      },
      { fact: `${name}: failed runs`, expected: history.failed, seen: facts.window?.failed },
      { fact: `${name}: healed by retry`, expected: history.healed, seen: facts.healedByRetry },
      {
        fact: `${name}: first attempts that did not fail, per cent`,
        expected: Math.round((1000 * firstAttempts) / judged(planted)) / 10,
        seen: facts.firstAttemptOk?.percent,
      },
    ];
  },
};

/** Runs with an outcome in the whole history. */
function judged({ runs }: JobTruth): number {
  return runs.history.success + runs.history.warning + runs.history.failed;
}
