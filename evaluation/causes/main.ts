import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { revisions } from '../../src/domain/vbr-server.ts';
import type { SimulatorOptions } from '../../src/simulator/options.ts';
import { compareEstate, type Figure, sumOfFigures } from './compare-estate.ts';
import { verifyEstate } from './verify-estate.ts';

// Collects and analyses simulated estates drawn at run time and compares what is said of them with what was planted.
const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    jobs: { type: 'string' },
    days: { type: 'string' },
    now: { type: 'string' },
    examples: { type: 'boolean', default: false },
  },
});
const count = Number(values.seeds ?? (values.seed === undefined ? 20 : 1));
if (!Number.isSafeInteger(count) || count < 1) throw new Error('--seeds must be a whole number');
const scenarios = ['troubled', 'outage'] as const;
const roles = ['administrator', 'viewer'] as const;
const combinations = scenarios.length * revisions.length * roles.length;

/** An estate with fewer of a kind is judged by the sum of all alone: one of five is no 98 %. */
const enough = 50;
const estates: Figure[][] = [];
let isMissed = false;
for (let round = 0; round < count; round += 1) {
  const seed = values.seed === undefined ? seedOfRound(round) : Number(values.seed);
  const options = optionsFor(seed);
  const told = `${options.scenario}, ${options.revision}, ${options.role}`;
  console.log(`seed ${seed}: ${told}, --now ${options.now.toISOString()}`);
  const estate = await verifyEstate(options);
  const { pendingLogs } = estate.claims;
  if (estate.exitCode !== 0 || pendingLogs > 0) {
    console.log(`  the pass ended with ${estate.exitCode}, ${pendingLogs} logs are pending`);
    isMissed = true;
  }
  const figures = compareEstate(estate);
  for (const figure of figures) report(figure, enough);
  estates.push(figures);
}
console.log('the worst of all');
for (const figure of worstOf(estates.flat())) report(figure, enough);
console.log('all together');
for (const figure of sumOfFigures(estates)) report(figure, 0);
if (isMissed) process.exitCode = 1;

function worstOf(figures: readonly Figure[]): readonly Figure[] {
  const worst = new Map<string, Figure>();
  for (const figure of figures) {
    const known = worst.get(figure.name);
    if (known === undefined || figure.value < known.value) worst.set(figure.name, figure);
  }
  return [...worst.values()];
}

/** Drawn, but with the remainder that gives the round its own combination: a seed alone then tells the whole estate. */
function seedOfRound(round: number): number {
  return (
    combinations * randomInt(1, Math.floor(2 ** 31 / combinations) - 1) + (round % combinations)
  );
}

function optionsFor(seed: number) {
  return {
    seed,
    now: values.now === undefined ? new Date() : new Date(values.now),
    scenario: scenarios[seed % scenarios.length] ?? 'troubled',
    revision: revisions[Math.floor(seed / 2) % revisions.length] ?? '1.3-rev2',
    role: roles[Math.floor(seed / 6) % roles.length] ?? 'administrator',
    jobs: Number(values.jobs ?? 50),
    days: Number(values.days ?? 45),
  } satisfies SimulatorOptions;
}

function report({ name, value, target, tally }: Figure, least: number): void {
  const { right, claimed, real, examples } = tally;
  const isBelow = value < target;
  const isJudged = Math.max(claimed, real) >= least;
  if (isBelow && isJudged) isMissed = true;
  const verdict = isJudged ? ` MISSED (${target})` : ` below ${target}, few`;
  const counts = `${right} right, ${claimed} claimed, ${real} planted`;
  console.log(`  ${name}: ${(100 * value).toFixed(1)} % (${counts})${isBelow ? verdict : ''}`);
  if (isBelow || values.examples)
    for (const example of examples.slice(0, 12)) console.log(`      ${example}`);
}
