import { capacityListFacts } from '../capacity-facts.ts';
import type { Question } from '../question.ts';

/** Trap (a): a forecast from fewer than fourteen days. */
export const thinHistory: Question = {
  asked: 'When will each repository be full? (eight days of history)',
  tool: 'get_capacity_forecast',
  calls: () => [{ limit: 50, detail: 'full' }],
  at: (estate) => estate.callToolOfYoungEstate,
  facts: (answer) => {
    const { repositories } = capacityListFacts(answer);
    return [
      { fact: 'repositories', expected: true, seen: repositories.length > 5 },
      {
        fact: 'with a date though the history is too short',
        expected: [],
        seen: repositories.filter(({ levels }) =>
          levels.some(({ is, likely }) => is === 'within' || likely !== undefined),
        ),
      },
      {
        fact: 'without saying why there is no date',
        expected: [],
        seen: repositories.filter(
          ({ noDates = '' }) =>
            !/^(not enough history, \d+ of 14 days|the capacity is not known|no figures: )/.test(
              noDates,
            ),
        ),
      },
      { fact: 'says n of 14 days', expected: true, seen: /\d+ of 14 days/.test(answer.text) },
      {
        fact: 'over a level and called LOW',
        expected: [],
        seen: repositories.filter(
          ({ priority, levels }) => priority === 'LOW' && levels.some(({ is }) => is === 'reached'),
        ),
      },
    ];
  },
};

/** The same question on the first day of an estate with backups: rebuilt history is called so. */
export const firstDay: Question = {
  asked: 'When will each repository be full? (first day of DR365)',
  tool: 'get_capacity_forecast',
  calls: () => [{ limit: 50, detail: 'full' }],
  facts: (answer) => {
    const dated = capacityListFacts(answer).repositories.filter(({ levels }) =>
      levels.some(({ is }) => is === 'within'),
    );
    return [
      {
        fact: 'dated without saying that the history was rebuilt',
        expected: [],
        seen: dated.filter(({ rebuiltDays = 0 }) => rebuiltDays < 13),
      },
      {
        fact: 'called rebuilt in the text',
        expected: true,
        seen: /rebuilt from backup files/.test(answer.text),
      },
    ];
  },
};
