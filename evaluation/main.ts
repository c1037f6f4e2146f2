import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { revisions } from '../src/domain/vbr-server.ts';
import { askQuestions } from './ask-questions.ts';
import { prepareEstate } from './estate.ts';
import { questions } from './questions/index.ts';

const { values } = parseArgs({ options: { seed: { type: 'string' } } });
const seed = values.seed === undefined ? randomInt(1, 2 ** 31) : Number(values.seed);
if (!Number.isSafeInteger(seed)) throw new Error(`--seed must be a whole number: ${values.seed}`);
console.log(`seed ${seed} (repeat with: npm run evaluate -- --seed ${seed})`);

let held = 0;
let checked = 0;
for (const revision of revisions) {
  console.log(`revision ${revision}`);
  const estate = await prepareEstate(seed, revision);
  try {
    const tally = await askQuestions(questions, estate, (line) => console.log(line));
    held += tally.held;
    checked += tally.checked;
  } finally {
    await estate.close();
  }
}
console.log(`${held} of ${checked} facts held`);
process.exitCode = held === checked && checked > 0 ? 0 : 1;
