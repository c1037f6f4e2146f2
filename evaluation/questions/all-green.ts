import { estateFacts, freshnessFacts } from '../answer-facts.ts';
import type { Question } from '../question.ts';

const hoursStood = 72;
const greenWords = /\ball (is )?(green|well|healthy)\b(?! now)/i;

/** Trap (b): "all green?" while the collector has stood still for three days. */
export const allGreenWhenStale: Question = {
  asked: 'All green? (the collector has stood still for three days)',
  tool: 'get_health_status',
  calls: () => [{}],
  at: (estate) => estate.callTool(hoursStood),
  facts: (answer) => {
    const facts = estateFacts(answer);
    const [server] = facts.servers;
    return [
      { fact: 'verdict', expected: 'unknown', seen: facts.verdict },
      { fact: 'data', expected: 'stale', seen: server?.data },
      { fact: 'age', expected: '3 d', seen: server?.age },
      { fact: 'said first', expected: true, seen: answer.text.startsWith('NOT CURRENT') },
      { fact: 'no present score', expected: null, seen: server?.score ?? null },
      { fact: 'no present grade', expected: null, seen: server?.grade ?? null },
      { fact: 'called green', expected: false, seen: greenWords.test(answer.text) },
    ];
  },
};

/** The same question before anything was collected. */
export const allGreenWithoutData: Question = {
  asked: 'All green? (nothing was collected yet)',
  tool: 'get_health_status',
  calls: () => [{}],
  at: (estate) => estate.callToolBeforeCollection,
  facts: (answer) => {
    const facts = freshnessFacts(answer);
    return [
      { fact: 'status', expected: 'insufficient-data', seen: facts.status },
      { fact: 'reason', expected: true, seen: /nothing collected/.test(facts.reason ?? '') },
      { fact: 'a grade is given', expected: false, seen: /\b(grade|score)\b/.test(answer.text) },
      { fact: 'called green', expected: false, seen: greenWords.test(answer.text) },
    ];
  },
};
