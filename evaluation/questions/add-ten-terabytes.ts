import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';
import { type LevelFacts, repositoryFacts } from '../capacity-facts.ts';
import type { Question } from '../question.ts';
import { plainRepositories } from './when-full.ts';

const tenTerabytesGib = 10 * 1024;
const changes = ['+10 TB', '+30 VMs of 500 GB', 'retention to 60 days'] as const;

/** Question 23: can so much be added here, and what if retention grows? */
export const addTenTerabytes: Question = {
  asked: 'Can I add 10 TB or 30 VMs here? What if retention goes to 60 days?',
  tool: 'get_capacity_forecast',
  calls: (truth) =>
    ends(truth).flatMap(({ id }) => changes.map((what_if) => ({ repository: id, what_if }))),
  at: (estate) => estate.callToolWithHistory,
  facts: (answer, truth, given) => {
    const planted = truth.repositories.find(({ id }) => id === given['repository']);
    if (planted === undefined) throw new Error('the call names a repository that was not planted');
    const { repository, levels, whatIf } = repositoryFacts(answer);
    const name = `${repository}, ${given['what_if']}`;
    const facts = [
      { fact: `${name}: understood`, expected: 1, seen: whatIf?.understood.length },
      { fact: `${name}: said in the text`, expected: true, seen: /What if/.test(answer.text) },
      {
        fact: `${name}: no level later than without`,
        expected: [],
        seen: levels.filter((level, place) => isLater(whatIf?.levels[place], level)),
      },
    ];
    if (given['what_if'] !== '+10 TB') return facts;
    const fits = planted.freeGib > tenTerabytesGib;
    const full = whatIf?.levels.at(-1);
    const tomorrow = new Date(Date.parse(truth.asOf) + 86_400_000).toISOString().slice(0, 10);
    return [
      ...facts,
      {
        fact: `${name}: full at once where less than 10 TB are free`,
        expected: fits,
        seen: !(full?.is === 'within' && full.likely === tomorrow),
      },
    ];
  },
};

/** The fullest and the emptiest. */
function ends(truth: SimulatorTruth) {
  const plain = plainRepositories(truth);
  return [...plain.slice(0, 1), ...plain.slice(-1)];
}

function isLater(changed: LevelFacts | undefined, before: LevelFacts): boolean {
  if (changed === undefined) return true;
  return (changed.likely ?? '9999') > (before.likely ?? '9999') && before.is !== 'reached';
}
