/** What the scheduler starts: the Node.js that runs now, our entry point, and the home they work in. */
export interface ScheduledProgram {
  readonly node: string;
  readonly main: string;
  readonly home: string;
  /** The system account the passes run as. */
  readonly account: string;
}

/** What was done, or would be with `dryRun`, one sentence each. */
export interface ScheduleChange {
  readonly dryRun: boolean;
  readonly done: readonly string[];
}
