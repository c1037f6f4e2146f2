/** What a person waiting sees; `total` only where it is known beforehand. */
interface ProgressEvent {
  readonly step: string;
  readonly server?: string;
  readonly done?: number;
  readonly total?: number;
  readonly text: string;
}

export type ReportProgress = (event: ProgressEvent) => void;
