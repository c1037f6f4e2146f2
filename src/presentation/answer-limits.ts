/** How much of an answer is shown. A smaller answer keeps its figures and drops rows. */
export interface AnswerLimits {
  readonly rows: number;
  readonly evidenceLines: number;
  readonly lowestJobs: number;
  readonly healedRuns: number;
  /** Names and advice in one list. */
  readonly names: number;
  readonly servers: number;
  /** Reasons for which sources are not seen. */
  readonly blindSpots: number;
  /** Parts of a score, those that cost most. */
  readonly parts: number;
  readonly nameCharacters: number;
  readonly messageCharacters: number;
  /** Reasons of score parts and of confidence factors that take nothing away. */
  readonly withReasons: boolean;
}

export const limitsOf: Readonly<Record<'summary' | 'full', AnswerLimits>> = {
  summary: {
    rows: 50,
    evidenceLines: 2,
    lowestJobs: 3,
    healedRuns: 3,
    names: 3,
    servers: 4,
    blindSpots: 6,
    parts: 20,
    nameCharacters: 100,
    messageCharacters: 200,
    withReasons: false,
  },
  full: {
    rows: 100,
    evidenceLines: 2,
    lowestJobs: 10,
    healedRuns: 10,
    names: 10,
    servers: 20,
    blindSpots: 20,
    parts: 20,
    nameCharacters: 256,
    messageCharacters: 256,
    withReasons: true,
  },
};

type Shrunk = Partial<AnswerLimits> | null;

/** Tried in this order: what an administrator misses least goes first. */
const steps: ReadonlyArray<(limits: AnswerLimits, excess: number) => Shrunk> = [
  (now, excess) =>
    excess > 1.5 && now.rows > 8 ? { rows: roughlyFitting(now.rows, excess) } : null,
  (now) => (now.withReasons ? { withReasons: false } : null),
  (now) => (now.messageCharacters > 100 ? { messageCharacters: 100 } : null),
  (now) => (now.nameCharacters > 60 ? { nameCharacters: 60 } : null),
  (now) => (now.lowestJobs > 1 ? { lowestJobs: now.lowestJobs - 1 } : null),
  (now) => (now.healedRuns > 1 ? { healedRuns: now.healedRuns - 1 } : null),
  (now) => (now.names > 2 ? { names: 2 } : null),
  (now) => (now.evidenceLines > 1 ? { evidenceLines: 1 } : null),
  (now, excess) => (now.rows > 4 ? { rows: fewerRows(now.rows, excess) } : null),
  (now) => (now.servers > 1 ? { servers: now.servers - 1 } : null),
  (now) => (now.blindSpots > 3 ? { blindSpots: 3 } : null),
  (now) => (now.lowestJobs > 0 ? { lowestJobs: 0, healedRuns: 0 } : null),
  (now) => (now.parts > 3 ? { parts: 3 } : null),
  (now) => (now.rows > 3 ? { rows: 3 } : null),
  (now) => (now.names > 1 ? { names: 1 } : null),
  (now) => (now.messageCharacters > 40 ? { messageCharacters: 40, nameCharacters: 48 } : null),
  (now) => (now.rows > 1 ? { rows: now.rows - 1 } : null),
  // A cut name can neither be told from its neighbours nor asked for: last of all.
  (now) => (now.nameCharacters > 30 ? { nameCharacters: 30 } : null),
];

/** The next smaller limits for an answer `excess` times as long as it may be; null when nothing more can be left out. */
export function shrunk(
  limits: AnswerLimits,
  rowsPresent: number,
  excess: number,
): AnswerLimits | null {
  const now = { ...limits, rows: Math.min(limits.rows, Math.max(1, rowsPresent)) };
  for (const step of steps) {
    const change = step(now, excess);
    if (change !== null) return { ...now, ...change };
  }
  return null;
}

/** Far too long a page is first cut to about what fits, so that few answers are made in vain. */
function roughlyFitting(rows: number, excess: number): number {
  return Math.max(8, Math.min(rows - 1, Math.ceil(rows / excess) + 2));
}

/** Half of the rows that are too many if all length lay in rows, so that few are dropped without need. */
function fewerRows(rows: number, excess: number): number {
  const tooMany = rows * (1 - 1 / excess);
  return Math.max(4, rows - Math.max(1, Math.floor(tooMany / 2)));
}
