import type { MeasuredSeries } from '../../src/analysers/efficiency/measure-series.ts';
import type { Drawn } from './measured-series.ts';

/** A shift is dated when it is told this near. */
const nightsOff = 7;
const dayMs = 86_400_000;

export function isFlagged({ shifts, unusual }: MeasuredSeries): boolean {
  return shifts.length + unusual.length > 0;
}

/** The night that was planted is unusual, and saves less. */
export function foundNight({ unusual }: MeasuredSeries, { planted, files }: Drawn): boolean {
  const id = files[planted?.night ?? 0]?.id ?? '';
  return unusual.some(({ percent, evidence }) => percent < 0 && evidence.fileIds.includes(id));
}

/** A lasting change in its direction. */
export function isTold(measured: MeasuredSeries, drawn: Drawn): boolean {
  return inDirection(measured, drawn).length > 0;
}

/** Such a change, near its night. */
export function isDated(measured: MeasuredSeries, drawn: Drawn): boolean {
  return datedOf(measured, drawn).length > 0;
}

/** The interval of the size of the change holds what was planted. */
export function holdsSize(measured: MeasuredSeries, drawn: Drawn): boolean {
  const percent = 100 * ((drawn.planted?.factor ?? 1) - 1);
  return datedOf(measured, drawn).some(
    ({ lowPercent, highPercent }) => lowPercent <= percent && percent <= highPercent,
  );
}

/** The interval of the present ratio holds it. */
export function holdsRatio({ series }: MeasuredSeries, { factorNow }: Drawn): boolean {
  return series.lowFactorNow <= factorNow && factorNow <= series.highFactorNow;
}

function inDirection({ shifts }: MeasuredSeries, { planted }: Drawn) {
  return shifts.filter(({ percent }) => percent < 0 === (planted?.factor ?? 1) < 1);
}

function datedOf(measured: MeasuredSeries, drawn: Drawn) {
  const at = measured.nights[drawn.planted?.night ?? 0]?.night ?? 0;
  return inDirection(measured, drawn).filter(
    ({ since }) => Math.abs(Date.parse(`${since}T00:00:00Z`) / dayMs - at) <= nightsOff,
  );
}
