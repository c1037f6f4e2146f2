import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { revisions } from '../../src/domain/vbr-server.ts';
import { scenarios } from '../../src/simulator/estate/behaviour.ts';
import type { SimulatorOptions } from '../../src/simulator/options.ts';
import type { Differences } from './compare-rows.ts';
import { verifyEstate } from './verify-estate.ts';

// Collects simulated estates drawn at run time and compares everything that was kept with what was visible, column by column.
const { values } = parseArgs({ options: { seeds: { type: 'string' }, seed: { type: 'string' } } });
const count = Number(values.seeds ?? (values.seed === undefined ? 20 : 1));
if (!Number.isSafeInteger(count) || count < 1) throw new Error('--seeds must be a whole number');
const roles = ['administrator', 'viewer', 'restore-operator', 'security-administrator'] as const;

let equal = 0;
let compared = 0;
for (let round = 0; round < count; round += 1) {
  const seed = values.seed === undefined ? randomInt(1, 2 ** 31 - 1) : Number(values.seed);
  const options = optionsFor(seed, values.seed === undefined ? round : seed);
  console.log(`seed ${seed}: ${options.scenario}, ${options.revision}, ${options.role}`);
  const { kinds, violations, exitCodes } = await verifyEstate(options, 1 + (seed % 30));
  const complaints = [
    ...[...kinds].flatMap(([name, differences]) => complaintsOf(name, differences)),
    ...violations.map((violation) => `was asked to ${violation}`),
    ...exitCodes.filter((code) => code !== 0).map((code) => `a pass ended with ${code}`),
  ];
  for (const complaint of complaints) console.log(`  ${complaint}`);
  const whole = [...kinds].filter(([name, each]) => complaintsOf(name, each).length === 0);
  const rows = [...kinds].reduce((sum, [, { expected }]) => sum + expected, 0);
  console.log(`  ${whole.length} of ${kinds.size} kinds equal, ${rows} rows`);
  compared += 1;
  if (complaints.length === 0) equal += 1;
}
console.log(`${equal} of ${compared} estates kept exactly as they were visible`);
process.exitCode = equal === compared ? 0 : 1;

function optionsFor(seed: number, round: number) {
  return {
    seed,
    now: new Date(),
    scenario: scenarios[round % scenarios.length] ?? 'healthy',
    revision: revisions[round % revisions.length] ?? '1.3-rev2',
    role: roles[Math.floor(round / scenarios.length) % roles.length] ?? 'administrator',
    jobs: 16,
    days: 35,
  } satisfies SimulatorOptions;
}

function complaintsOf(name: string, { missing, unexpected, altered }: Differences): string[] {
  return [
    ...shortList(`${name} missing`, missing),
    ...shortList(`${name} kept though not visible`, unexpected),
    ...shortList(`${name} altered`, altered),
  ];
}

function shortList(what: string, found: readonly string[]): string[] {
  if (found.length === 0) return [];
  return [`${what}: ${found.length}, such as ${found.slice(0, 3).join('; ')}`];
}
