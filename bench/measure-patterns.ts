import { randomNumbers } from '../src/statistics/random-numbers.ts';
import {
  calledKinds,
  findingOfRuns,
  plantedJobs,
  type SimulatedJob,
  simulatedRuns,
  stationaryJobs,
} from '../test/fixtures/simulated-jobs.ts';

const mostFalse = 0.05;
const leastFound = 0.9;

/** Prints how often a trend or pattern is called where there is none, and found where one was planted. */
export function measurePatterns(jobs: number): void {
  console.log(`\npatterns: ${jobs} simulated jobs of each kind, 91 days`);
  const random = randomNumbers(20_261_126);
  for (const [name, job] of Object.entries(stationaryJobs)) {
    const { share, kinds, millisecondsPerJob } = shareOf(job, jobs, random, () => true);
    report(name, `any trend or pattern in ${percent(share)}`, share <= mostFalse);
    console.log(`      ${kinds}; ${millisecondsPerJob.toFixed(2)} ms a job`);
  }
  for (const [name, job] of Object.entries(plantedJobs)) {
    const { share, kinds } = shareOf(job, jobs, random, (kind) => job.finds.includes(kind));
    report(name, `found as ${job.finds.join(' or ')} in ${percent(share)}`, share >= leastFound);
    console.log(`      ${kinds}`);
  }
}

function shareOf(
  job: SimulatedJob,
  jobs: number,
  random: () => number,
  counts: (kind: string) => boolean,
) {
  let called = 0;
  let spentMs = 0;
  const tally = new Map<string, number>();
  for (let number = 0; number < jobs; number += 1) {
    const runs = simulatedRuns(job, random);
    const began = performance.now();
    const finding = findingOfRuns(`simulated ${number}`, runs);
    spentMs += performance.now() - began;
    const kinds = calledKinds(finding);
    called += Number(kinds.some(counts));
    for (const kind of kinds) tally.set(kind, (tally.get(kind) ?? 0) + 1);
  }
  const kinds = [...tally].map(([kind, count]) => `${kind} ${percent(count / jobs)}`).join(', ');
  return { share: called / jobs, kinds: kinds || 'nothing', millisecondsPerJob: spentMs / jobs };
}

function report(name: string, what: string, isWithin: boolean): void {
  console.log(`  ${name}: ${what} (${isWithin ? 'within' : 'MISSED'})`);
  if (!isWithin) process.exitCode = 1;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
