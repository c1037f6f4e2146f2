import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { randomNumbers } from '../../src/statistics/random-numbers.ts';
import { type Design, drawDesign, noises, steadyDesign } from './drawn-series.ts';
import { createDraws, type Pair } from './measured-series.ts';
import { reportOracle } from './report-oracle.ts';
import { report } from './report-rate.ts';
import { foundNight, holdsRatio, holdsSize, isDated, isFlagged, isTold } from './verdicts.ts';

// How often a clean series of 60 nights is flagged, what of planted drops and shifts is found, and how often intervals hold.
const { values } = parseArgs({ options: { seed: { type: 'string' }, series: { type: 'string' } } });
const seed = Number(values.seed ?? randomInt(1, 2 ** 31 - 1));
const count = Number(values.series ?? 2000);
console.log(`seed ${seed}, ${count} series of each kind`);
const random = randomNumbers(seed);
/** Noise up to here hides neither a drop nor a change of these sizes. */
const isQuiet = ([{ spread }]: Pair) => spread <= 0.04;
/** Of intervals stated as 95 %. */
const leastHeld = 0.94;
const draws = createDraws(random, count);

const anyNoise = (number: number): Design =>
  drawDesign(random, noises[number % noises.length] ?? 'normal');
const clean = draws.clean(anyNoise);
report('clean series flagged', clean, isFlagged, { most: 0.05 });
report('  by a lasting change', clean, ({ shifts }) => shifts.length > 0, {});
report('  by an unusual night', clean, ({ unusual }) => unusual.length > 0, {});
report('intervals of the ratio that hold (95 % stated)', clean, holdsRatio, { least: leastHeld });
const drops = draws.drops(anyNoise);
report('40 % drops of a night found', drops, foundNight, { least: 0.999 });
report('  at noise up to 4 %', drops.filter(isQuiet), foundNight, { least: 0.999 });
const shifted = draws.shifts(anyNoise);
report('10 % shifts told', shifted, isTold, { least: 0.995 });
report('  at noise up to 4 %', shifted.filter(isQuiet), isTold, { least: 0.999 });
report('  and dated within seven nights', shifted, isDated, { least: 0.99 });
report('intervals of the ratio that hold after them', shifted, holdsRatio, { least: leastHeld });
const dated = shifted.filter(([one, measured]) => isDated(measured, one));
report('intervals of their size that hold', dated, holdsSize, { least: leastHeld });
const isAutocorrelated = ([{ noise }]: Pair) => noise === 'autocorrelated';
reportOracle(clean.filter(isAutocorrelated), shifted.filter(isAutocorrelated));

for (const rho of [0, 0.5]) {
  console.log(`ratio 2.2, noise 3.6 %, one night a week +11 %, autocorrelation ${rho}:`);
  const design = () => steadyDesign(rho);
  report('  clean series flagged', draws.clean(design), isFlagged, { most: 0.05 });
  report('  40 % drops of a night found', draws.drops(design), foundNight, { least: 0.999 });
  const steady = draws.shifts(design);
  report('  10 % shifts told', steady, isTold, { least: rho === 0 ? 0.9999 : 0.99 });
  report('    and dated within seven nights', steady, isDated, { least: rho === 0 ? 0.999 : 0.97 });
}
