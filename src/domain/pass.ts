import type { ExitCode } from './exit-code.ts';

export type PassStatus = 'running' | 'complete' | 'partial' | 'failed' | 'interrupted';

/** One execution of the pipeline. */
export interface Pass {
  /** Time-ordered UUID (v7). */
  readonly id: string;
  readonly command: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly status: PassStatus;
  readonly exitCode: ExitCode | null;
  /** Counts by name, such as `sessions-new` or `list-requests`. */
  readonly counts: Readonly<Record<string, number>>;
}
