import { explanationFacts } from '../depth-facts.ts';
import type { Question } from '../question.ts';

const mostJobs = 4;

/** Question 22: may these warnings be ignored? None of those that are planted may. */
export const harmlessWarnings: Question = {
  asked: 'Which warnings can I ignore?',
  tool: 'explain_job_failure',
  calls: ({ failureGroups }) => {
    const warned = failureGroups.filter(({ outcome, isOpen }) => outcome === 'warning' && isOpen);
    const jobIds = new Set(warned.flatMap((group) => group.jobIds));
    const all = failureGroups.flatMap((group) => (group.outcome === 'warning' ? group.jobIds : []));
    return [...jobIds, ...all.toReversed()]
      .slice(0, mostJobs)
      .map((job) => ({ job, detail: 'full' }));
  },
  facts: (answer) => {
    const facts = explanationFacts(answer);
    return [
      {
        fact: `${facts.job}: planted trouble that is called harmless`,
        expected: [],
        seen: facts.causes
          .filter(({ harmless }) => harmless !== undefined)
          .map(({ cause }) => cause),
      },
      {
        fact: `${facts.job}: answered with its state`,
        expected: true,
        seen: ['failing', 'warning', 'not-failing'].includes(facts.state),
      },
    ];
  },
};
