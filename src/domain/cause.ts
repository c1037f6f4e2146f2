/** A part of the infrastructure that several jobs share. */
export type ComponentKind =
  | 'repository'
  | 'proxy'
  | 'host'
  | 'account'
  | 'vcenter'
  | 'datastore'
  | 'gateway'
  /** The VBR server itself, for what lies in it. */
  | 'backup-server';

export interface Component {
  readonly kind: ComponentKind;
  readonly name: string;
}

/** The class of a cause that no signature names. */
export const unknownCause = 'unknown';

/** Why one run failed or warned for one workload, with the line that says so. */
export interface Cause {
  readonly runId: string;
  readonly jobId: string;
  readonly runStartedAt: Date;
  /** What the run came to for this workload. */
  readonly outcome: 'failed' | 'warning';
  /** A class of the catalogue, or `unknownCause`. */
  readonly causeClass: string;
  readonly signatureId: string | null;
  readonly fingerprint: string;
  /** Null where the session itself says it. */
  readonly workload: string | null;
  readonly sessionId: string;
  readonly taskId: string | null;
  /** Null where no log record but the message of the task or session says it. */
  readonly recordId: number | null;
  readonly at: Date;
  /** The line, cleaned and cut. */
  readonly text: string;
  /** The matched part of `text`; null when nothing matched or it was cut away. */
  readonly span: { readonly start: number; readonly end: number } | null;
  /** What the line names or the run used, as far as it is known. */
  readonly components: readonly Component[];
}

/** What causes have in common that are one and the same: the class, or the text where no signature names it. */
export function causeKey({
  causeClass,
  fingerprint,
}: Pick<Cause, 'causeClass' | 'fingerprint'>): string {
  return causeClass === unknownCause ? fingerprint : causeClass;
}

/** Causes of several runs that are one: the same class or text, on a shared component, within a span of time. */
export interface FailureGroup {
  /** Stable as long as its first cause stays the first. */
  readonly id: string;
  readonly causeClass: string;
  /** Null where several signatures of the class are met. */
  readonly signatureId: string | null;
  /** Null where a signature names the cause. */
  readonly fingerprint: string | null;
  /** Null when all it shares is the cause. */
  readonly component: Component | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly jobIds: readonly string[];
  readonly workloads: readonly string[];
  readonly runIds: readonly string[];
  /** The newest run of at least one of its jobs still ends so. */
  readonly isOpen: boolean;
}
