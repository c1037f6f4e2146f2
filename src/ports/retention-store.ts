/** What is kept for a time; in the order in which it may go, for what is later points at what is earlier. */
export const forgettableKinds = [
  'failure-groups',
  'runs',
  'tasks',
  'logs',
  'session-months',
  'sessions',
  'capacity-samples',
  'capacity-days',
  'forecasts',
  'finding-history',
  'risk-history',
  'passes',
  'journal-events',
  'audit',
] as const;
export type ForgettableKind = (typeof forgettableKinds)[number];

/** Removes what grew older than it is wanted, by functions of the databases that guard what must stay. */
export interface RetentionStore {
  /**
   * Removes a portion of the rows older than an instant. `rows` counts them; `isDone`: none is left that may go. A portion is a
   * transaction of its own, so that a kill leaves nothing half-done.
   */
  readonly forget: (
    kind: ForgettableKind,
    before: Date,
  ) => Promise<{ readonly rows: number; readonly isDone: boolean }>;
  /** Makes the partitions of the months around an instant, so that no first session of a month waits for one. */
  readonly prepareMonths: (from: Date, to: Date) => Promise<void>;
}
