import type { DayReading } from '../../analysers/capacity/daily-series.ts';
import { inputFault } from './input-fault.ts';
import { type Row, readRows } from './read-rows.ts';

const columns = ['series_id', 't', 'value'];
const form = 'write rows of series_id,t,value with a decimal point';
const unknownValue = /^(|na|nan|null|none)$/i;

/** Which series a file holds, found before anything is forecast. */
export interface SeriesIndex {
  readonly ids: ReadonlySet<string>;
  /** Their rows do not stand together, so they are kept in memory until the end. */
  readonly scattered: ReadonlySet<string>;
}

export interface SeriesGroup {
  readonly id: string;
  readonly readings: readonly DayReading[];
}

/** Reads the file once for the names of its series. */
export async function indexSeries(file: string): Promise<SeriesIndex> {
  const ids = new Set<string>();
  const scattered = new Set<string>();
  let current: string | null = null;
  for await (const rows of readRows(file, columns)) {
    for (const { text } of rows) {
      const id = text.slice(0, Math.max(0, text.indexOf(',')));
      if (id === current) continue;
      if (ids.has(id)) scattered.add(id);
      ids.add(id);
      current = id;
    }
  }
  if (ids.size === 0) throw inputFault(file, null, 'it has no row below its header', form);
  return { ids, scattered };
}

/** Every series whole, one after the other; in memory are one series and those whose rows are scattered. */
export async function* readSeries(file: string, index: SeriesIndex): AsyncGenerator<SeriesGroup> {
  const gathered: Gathered = { scattered: index.scattered, waiting: new Map(), open: null };
  for await (const rows of readRows(file, columns)) {
    for (const row of rows) {
      const whole = gather(gathered, readingOf(file, row));
      if (whole !== null) yield whole;
    }
  }
  if (gathered.open !== null) yield gathered.open;
  for (const [id, readings] of gathered.waiting) yield { id, readings };
}

interface Gathered {
  readonly scattered: ReadonlySet<string>;
  readonly waiting: Map<string, DayReading[]>;
  open: { readonly id: string; readonly readings: DayReading[] } | null;
}

interface NamedReading {
  readonly id: string;
  readonly reading: DayReading;
}

/** Takes one row in; the series that it shows to be whole, if any. */
function gather(gathered: Gathered, { id, reading }: NamedReading): SeriesGroup | null {
  const { scattered, waiting, open } = gathered;
  if (scattered.has(id)) {
    const known = waiting.get(id);
    if (known === undefined) waiting.set(id, [reading]);
    else known.push(reading);
    return null;
  }
  if (open?.id === id) {
    open.readings.push(reading);
    return null;
  }
  gathered.open = { id, readings: [reading] };
  return open;
}

function readingOf(file: string, { line, text }: Row): NamedReading {
  const cells = text.split(',');
  const [id = '', day = '', value = ''] = cells;
  const fault = faultOf(cells);
  if (fault !== null) {
    throw inputFault(file, line, fault, form);
  }
  return {
    id,
    reading: {
      day: Number(day),
      value: unknownValue.test(value.trim()) ? Number.NaN : Number(value),
    },
  };
}

function faultOf(cells: readonly string[]): string | null {
  const [id, day = '', value = ''] = cells;
  if (cells.length !== 3) return `it has ${cells.length} columns instead of 3`;
  if (id === '') return 'series_id is empty';
  if (!/^\s*-?\d{1,15}\s*$/.test(day)) return 't is not a whole number of days';
  if (Number.isNaN(Number(value)) && !unknownValue.test(value.trim()))
    return 'value is not a number';
  return null;
}
