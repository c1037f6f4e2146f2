/** A machine that moves data from the source. */
export interface Proxy {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly hostId: string | null;
  readonly hostName: string | null;
  readonly isDisabled: boolean | null;
  readonly isOnline: boolean | null;
  readonly isOutOfDate: boolean | null;
  /** Tasks at once; null where VBR did not tell. */
  readonly maxTasks: number | null;
}

/** A server that is part of the backup infrastructure: hosts, vCenters, repository and proxy machines. */
export interface ManagedServer {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Available or Unavailable: an open set. */
  readonly status: string | null;
}

/** A machine or disk that runs from its backup at this moment. */
export interface InstantRecoveryMount {
  readonly id: string;
  readonly platform: 'vSphere' | 'HyperV';
  readonly sessionId: string;
  /** Failed, Mounting, Mounted, Dismounting: an open set. */
  readonly state: string;
  readonly workloadName: string;
  readonly jobName: string | null;
  readonly restorePointAt: Date | null;
}
