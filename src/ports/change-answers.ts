/** What a run did with one workload. */
export interface RunTask {
  readonly sessionId: string;
  readonly name: string;
  readonly processedBytes: number | null;
  readonly repositoryName: string | null;
}

/** A job's definition by field names, as it was from `seenAt` on; `before` is null for the first one that is kept. */
export interface JobVersion {
  readonly jobId: string;
  readonly seenAt: Date;
  readonly definition: Readonly<Record<string, unknown>>;
  readonly before: Readonly<Record<string, unknown>> | null;
}

/** Something that VBR did to the components of its hosts. */
export interface ServerEvent {
  readonly sessionId: string;
  readonly at: Date;
  readonly name: string;
}

interface Period {
  readonly vbrServerId: number;
  readonly from: Date;
  readonly until: Date;
}

/** What is otherwise than it was, read by the doors. */
export interface ChangeAnswers {
  readonly runTasks: (
    vbrServerId: number,
    sessionIds: readonly string[],
    atMost: number,
  ) => Promise<readonly RunTask[]>;
  /** First seen in the period, oldest first. */
  readonly jobVersions: (
    query: Period & { readonly jobId?: string; readonly limit: number },
  ) => Promise<readonly JobVersion[]>;
  /** Oldest first. */
  readonly serverEvents: (
    query: Period & { readonly limit: number },
  ) => Promise<readonly ServerEvent[]>;
  /** Ids of the jobs whose newest run that was decided and began before the instant had failed. */
  readonly failingAt: (vbrServerId: number, at: Date) => Promise<readonly string[]>;
  /** Ids of the jobs that had a run under way at some time of the period. */
  readonly jobsAtWork: (query: Period & { readonly limit: number }) => Promise<readonly string[]>;
}
