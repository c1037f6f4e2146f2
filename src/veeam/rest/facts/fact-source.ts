import { Fault } from '../../../domain/errors.ts';
import type { ItemPath } from '../read-path.ts';
import { unsupported } from '../reading/answer.ts';
import type { Reader } from '../reading/reader.ts';
import type { RowReader } from '../translate/rows.ts';
import type { Zone } from '../translate/zone.ts';

/** One of the things a server has only one of: where it is and how it reads. */
export interface FactSource<Value> {
  readonly path: ItemPath;
  /** What it is, for people. */
  readonly what: string;
  readonly toRows: RowReader<Value>;
  /** What it means that VBR does not have it; without this the server does not offer it. */
  readonly whenMissing?: Value;
}

/** Reads one thing, or says why not. */
export async function readFact<Value>(
  reader: Reader,
  zone: () => Promise<Zone>,
  { path, what, toRows, whenMissing }: FactSource<Value>,
): Promise<Value> {
  const body = await reader.item(path);
  if (body === null) {
    if (whenMissing === undefined) throw unsupported(path);
    return whenMissing;
  }
  return onlyRow(reader.place, what, toRows, body, await zone());
}

/** The one row an answer holds; an answer that cannot be read is a Fault with the reason. */
export function onlyRow<Row>(
  place: string,
  what: string,
  toRows: RowReader<Row>,
  body: unknown,
  zone: Zone,
): Row {
  const { rows, rejected } = toRows([body], zone);
  const [row] = rows;
  if (row !== undefined) return row;
  throw new Fault({
    code: 'server-answer-unreadable',
    happened: `${place} did not tell ${what} in a way that can be read (${rejected[0]?.reason ?? 'no row'})`,
    means: 'nothing of it was kept',
    next: 'run again; if it lasts, report it with the log file',
  });
}
