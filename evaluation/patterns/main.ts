import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { verifyEstate } from '../causes/verify-estate.ts';
import { calledJobs, foundPatterns, invisiblePatterns, type Share } from './compare-patterns.ts';

// How often a trend or pattern is called in simulated estates where there is none, and how many of the planted ones are found.
const { values } = parseArgs({
  options: { estates: { type: 'string' }, jobs: { type: 'string' }, days: { type: 'string' } },
});
const estates = Number(values.estates ?? 2);
const jobs = Number(values.jobs ?? 200);
const days = Number(values.days ?? 91);
const mostFalse = 0.05;
const leastFound = 0.9;

const called: Share[] = [];
const found: Share[] = [];
for (let round = 0; round < estates; round += 1) {
  const base = { seed: randomInt(1, 2 ** 31 - 1), now: new Date(), jobs, days, stationary: true };
  console.log(`seed ${base.seed}`);
  const still = await verifyEstate({ ...base, scenario: 'troubled' });
  called.push(...show('stationary, called', calledJobs(still)));
  const planted = await verifyEstate({ ...base, scenario: 'healthy', patternPercent: 40 });
  found.push(...show('planted, found', foundPatterns(planted)));
  console.log(`  planted, too weak for any test and not counted: ${invisiblePatterns(planted)}`);
}
console.log('all together');
const falseShare = shareOf(called);
const foundShare = shareOf(found);
console.log(
  `  jobs with any trend or pattern: ${percent(falseShare)} (at most ${percent(mostFalse)})`,
);
console.log(`  planted patterns found: ${percent(foundShare)} (at least ${percent(leastFound)})`);
for (const [name, alike] of Map.groupBy(found, (share) => share.name)) {
  console.log(`    ${name}: ${percent(shareOf(alike))} of ${sumOf(alike)}`);
}
for (const [name, alike] of Map.groupBy(called, (share) => share.name)) {
  console.log(`    called in ${name}: ${percent(shareOf(alike))} of ${sumOf(alike)}`);
}
if (falseShare > mostFalse || foundShare < leastFound) process.exitCode = 1;

function show(title: string, shares: readonly Share[]): readonly Share[] {
  console.log(`  ${title}: ${percent(shareOf(shares))} of ${sumOf(shares)}`);
  for (const { examples } of shares)
    for (const example of examples) console.log(`      ${example}`);
  return shares;
}

function shareOf(shares: readonly Share[]): number {
  const events = shares.reduce((sum, share) => sum + share.events, 0);
  return events / Math.max(1, sumOf(shares));
}

function sumOf(shares: readonly Share[]): number {
  return shares.reduce((sum, { of }) => sum + of, 0);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
