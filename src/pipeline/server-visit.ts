import type { CollectionReport } from '../collection/collect-server.ts';

/** What a pass met at one server, before it is judged. */
export interface ServerVisit {
  readonly entry: string;
  readonly address: string;
  readonly vbrServerId: number | null;
  /** Null when nothing was collected. */
  readonly collection: CollectionReport | null;
  readonly analysisCounts: Readonly<Record<string, number>>;
  /** What kept the server from being reached, read or analysed; null when nothing did. */
  readonly error: unknown;
  readonly wasInterrupted: boolean;
  readonly durationMs: number;
}
