import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { judgedSigns, type SignTally } from './judged-signs.ts';

// How many jobs of simulated estates carry a sign, how many indications point at a machine that the planted attack reached, and how many
// of the reached machines with a file since are found.
const { values } = parseArgs({
  options: { seed: { type: 'string' }, estates: { type: 'string' }, jobs: { type: 'string' } },
});
const first = Number(values.seed ?? randomInt(1, 2 ** 30));
const estates = Number(values.estates ?? 3);
const jobs = Number(values.jobs ?? 60);
const mostObserved = 0.1;
const leastPrecise = 0.95;
const leastFound = 0.75;

const tallies: SignTally[] = [];
for (let round = 0; round < estates; round += 1) {
  for (const scenario of ['healthy', 'troubled', 'ransomware'] as const) {
    const tally = await judgedSigns({
      scenario,
      seed: first + round,
      now: new Date(),
      jobs,
      days: 60,
    });
    tallies.push(tally);
    console.log(`seed ${first + round}, ${scenario}: ${textOf(tally)}`);
  }
}
const quiet = tallies.filter(({ scenario }) => scenario !== 'ransomware');
const attacked = tallies.filter(({ scenario }) => scenario === 'ransomware');
const sum = (of: readonly SignTally[], value: (one: SignTally) => number) =>
  of.reduce((total, one) => total + value(one), 0);
judge(
  'without an attack, jobs with an observation',
  [sum(quiet, (one) => one.observedJobs), sum(quiet, (one) => one.jobs)],
  { most: mostObserved },
);
judge(
  'without an attack, jobs with an indication',
  [sum(quiet, (one) => one.indicatedJobs), sum(quiet, (one) => one.jobs)],
  { most: 0.01 },
);
judge(
  'indications at a machine that was reached',
  [sum(attacked, (one) => one.trueIndications), sum(attacked, (one) => one.indications)],
  { least: leastPrecise },
);
judge(
  'reached machines with a file since that have an indication',
  [sum(attacked, (one) => one.found), sum(attacked, (one) => one.visible)],
  { least: leastFound },
);

function textOf(tally: SignTally): string {
  const { indications, trueIndications, reached, visible, found } = tally;
  const attack =
    reached === 0
      ? ''
      : `; ${reached} machines reached, ${visible} with a file since, ${found} found, ${trueIndications} of ${indications} indications right`;
  return `${tally.observedJobs} of ${tally.jobs} jobs with an observation, ${tally.indicatedJobs} with an indication${attack}`;
}

function judge(
  name: string,
  [count, of]: readonly [number, number],
  { most = 1, least = 0 }: { readonly most?: number; readonly least?: number },
): void {
  const share = count / Math.max(1, of);
  const isMissed = of === 0 || share > most || share < least;
  const limit = most < 1 ? `at most ${100 * most}` : `at least ${100 * least}`;
  console.log(
    `${name}: ${count} of ${of}, ${(100 * share).toFixed(1)} % (${limit} %)${isMissed ? ' MISSED' : ''}`,
  );
  if (isMissed) process.exitCode = 1;
}
