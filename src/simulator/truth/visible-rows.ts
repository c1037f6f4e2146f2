import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from '../estate/estate.ts';

type VisibleValue =
  | string
  | number
  | boolean
  | null
  | readonly VisibleValue[]
  | { readonly [name: string]: VisibleValue };

/** One row as a faithful reader would keep it: the words of the domain, instants in ISO 8601, sizes in bytes. */
export type VisibleRow = Readonly<Record<string, VisibleValue>>;

/** A kind of rows, by the name of its table, told from what was planted and never read back from answers. */
export interface VisibleKind {
  readonly name: string;
  /** Column or columns that name a row. */
  readonly key: readonly string[];
  readonly rows: (estate: Estate, build: Revision) => Iterable<VisibleRow>;
}
