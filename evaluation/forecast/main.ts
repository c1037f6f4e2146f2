import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crossFitted } from './cross-fitted.ts';
import { absentText, type DevelopmentSet, developmentSet } from './development-set.ts';
import { predecessor } from './predecessor.ts';
import { type Score, score } from './score.ts';
import { measureSpeed } from './speed.ts';
import { isMet, targets, targetText } from './targets.ts';

const historyDays = 60;

const set = developmentSet();
if (set === null) console.log(absentText);
else await verify(set);

async function verify(found: DevelopmentSet): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dr365-forecast-'));
  try {
    const ours = await score(found, folder, await crossFitted(found, folder, historyDays));
    const theirs = await score(found, folder, await predecessor(found, folder, historyDays));
    console.log(
      `${ours.all.n} origins, ${historyDays} days of history, errors learned from other sources`,
    );
    console.log(
      `${'method'.padEnd(24)}MASE 14/30/60      holds 80 % / 95 %   date error  missed  false alarms`,
    );
    for (const [name, each] of Object.entries({ DR365: ours, predecessor: theirs })) {
      console.log(row(`${name}, all`, each.all));
      console.log(row(`${name}, real`, each.real));
    }
    const { cov80, cov95 } = ours.all.cross;
    console.log(`interval of dates holds ${shown(cov80)} % (80 %) and ${shown(cov95)} % (95 %)`);
    const speed = await measureSpeed(folder);
    const judged = targets(ours.all, ours.real, speed);
    console.log('targets');
    for (const target of judged) console.log(targetText(target));
    const missed = judged.filter((target) => !isMet(target)).length;
    console.log(`  peak memory ${speed.peakMegabytes.toFixed(0)} MB`);
    console.log(`${judged.length - missed} of ${judged.length} targets met`);
    process.exitCode = missed === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Values of 14, 30 and 60 days ahead; what holds is told at 30 days. */
function row(name: string, { cross, ...score }: Score): string {
  const horizons = [score[14], score[30], score[60]];
  const cells = [
    name.padEnd(22),
    horizons
      .map(({ MASE }) => MASE.toFixed(2))
      .join('/')
      .padEnd(18),
    horizons
      .map(({ cov80, cov95 }) => `${shown(cov80)}/${shown(cov95)}`)
      .join(' ')
      .padEnd(20),
    `${cross.maeCens.toFixed(1)} days`.padEnd(10),
    `${cross.missPct.toFixed(0)} %`.padEnd(6),
    `${cross.falsePct.toFixed(0)} %`,
  ];
  return cells.join('  ');
}

function shown(share: number): string {
  return Number.isNaN(share) ? '–' : share.toFixed(0);
}
