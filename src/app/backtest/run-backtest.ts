import type { ForecastCalibration } from '../../analysers/capacity/calibration.ts';
import { forecastSeries } from '../../analysers/capacity/forecast.ts';
import type { BacktestOptions, BacktestReport } from '../../doors/cli/cli-context.ts';
import { loadForecastCalibration } from '../../settings/forecast-calibration.ts';
import { shippedCalibrationFile } from '../knowledge-files.ts';
import type { World } from '../world.ts';
import { crossingHeader, crossingRows, forecastHeader, forecastRows } from './forecast-rows.ts';
import { type Levels, type Origins, originsOf, readLevels, readOrigins } from './origins.ts';
import { openRowWriter, type RowWriter } from './row-writer.ts';
import { indexSeries, readSeries, type SeriesGroup, type SeriesIndex } from './series-groups.ts';
import { emptyTally, type Tally } from './tally.ts';

interface Plan {
  readonly options: BacktestOptions;
  readonly calibration: ForecastCalibration;
  readonly origins: Origins | null;
  readonly levels: Levels | null;
  readonly tally: Tally;
}

interface Job extends Plan {
  readonly out: RowWriter;
  readonly cross: RowWriter | null;
}

/** Forecasts every series from its past origins with the product's own forecaster, one series at a time. */
export async function runBacktest(world: World, options: BacktestOptions): Promise<BacktestReport> {
  const calibration = await loadForecastCalibration(
    options.calibration ?? shippedCalibrationFile(world),
  );
  const index = await indexSeries(options.series);
  const plan: Plan = {
    options,
    calibration,
    ...(await readQuestions(options, index)),
    tally: emptyTally(),
  };
  await writeForecasts(plan, index);
  return { ...plan.tally, series: index.ids.size, scatteredSeries: index.scattered.size };
}

async function readQuestions(
  options: BacktestOptions,
  index: SeriesIndex,
): Promise<Pick<Plan, 'origins' | 'levels'>> {
  const levels = options.levels === null ? null : await readLevels(options.levels, index);
  if (options.origins !== null)
    return { levels, origins: await readOrigins(options.origins, index) };
  return { levels, origins: levels === null ? null : originsOf(levels) };
}

/** All files or none. */
async function writeForecasts(plan: Plan, index: SeriesIndex): Promise<void> {
  const { options } = plan;
  const writers: RowWriter[] = [];
  const open = async (file: string, header: string) => {
    const writer = await openRowWriter(file, header);
    writers.push(writer);
    return writer;
  };
  try {
    const out = await open(options.out, forecastHeader);
    const cross = options.cross === null ? null : await open(options.cross, crossingHeader);
    const job: Job = { ...plan, out, cross };
    let done = 0;
    for await (const group of readSeries(options.series, index)) {
      await forecastGroup(job, group);
      done += 1;
      if (done % 100 === 0) options.progress(`${done} of ${index.ids.size} series`);
    }
    for (const writer of writers) await writer.finish();
  } catch (error) {
    for (const writer of writers) await writer.discard();
    throw error;
  }
}

async function forecastGroup(job: Job, group: SeriesGroup): Promise<void> {
  const { options, calibration, tally } = job;
  for (const originDay of originDays(job, group)) {
    const forecast = forecastSeries({
      readings: group.readings,
      originDay,
      historyDays: options.lengthDays,
      horizonDays: options.horizonDays,
      calibration,
    });
    tally.origins += 1;
    tally.removedSpikes += forecast.removed.length;
    tally.unitChanges += forecast.unitChanges.length;
    for (const fault of faultNames) tally.faults[fault] += forecast.faults[fault];
    if (forecast.status === 'not-enough-history') {
      tally.withoutHistory += 1;
      continue;
    }
    tally.forecasts += 1;
    await job.out.write(forecastRows(group.id, forecast));
    const levels = job.levels?.get(group.id)?.get(originDay) ?? [];
    await job.cross?.write(crossingRows(group.id, forecast, levels));
    tally.crossings += job.cross === null ? 0 : levels.length;
  }
}

const faultNames = ['notNumbers', 'negative', 'zero', 'duplicateDays'] as const;

/** Without named origins: the day that leaves the whole horizon to be judged by. */
function originDays({ options, origins }: Job, { id, readings }: SeriesGroup): readonly number[] {
  if (origins !== null) return origins.get(id) ?? [];
  const last = readings.reduce(
    (latest, { day }) => Math.max(latest, day),
    Number.NEGATIVE_INFINITY,
  );
  return [last - options.horizonDays];
}
