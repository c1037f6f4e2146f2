/** What the machine's own scheduler says of the passes it starts. */
export interface ScheduleStatus {
  /** Null: there is none that DR365 knows on this machine. */
  readonly scheduler: 'systemd' | 'task-scheduler' | null;
  readonly installed: boolean;
  /** Whether it will start passes: installed, enabled and not paused. */
  readonly active: boolean;
  readonly lastRunAt: Date | null;
  /** Exit code of the last pass it started; null when it started none or does not tell. */
  readonly lastExitCode: number | null;
  readonly nextRunAt: Date | null;
}
