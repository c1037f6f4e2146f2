import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type PlanClaim, verifyPlans } from './verify-plans.ts';

// Simulated estates drawn at run time: does a plan name each planted cause, and does its verification turn "met" once that is repaired?
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '6' },
    seed: { type: 'string' },
    jobs: { type: 'string', default: '50' },
    days: { type: 'string', default: '45' },
  },
});
const scenarios = ['troubled', 'outage', 'ransomware'] as const;
const rounds = values.seed === undefined ? Number(values.seeds) : 1;
if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--seeds must be a whole number');

const all: PlanClaim[] = [];
for (let round = 0; round < rounds; round += 1) {
  const seed =
    values.seed === undefined ? 3 * randomInt(1, 700_000_000) + (round % 3) : Number(values.seed);
  const scenario = scenarios[seed % 3] ?? 'troubled';
  const size = { jobs: Number(values.jobs), days: Number(values.days) };
  const claims = await verifyPlans({
    ...size,
    seed,
    scenario,
    now: new Date(),
    role: 'administrator',
  });
  console.log(`seed ${seed} ${scenario}`);
  for (const claim of claims) console.log(`  ${toldOf(claim)}`);
  all.push(...claims);
}
const planned = all.filter(({ hasPlan }) => hasPlan);
const named = all.filter(({ namesCause }) => namesCause);
const repaired = planned.filter(({ isRepaired }) => isRepaired);
const met = repaired.filter(({ verdict }) => verdict === 'met');
const early = planned.filter(({ verdictBefore }) => verdictBefore === 'met');
console.log(`planted problems with a plan: ${planned.length} of ${all.length}`);
console.log(`plans that name the planted cause: ${named.length} of ${all.length}`);
console.log(`verifications met after the repair: ${met.length} of ${repaired.length}`);
console.log(`verifications met before any repair: ${early.length} of ${planned.length}`);
const isWhole = named.length === all.length && met.length === repaired.length;
process.exitCode = all.length > 0 && isWhole && early.length === 0 ? 0 : 1;

function toldOf(claim: PlanClaim): string {
  const { problem, riskId, hasPlan, namesCause, isRepaired, verdictBefore, verdict } = claim;
  const what = `${problem.severity} ${problem.kind} of ${problem.jobIds.length} jobs`;
  if (!hasPlan) return `${what}: NO PLAN (risk ${riskId ?? 'none'})`;
  const cause = namesCause ? 'names the cause' : 'DOES NOT NAME THE CAUSE';
  const repair = isRepaired ? 'repaired' : 'cannot be repaired in the simulator';
  return `${what}: ${riskId} ${cause}; ${verdictBefore}, ${repair}, then ${verdict} ${claim.open.join(', ')}`;
}
