import { inputFault } from './input-fault.ts';
import { readRows } from './read-rows.ts';
import type { SeriesIndex } from './series-groups.ts';

export interface NamedLevel {
  readonly name: string;
  readonly level: number;
}

/** The days to forecast from, by series. */
export type Origins = ReadonlyMap<string, readonly number[]>;

/** The levels to be reached, by series and origin. */
export type Levels = ReadonlyMap<string, ReadonlyMap<number, readonly NamedLevel[]>>;

/** Reads the first two columns; a day named twice is forecast once. */
export async function readOrigins(file: string, index: SeriesIndex): Promise<Origins> {
  const origins = new Map<string, number[]>();
  for await (const rows of readRows(file, ['series_id', 'origin'])) {
    for (const { line, text } of rows) {
      const [id = '', origin] = text.split(',');
      const day = checkedOrigin(file, line, index, id, origin);
      const known = origins.get(id) ?? [];
      if (known.length === 0) origins.set(id, known);
      if (!known.includes(day)) known.push(day);
    }
  }
  return origins;
}

/** Reads the levels; columns after the fourth, such as the truth, are not looked at. */
export async function readLevels(file: string, index: SeriesIndex): Promise<Levels> {
  const levels = new Map<string, Map<number, NamedLevel[]>>();
  for await (const rows of readRows(file, ['series_id', 'origin', 'level_name', 'level'])) {
    for (const { line, text } of rows) {
      const [id = '', origin, name = '', level = ''] = text.split(',');
      const day = checkedOrigin(file, line, index, id, origin);
      if (level.trim() === '' || !Number.isFinite(Number(level))) {
        throw inputFault(
          file,
          line,
          'level is not a number',
          'write series_id,origin,level_name,level',
        );
      }
      const ofSeries = levels.get(id) ?? new Map<number, NamedLevel[]>();
      levels.set(id, ofSeries);
      ofSeries.set(day, [...(ofSeries.get(day) ?? []), { name, level: Number(level) }]);
    }
  }
  return levels;
}

/** The origins that a file of levels speaks of. */
export function originsOf(levels: Levels): Origins {
  return new Map([...levels].map(([id, ofSeries]) => [id, [...ofSeries.keys()]]));
}

function checkedOrigin(
  file: string,
  line: number,
  index: SeriesIndex,
  id: string,
  origin = '',
): number {
  const next = 'write rows of series_id,origin with the series of --series and whole days';
  if (!/^\s*-?\d{1,15}\s*$/.test(origin)) {
    throw inputFault(file, line, 'origin is not a whole number of days', next);
  }
  if (!index.ids.has(id))
    throw inputFault(file, line, 'its series is not in the series file', next);
  return Number(origin);
}
