import { TypeOverrides } from 'pg';

const int8Oid = 20;
const textArrayOid = 1009;
const timestamptzOid = 1184;

/** How columns become values: int8 a number (exact to 2^53); instants and lists of ids faster than the driver does it. */
export function columnTypes(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(int8Oid, Number);
  overrides.setTypeParser(timestamptzOid, instantFrom);
  overrides.setTypeParser(textArrayOid, listFrom);
  return overrides;
}

/** A timestamptz as PostgreSQL writes it; the driver reads what is not plain UTC, and `infinity`. */
export function instantFrom(text: string): unknown {
  if (!plainUtc.test(text)) return driverParser(timestamptzOid)(text);
  return new Date(`${text.slice(0, dateLength)}T${text.slice(dateLength + 1, -zoneLength)}Z`);
}

/** A text[] as PostgreSQL writes it; the driver reads what is quoted, empty or unknown in part. */
export function listFrom(text: string): unknown {
  return plainList.test(text) ? text.slice(1, -1).split(',') : driverParser(textArrayOid)(text);
}

// The cast holds because a text parser gets the column's text; its declaration says a number by mistake.
function driverParser(oid: number): (text: string) => unknown {
  return new TypeOverrides().getTypeParser(oid, 'text') as unknown as (text: string) => unknown;
}

const plainUtc = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00$/;
const dateLength = 'YYYY-MM-DD'.length;
const zoneLength = '+00'.length;
// Lower case and digits, as ids are: nothing that is quoted, escaped, nested or the word NULL.
const plainList = /^\{[0-9a-z,-]+\}$/;
