import { z } from 'zod';
import { interpolate } from '../../statistics/interpolate.ts';

const rising = (values: readonly number[]) =>
  values.every((value, index) => index === 0 || value >= (values[index - 1] ?? value));

const shares = z
  .array(z.number().gt(0).lt(1))
  .min(2)
  .refine((values) => rising(values), 'shares must rise');

const quantiles = z
  .array(z.number())
  .refine((values) => rising(values), 'the quantiles of one horizon must not fall');

const tablesByLength = z.record(z.string().regex(/^\d+$/), z.array(quantiles));

/**
 * Quantiles of past forecast errors in units of the spread: U are the shares, HB the first and last day of each horizon bucket, and
 * tables hold one row of quantiles a bucket by days of history. `peaks` holds the same for the highest value up to the day.
 */
export const forecastCalibrationSchema = z
  .object({
    note: z.string().optional(),
    U: shares,
    HB: z.array(z.tuple([z.int().min(1), z.int().min(1)])).min(1),
    tables: tablesByLength,
    peaks: tablesByLength.optional(),
  })
  .superRefine(({ U, HB, tables, peaks = {} }, context) => {
    if (Object.keys(tables).length === 0) context.addIssue('tables must not be empty');
    for (const [length, rows] of [...Object.entries(tables), ...Object.entries(peaks)]) {
      if (rows.length === HB.length && rows.every((row) => row.length === U.length)) continue;
      context.addIssue(`the table of ${length} days must have ${HB.length} rows of ${U.length}`);
    }
  });

export type ForecastCalibration = z.infer<typeof forecastCalibrationSchema>;

/** Rows of quantiles by horizon for one length of history. */
interface ErrorTable {
  readonly shares: readonly number[];
  /** The middle day of each bucket. */
  readonly bucketDays: readonly number[];
  readonly rows: readonly (readonly number[])[];
}

export interface ErrorTables {
  readonly values: ErrorTable;
  readonly peaks: ErrorTable;
}

/** The tables for so many days of history, interpolated between the lengths that were measured. */
export function errorTables(
  { U, HB, tables, peaks }: ForecastCalibration,
  historyDays: number,
): ErrorTables {
  const bucketDays = HB.map(([first, last]) => (first + last) / 2);
  const table = (source: ForecastCalibration['tables']): ErrorTable => ({
    shares: U,
    bucketDays,
    rows: rowsFor(source, historyDays),
  });
  return { values: table(tables), peaks: table(peaks ?? tables) };
}

/** By days ahead, the error in units of the spread that a share of past forecasts stayed below. */
export function errorQuantile(table: ErrorTable, share: number): (daysAhead: number) => number {
  const column = table.rows.map((row) => interpolate(table.shares, row, share));
  return (daysAhead) => interpolate(table.bucketDays, column, daysAhead);
}

/** The share of past forecasts whose error, in units of the spread, stayed below this one. */
export function shareBelow(table: ErrorTable, error: number, daysAhead: number): number {
  const row = table.shares.map((_, place) =>
    interpolate(
      table.bucketDays,
      table.rows.map((each) => each[place] ?? Number.NaN),
      daysAhead,
    ),
  );
  return interpolate(row, table.shares, error);
}

function rowsFor(source: ForecastCalibration['tables'], historyDays: number) {
  const lengths = Object.keys(source)
    .map(Number)
    .sort((left, right) => left - right);
  const upper = lengths.find((length) => length >= historyDays) ?? lengths.at(-1) ?? 0;
  const lower = lengths.findLast((length) => length <= historyDays) ?? upper;
  const low = source[String(lower)] ?? [];
  const high = source[String(upper)] ?? [];
  const share = upper === lower ? 0 : (historyDays - lower) / (upper - lower);
  return low.map((row, bucket) =>
    row.map((value, place) => value + share * ((high[bucket]?.[place] ?? value) - value)),
  );
}
