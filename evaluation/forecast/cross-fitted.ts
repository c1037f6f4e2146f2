import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DevelopmentSet, foldOf, type Origin } from './development-set.ts';
import { learnCalibration } from './learn-calibration.ts';
import { backtest } from './run-command.ts';

const folds = 5;

export interface Predictions {
  readonly forecasts: string;
  readonly crossings: string;
}

/** Backtests every origin with a table of past errors that was learned from other sources only. */
export async function crossFitted(
  set: DevelopmentSet,
  folder: string,
  historyDays: number,
): Promise<Predictions> {
  const predictions = {
    forecasts: join(folder, 'forecasts.csv'),
    crossings: join(folder, 'crossings.csv'),
  };
  for (let fold = 0; fold < folds; fold += 1) {
    const inFold = (origin: Origin) => foldOf(origin.seriesId, folds) === fold;
    const others = set.origins.filter((origin) => !inFold(origin));
    const calibration = join(folder, `calibration-${fold}.json`);
    await writeFile(
      calibration,
      JSON.stringify(learnCalibration(set.series, others, [historyDays])),
    );
    const levels = join(folder, `levels-${fold}.csv`);
    await writeFile(levels, levelsText(set.origins.filter(inFold)));
    const out = join(folder, `forecasts-${fold}.csv`);
    const cross = join(folder, `crossings-${fold}.csv`);
    await backtest([
      ...['--series', set.seriesFile, '--origins', levels, '--levels', levels],
      ...['--length', String(historyDays), '--calibration', calibration],
      ...['--out', out, '--cross', cross],
    ]);
    await appendRows(out, predictions.forecasts, fold === 0);
    await appendRows(cross, predictions.crossings, fold === 0);
  }
  return predictions;
}

function levelsText(origins: readonly Origin[]): string {
  const rows = origins.flatMap(({ seriesId, day, levels }) =>
    levels.map(({ name, value }) => `${seriesId},${day},${name},${value}`),
  );
  return `series_id,origin,level_name,level\n${rows.join('\n')}\n`;
}

async function appendRows(from: string, to: string, withHeader: boolean): Promise<void> {
  const text = await readFile(from, 'utf8');
  await appendFile(to, withHeader ? text : text.slice(text.indexOf('\n') + 1));
}
