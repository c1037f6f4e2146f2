import type { Cause, Component } from './cause.ts';

/** How sure the text means this: `is` for what the catalogue is sure of, `unknown` where no signature names it. */
export type Certainty = 'is' | 'likely' | 'unknown';

/** A group of failures of one cause as an answer shows it. */
export interface GroupShown {
  readonly serverEntry: string;
  readonly id: string;
  readonly causeClass: string;
  readonly certainty: Certainty;
  /** What the signature means, or the newest line of a group that none names. */
  readonly meaning: string | null;
  readonly component: Component | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly jobs: readonly string[];
  readonly workloads: readonly string[];
  readonly runs: number;
  readonly isOpen: boolean;
  /** The newest line of it that is known. */
  readonly evidence: Cause | null;
}
