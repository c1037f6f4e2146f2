/** Runs by outcome. A run counts where it started; running and undecided runs have no outcome yet. */
export interface RunCounts {
  total: number;
  success: number;
  warning: number;
  failed: number;
  canceled: number;
  running: number;
  /** Failed so far and retried, only right after the clock was advanced. */
  undecided: number;
  /** Ended well after at least one failed attempt; also counted in success or warning. */
  healed: number;
}

/** Windows end at `asOf` and begin this far before it, both included. */
export interface WindowedCounts {
  readonly last24Hours: RunCounts;
  readonly last7Days: RunCounts;
  readonly last30Days: RunCounts;
  readonly history: RunCounts;
}
