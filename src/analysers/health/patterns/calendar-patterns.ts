import { type ExposedCell, excessCell } from '../../../statistics/excess-cell.ts';
import { spanMs, weekdayOf } from '../rhythm/local-time.ts';
import type { Incidents } from './incidents.ts';
import type { PatternTest } from './pattern-test.ts';

/** How a calendar parts the runs: the cell of a local instant, and the words for each cell. */
interface Calendar {
  readonly kind: 'weekday' | 'hour' | 'month-end';
  readonly cells: readonly string[];
  readonly cellOf: (localMs: number) => number;
  /** A cell that says nothing when failures fall on it. */
  readonly restCell?: number;
}

const weekdays: Calendar = {
  kind: 'weekday',
  cells: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  cellOf: weekdayOf,
};

const hours: Calendar = {
  kind: 'hour',
  cells: Array.from(
    { length: 24 },
    (_, hour) => `${String(hour).padStart(2, '0')}:00–${String(hour).padStart(2, '0')}:59`,
  ),
  cellOf: (localMs) => Math.floor(localMs / spanMs.hour) % 24,
};

const edgeDays = 2;

const monthEnds: Calendar = {
  kind: 'month-end',
  cells: ['the last two days of the month', 'the first two days of the month', 'other days'],
  restCell: 2,
  cellOf: (localMs) => {
    const day = new Date(localMs).getUTCDate();
    const later = new Date(localMs + edgeDays * spanMs.day).getUTCDate();
    if (later <= edgeDays) return 0;
    return day <= edgeDays ? 1 : 2;
  },
};

/** Fewer incidents in a cell are no pattern, whatever their chance. */
const fewestInCell = 3;

/** Weekday, hour and end of the month: do incidents crowd where the job's own runs do not? */
export function calendarPatterns(incidents: Incidents): PatternTest[] {
  return [weekdays, hours, monthEnds].flatMap((calendar) => testOf(incidents, calendar) ?? []);
}

function testOf(
  incidents: Incidents,
  { kind, cells, cellOf, restCell }: Calendar,
): PatternTest | null {
  const counts = cells.map(() => ({ trials: 0, events: 0 }));
  for (const { localMs, isIncident, isExposed } of incidents.trials) {
    const cell = counts[cellOf(localMs)];
    if (cell === undefined || !isExposed) continue;
    cell.trials += 1;
    cell.events += Number(isIncident);
  }
  const excess = excessCell(counts);
  if (excess === null) return null;
  const seen: ExposedCell = counts[excess.cell] ?? { trials: 0, events: 0 };
  const isTelling = excess.cell !== restCell && seen.events >= fewestInCell;
  const where = cells[excess.cell] ?? '';
  const text = `${seen.events} of ${incidents.count} incidents began on ${seen.trials} runs of ${where}`;
  return { kind, p: isTelling ? excess.p : 1, where, text };
}
