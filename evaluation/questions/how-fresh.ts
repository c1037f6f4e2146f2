import { estateFacts, minuteOf } from '../answer-facts.ts';
import type { Question } from '../question.ts';

/** Question 25: how fresh is this, and what can you not see? */
export const howFresh: Question = {
  asked: 'How fresh is what you are telling me and what can you not see?',
  tool: 'get_health_status',
  calls: () => [{ detail: 'full' }],
  facts: (answer, truth) => {
    const facts = estateFacts(answer);
    const [server] = facts.servers;
    const unseen = server?.cannotSee.filter((spot) => spot.is === 'forbidden') ?? [];
    return [
      { fact: 'collected up to', expected: minuteOf(truth.asOf), seen: server?.collected },
      { fact: 'fresh', expected: 'fresh', seen: server?.data },
      { fact: 'jobs known', expected: truth.totals.jobs, seen: server?.jobs?.known },
      {
        fact: 'sources hidden from the role',
        expected: [...truth.sight[truth.role].hidden].toSorted(),
        seen: unseen.flatMap(({ sources }) => sources).toSorted(),
      },
      { fact: 'logs pending told', expected: true, seen: /logs pending: \d+/.test(answer.text) },
      { fact: 'simulated', expected: true, seen: answer.text.includes('simulated estate') },
    ];
  },
};
