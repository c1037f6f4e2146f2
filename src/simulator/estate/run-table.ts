import { codes, createColumn, instants, numbers } from './column.ts';
import { itemAt } from './item-at.ts';

/** How a generated run ends, by the code the table holds. */
const outcomeWords = ['success', 'warning', 'failed', 'canceled'] as const;
export type PlantedOutcome = (typeof outcomeWords)[number];

/** One run as planted: this is the truth, sessions are made from it and never the other way. */
export interface RunRow {
  readonly job: number;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly outcome: PlantedOutcome;
  readonly attempts: number;
  /** Index of the cause of its failure or warning; −1 without one. */
  readonly cause: number;
  /** Index of the incident it fell into; −1 outside of all. */
  readonly incident: number;
}

export interface RunTable {
  readonly length: () => number;
  readonly append: (row: RunRow) => void;
  readonly row: (index: number) => RunRow;
  readonly firstSession: (run: number) => number;
  readonly setFirstSession: (run: number, session: number) => void;
}

/** An empty table; runs of one job are appended in order of time. */
export function createRunTable(): RunTable {
  const job = createColumn(numbers);
  const startedMs = createColumn(instants);
  const endedMs = createColumn(instants);
  const outcome = createColumn(codes);
  const attempts = createColumn(codes);
  const cause = createColumn(numbers);
  const incident = createColumn(numbers);
  const firstSession = createColumn(numbers);
  let length = 0;
  return {
    length: () => length,
    append: (row) => {
      job.push(row.job);
      startedMs.push(row.startedMs);
      endedMs.push(row.endedMs);
      outcome.push(outcomeWords.indexOf(row.outcome));
      attempts.push(row.attempts);
      cause.push(row.cause);
      incident.push(row.incident);
      firstSession.push(-1);
      length += 1;
    },
    row: (index) => ({
      job: job.get(index),
      startedMs: startedMs.get(index),
      endedMs: endedMs.get(index),
      outcome: itemAt(outcomeWords, outcome.get(index)),
      attempts: attempts.get(index),
      cause: cause.get(index),
      incident: incident.get(index),
    }),
    firstSession: firstSession.get,
    setFirstSession: firstSession.set,
  };
}
