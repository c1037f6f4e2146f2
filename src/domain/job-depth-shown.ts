/** What a job's own rhythm, durations and failures show beyond counts, as an answer tells it. */
export interface JobDepthShown {
  /** Null when no start is due by itself; `reason` then says why. */
  readonly missedRuns: {
    readonly missed: number;
    readonly due: number;
    readonly newestAt: Date | null;
  } | null;
  readonly notDueBecause: string | null;
  /** Nothing since, although the last run ended well. */
  readonly silentSince: Date | null;
  readonly stalledSince: Date | null;
  readonly durations: ReadonlyArray<{
    readonly kind: string;
    readonly medianMinutes: number;
    /** A believed trend of at least a tenth of the median over the window, minutes a week; null without one. */
    readonly trendMinutesPerWeek: number | null;
    readonly bottleneck: string | null;
    readonly text: string;
  }>;
  readonly retryMinutes: number;
  /** From the logs that were read. */
  readonly waitMinutes: number;
  /** Successes that had nothing to process. */
  readonly emptyRuns: number;
  /** Patterns of failures that are believed. */
  readonly patterns: readonly { readonly kind: string; readonly text: string }[];
}
