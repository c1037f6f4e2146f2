import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type Revision, revisions } from '../src/domain/vbr-server.ts';
import { askQuestions, type Tally } from './ask-questions.ts';
import { prepareEstate } from './estate.ts';
import { questions } from './questions/index.ts';

// Asks simulated estates what was planted in them: one seed on every revision, or several seeds, each on the next revision.
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    revision: { type: 'string' },
    tool: { type: 'string' },
  },
});
const asked = questions.filter(({ tool }) => values.tool === undefined || tool === values.tool);
if (asked.length === 0) throw new Error(`--tool names no tool that is asked: ${values.tool}`);

const read = revisions.filter((each) => (values.revision ?? each) === each);
if (read.length === 0) throw new Error(`--revision is none of ${revisions.join(', ')}`);

const tallies: Tally[] = [];
let unasked = 0;
for (const { seed, revision } of estates()) {
  console.log(`seed ${seed}, revision ${revision}`);
  try {
    const tally = await askEstate(seed, revision);
    tallies.push(tally);
    console.log(`seed ${seed}, revision ${revision}: ${tally.held} of ${tally.checked} facts held`);
  } catch (error) {
    unasked += 1;
    console.log(`seed ${seed}, revision ${revision}: not asked, ${String(error)}`);
  }
}
const sum = (of: (tally: Tally) => number) =>
  tallies.reduce((total, tally) => total + of(tally), 0);
const [held, checked] = [sum((tally) => tally.held), sum((tally) => tally.checked)];
console.log(`${held} of ${checked} facts held in ${tallies.length} estates, ${unasked} not asked`);
process.exitCode = held === checked && checked > 0 && unasked === 0 ? 0 : 1;

async function askEstate(seed: number, revision: Revision): Promise<Tally> {
  const estate = await prepareEstate(seed, revision);
  try {
    return await askQuestions(asked, estate, (line) => console.log(line));
  } finally {
    await estate.close();
  }
}

function estates(): readonly { readonly seed: number; readonly revision: Revision }[] {
  const seed = wholeNumber('seed', values.seed) ?? randomInt(1, 2 ** 31);
  const count = wholeNumber('seeds', values.seeds);
  if (count === undefined) {
    console.log(`seed ${seed} (repeat with: npm run evaluate -- --seed ${seed})`);
    return read.map((revision) => ({ seed, revision }));
  }
  return Array.from({ length: count }, (_, round) => ({
    seed: round === 0 ? seed : randomInt(1, 2 ** 31),
    revision: read[round % read.length] ?? revisions[0],
  }));
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`--${name} must be a whole number above 0: ${text}`);
}
