import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { recoveryWorkloadSchema } from '../../src/analysers/recovery/measures.ts';
import { revisions } from '../../src/domain/vbr-server.ts';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { withSimulatedHome } from '../simulated-home.ts';
import { mustBeWhole, type TemporaryHome } from '../temporary-home.ts';
import { compareLedgers, type KeptLedger } from './compare-ledgers.ts';

// Collects and analyses simulated estates drawn at run time: is the ledger of every workload the planted one?
const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    jobs: { type: 'string', default: '16' },
    days: { type: 'string', default: '60' },
  },
});
const count = Number(values.seeds ?? (values.seed === undefined ? 20 : 1));
if (!Number.isSafeInteger(count) || count < 1) throw new Error('--seeds must be a whole number');
const scenarios = ['healthy', 'troubled', 'ransomware', 'outage'] as const;
/** Of the ledgers of one estate. */
const least = 0.99;

const shares: number[] = [];
let [right, compared] = [0, 0];
for (let round = 0; round < count; round += 1) {
  const seed = values.seed === undefined ? randomInt(1, 2 ** 31) : Number(values.seed);
  const scenario = scenarios[seed % scenarios.length] ?? 'healthy';
  const revision = revisions[seed % revisions.length] ?? '1.3-rev2';
  console.log(`seed ${seed}, ${scenario}, ${revision}`);
  const tally = await ledgersOf({ seed, scenario, revision });
  const good = tally.compared - tally.wrong.length;
  console.log(
    `  ${good} of ${tally.compared} ledgers as planted, ${tally.proven} proven, ${tally.neverTested} never tested`,
  );
  for (const one of tally.wrong.slice(0, 8)) console.log(`  ${one}`);
  right += good;
  compared += tally.compared;
  shares.push(good / Math.max(1, tally.compared));
}
const worst = Math.min(...shares);
console.log(
  `${right} of ${compared} ledgers in ${count} estates, the worst ${(100 * worst).toFixed(1)} %`,
);
process.exitCode = worst >= least && compared > 0 ? 0 : 1;

function ledgersOf(estate: {
  readonly seed: number;
  readonly scenario: (typeof scenarios)[number];
  readonly revision: (typeof revisions)[number];
}) {
  const sizes = { jobs: Number(values.jobs), days: Number(values.days) };
  const options = { ...estate, ...sizes, now: new Date(), role: 'administrator' } as const;
  return withSimulatedHome(options, async ({ simulator, home, pass }) => {
    mustBeWhole(await pass(['collect', 'analyse']));
    return compareLedgers(simulator.truth(), await keptLedgers(home));
  });
}

async function keptLedgers({ home }: TemporaryHome): Promise<readonly KeptLedger[]> {
  const { analyst } = await home.administration.connections();
  const analysis = openAnalysisStore(analyst.metrics);
  const ledgers: KeptLedger[] = [];
  for (const { id } of await analysis.servers())
    for await (const findings of analysis.currentFindings(id, 'recovery', 'workload'))
      for (const { subject, measures } of findings) {
        const { state, last } = recoveryWorkloadSchema.parse(measures).ledger;
        ledgers.push({ workload: subject.name, state, last });
      }
  await analysis.close();
  return ledgers;
}
