import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { withSimulatedHome } from '../simulated-home.ts';
import { compareProblems } from './compare-problems.ts';
import { keptRisks } from './kept-risks.ts';

// Collects and analyses simulated estates drawn at run time: are the planted problems the first risks?
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    seed: { type: 'string' },
    jobs: { type: 'string', default: '50' },
    days: { type: 'string', default: '45' },
    list: { type: 'boolean', default: false },
  },
});
const scenarios = ['troubled', 'outage', 'ransomware'] as const;
const first = 5;
const rounds = values.seed === undefined ? Number(values.seeds) : 1;
if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--seeds must be a whole number');

let planted = 0;
let found = 0;
let whole = 0;
for (let round = 0; round < rounds; round += 1) {
  const seed =
    values.seed === undefined ? 3 * randomInt(1, 700_000_000) + (round % 3) : Number(values.seed);
  const scenario = scenarios[seed % 3] ?? 'troubled';
  const options = { jobs: Number(values.jobs), days: Number(values.days) };
  const compared = await withSimulatedHome(
    { ...options, seed, scenario, now: new Date(), role: 'administrator' },
    async ({ simulator, home, pass }) => {
      const { exitCode } = await pass(['collect', 'analyse']);
      if (exitCode !== 0) throw new Error(`the pass ended with ${exitCode}`);
      const risks = await keptRisks(home);
      if (values.list) list(risks);
      return compareProblems(simulator.truth(), risks);
    },
  );
  const among = compared.filter(({ place }) => place !== null && place <= first);
  planted += compared.length;
  found += among.length;
  if (among.length === compared.length) whole += 1;
  console.log(`seed ${seed} ${scenario}: ${among.length} of ${compared.length}`);
  for (const { problem, place } of compared) {
    if (place !== null && place <= first) continue;
    const { severity, kind, jobIds } = problem;
    const stands = place === null ? 'is told by no risk' : `stands at ${place}`;
    console.log(`  ${severity} ${kind} of ${jobIds.length} jobs ${stands}`);
  }
}
const percent = planted === 0 ? 0 : Math.round((1000 * found) / planted) / 10;
console.log(
  `planted problems among the first ${first} risks: ${found} of ${planted} (${percent} %)`,
);
console.log(`estates with all of them: ${whole} of ${rounds}`);
process.exitCode = planted > 0 && found === planted ? 0 : 1;

function list(risks: Awaited<ReturnType<typeof keptRisks>>): void {
  for (const risk of risks.slice(0, 14)) {
    const { impact, score, interval, tier, kind, title, jobs, workloads } = risk;
    console.log(
      `  ${impact} ${score} [${interval.join('–')}] ${tier} ${kind}: ${title} (${jobs.length} jobs, ${workloads.length} workloads)`,
    );
  }
}
