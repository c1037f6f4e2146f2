import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DayReading } from '../../src/analysers/capacity/daily-series.ts';

/** One day from which the future of one series is forecast, with the levels that are asked about. */
export interface Origin {
  readonly seriesId: string;
  readonly day: number;
  readonly levels: readonly { readonly name: string; readonly value: string }[];
}

export interface DevelopmentSet {
  readonly seriesFile: string;
  readonly levelsFile: string;
  readonly scorer: string;
  readonly series: ReadonlyMap<string, readonly DayReading[]>;
  readonly origins: readonly Origin[];
}

export const absentText =
  'The development series are not here: ../shared/reference/forecast is absent, so nothing was measured.';

/** The development series beside the checkout; null where they are not. */
export function developmentSet(): DevelopmentSet | null {
  const checkout = fileURLToPath(new URL('../../', import.meta.url));
  const folder = join(checkout, '..', 'shared', 'reference', 'forecast');
  const seriesFile = join(folder, 'dev', 'series.csv');
  const levelsFile = join(folder, 'dev', 'levels.csv');
  const scorer = join(folder, 'score.mjs');
  if (![seriesFile, levelsFile, scorer].every((file) => existsSync(file))) return null;
  return {
    seriesFile,
    levelsFile,
    scorer,
    series: readSeries(seriesFile),
    origins: readOrigins(levelsFile),
  };
}

/** Real series are measured on something that exists; the others were generated. */
export function isReal(seriesId: string): boolean {
  return !seriesId.startsWith('syn');
}

/** Series of one source share what happened to it, so they are never learned from and judged in the same fold. */
export function foldOf(seriesId: string, folds: number): number {
  const hash = createHash('sha256').update(sourceOf(seriesId)).digest();
  return hash.readUInt32BE(0) % folds;
}

function sourceOf(seriesId: string): string {
  const repository = /^git[a-z]+_(.*)_w\d+$/.exec(seriesId)?.[1];
  return repository ?? seriesId.replace(/_w\d+$/, '');
}

function readSeries(file: string): Map<string, DayReading[]> {
  const series = new Map<string, DayReading[]>();
  for (const [id = '', day = '', value = ''] of rowsOf(file)) {
    const readings = series.get(id) ?? [];
    if (readings.length === 0) series.set(id, readings);
    readings.push({ day: Number(day), value: Number(value) });
  }
  return series;
}

function readOrigins(file: string): Origin[] {
  const origins = new Map<string, Origin>();
  for (const [seriesId = '', day = '', name = '', value = ''] of rowsOf(file)) {
    const key = `${seriesId},${day}`;
    const levels = [...(origins.get(key)?.levels ?? []), { name, value }];
    origins.set(key, { seriesId, day: Number(day), levels });
  }
  return [...origins.values()];
}

function rowsOf(file: string): string[][] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => line.split(','));
}
