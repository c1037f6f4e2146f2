import { measureCopyRatio } from './copy-ratio.ts';
import { judged } from './judged.ts';
import { measureMatching } from './match-lines.ts';
import { measureCycle } from './measure-cycle.ts';
import { measureEfficiency } from './measure-efficiency.ts';
import { type Measured, measureEstate } from './measure-estate.ts';
import { measureLoad } from './measure-load.ts';
import { measurePatterns } from './measure-patterns.ts';
import { measureRecovery } from './measure-recovery.ts';
import { measureRisks } from './measure-risks.ts';

/** Sizes as [sessions, jobs, repositories]; the middle one is the one that has limits. */
const sizes = {
  '10k': { sessions: 10_000, jobs: 100, repositories: 10 },
  '100k': { sessions: 100_000, jobs: 1_000, repositories: 100 },
  '1M': { sessions: 1_000_000, jobs: 1_000, repositories: 100 },
} as const;

/** Limits for 100k sessions at 3 % failed and 6 % warned, two cores. */
const limits: ReadonlyArray<readonly [keyof Measured, number, string]> = [
  ['firstCollectionSeconds', 40, 's'],
  ['firstListRequests', 600, 'requests'],
  ['analysisSeconds', 5, 's'],
  ['peakResidentMegabytes', 300, 'MB'],
  ['secondRunSeconds', 3, 's'],
  ['secondListRequests', 20, 'requests'],
  ['quickLookSeconds', 3, 's'],
  ['quickLookListRequests', 20, 'requests'],
  ['answerP95Ms', 50, 'ms'],
];

/** Simulated jobs of each kind whose trends and patterns are called or missed. */
const patternJobs = 400;

const wanted = process.argv.slice(2);
if (wanted.length === 0 || wanted.includes('match-lines')) await measureMatching();
if (wanted.includes('patterns')) measurePatterns(patternJobs);
if (wanted.length === 0 || wanted.includes('risks')) await measureRisks();
for (const [name, size] of Object.entries(sizes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(
    `\n${name}: ${size.sessions} sessions, ${size.jobs} jobs, ${size.repositories} repositories`,
  );
  report(await measureEstate(size), name === '100k');
}
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
if (isWanted('M')) {
  const { seconds, listRequests, logRequests, backupsRead } = await measureCycle();
  console.log('\nM: a pass an hour after the last one, every answer 100 ms late');
  judged('seconds', seconds, 's', seconds <= 60, 'at most 60');
  const beside = `and ${backupsRead} of backups`;
  judged('list requests', listRequests, beside, listRequests <= 20, 'at most 20');
  console.log(`  log requests: ${logRequests}`);
}
if (isWanted('efficiency')) {
  const cost = await measureEfficiency();
  console.log(`\nefficiency: ${cost.files} backup files of 500 jobs`);
  const seconds = cost.readSeconds + cost.judgeSeconds + cost.keepSeconds;
  console.log(`  read: ${cost.readSeconds.toFixed(1)} s, kept: ${cost.keepSeconds.toFixed(1)} s`);
  console.log(`  judged: ${cost.judgeSeconds.toFixed(1)} s`);
  const { judgeCpuSeconds } = cost;
  judged('judged, CPU', judgeCpuSeconds, 's', judgeCpuSeconds <= 5, 'at most 5');
  judged('all together', seconds, 's', seconds <= 5, 'an aim of 5');
  console.log(
    `  after one file changed: ${cost.jobsAfterOneChange} job, ${cost.secondsAfterOneChange.toFixed(2)} s`,
  );
}
if (isWanted('XL')) {
  const load = await measureLoad();
  console.log('\nXL: first load, killed once on the way');
  console.log(`  rows: ${load.rows}, of them ${load.rowsBeforeTheKill} before the kill`);
  console.log(`  seconds: ${load.seconds.toFixed(0)}`);
  const { rowsPerSecond, peakResidentMegabytes } = load;
  judged('stored', rowsPerSecond, 'rows/s', rowsPerSecond >= 5000, 'at least 5,000');
  judged('resident', peakResidentMegabytes, 'MB', peakResidentMegabytes <= 400, 'at most 400');
}
if (isWanted('copy')) {
  const { keptSeconds, copiedSeconds, ratio } = await measureCopyRatio();
  console.log('\ncopy: 150,000 restore points in batches of 2,000');
  console.log(`  as the collection keeps them: ${keptSeconds.toFixed(1)} s`);
  console.log(`  by a plain COPY: ${copiedSeconds.toFixed(1)} s`);
  judged('ratio', ratio * 100, '%', ratio >= 0.6, 'an aim of 60');
}
if (isWanted('recovery')) {
  const { analysisSeconds, unchangedSeconds, simulationSeconds } = await measureRecovery();
  console.log('\nrecovery: 20,000 restores, 150,000 restore points, 5,000 machines');
  judged('all judged anew', analysisSeconds, 's', analysisSeconds <= 5, 'at most 5');
  console.log(`  nothing changed: ${unchangedSeconds.toFixed(2)} s`);
  judged(
    '500 at once, 2,000 runs',
    simulationSeconds,
    'CPU s',
    simulationSeconds <= 3,
    'at most 3',
  );
}

function report(measured: Measured, hasLimits: boolean): void {
  for (const [figure, limit, unit] of limits) {
    const value = measured[figure];
    const verdict = value <= limit ? 'within' : 'MISSED';
    const judged = hasLimits ? `  (limit ${limit} ${unit}: ${verdict})` : '';
    console.log(`  ${figure}: ${value.toFixed(1)} ${unit}${judged}`);
    if (hasLimits && value > limit) process.exitCode = 1;
  }
  const { firstBackupsRead, secondBackupsRead } = measured;
  console.log(`  backupsRead: ${firstBackupsRead} first, ${secondBackupsRead} in the second run`);
  console.log(
    `  secondLogRequests: ${measured.secondLogRequests}, new failed or warned: ${measured.newUnsuccessful}`,
  );
  console.log(`  simulatorStartSeconds: ${measured.simulatorStartSeconds.toFixed(1)}`);
}
