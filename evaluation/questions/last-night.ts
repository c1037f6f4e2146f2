import { estateFacts, minuteOf } from '../answer-facts.ts';
import type { Question } from '../question.ts';

/** Question 1: what failed last night, what did a retry heal, how old is the data? */
export const lastNight: Question = {
  asked: 'What failed last night and do I need to act now?',
  tool: 'get_health_status',
  calls: () => [{ since: '24h' }],
  facts: (answer, truth) => {
    const facts = estateFacts(answer);
    const [server] = facts.servers;
    const day = truth.totals.runs.last24Hours;
    const failed = truth.failedRunsLast24Hours;
    const shown = facts.failedRuns.map((run) => `${run.job} ${run.started} ${run.attempts}`);
    const planted = failed.map((run) => {
      return `${run.jobName} ${minuteOf(run.startedAt)} ${run.attempts}`;
    });
    return [
      { fact: 'failed runs', expected: failed.length, seen: facts.page.total },
      { fact: 'failed runs counted', expected: day.failed, seen: server?.recent.failed },
      { fact: 'warned runs', expected: day.warning, seen: server?.recent.warning },
      { fact: 'successful runs', expected: day.success, seen: server?.recent.success },
      { fact: 'healed by retry', expected: day.healed, seen: server?.recent.healed },
      {
        fact: 'shown failures that were not planted',
        expected: [],
        seen: shown.filter((run) => !planted.includes(run)),
      },
      { fact: 'a failure is shown', expected: failed.length > 0, seen: shown.length > 0 },
      { fact: 'as of', expected: minuteOf(truth.asOf), seen: facts.asOf },
      { fact: 'data age told', expected: true, seen: server?.age !== undefined },
      { fact: 'green', expected: false, seen: failed.length > 0 && facts.verdict === 'healthy' },
    ];
  },
};
