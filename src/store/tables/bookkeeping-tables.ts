import type { CursorName } from '../../ports/collection-store.ts';

/** How far a source was read. */
export interface CollectionCursorTable {
  vbr_server_id: number;
  source: CursorName;
  position: Date;
}

/** Jobs that are to be folded or analysed anew. */
export interface MarkTable {
  vbr_server_id: number;
  job_id: string;
  read_as: string | null;
}
