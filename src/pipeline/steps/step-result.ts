import type { ExitCode } from '../../domain/exit-code.ts';

/** What a step for all servers came to; its exit code only where it failed, for that it went well makes no bad pass better. */
export interface StepResult {
  readonly counts: Readonly<Record<string, number>>;
  readonly exitCodes: readonly ExitCode[];
}
