/** What a run did with one workload, with the name of the repository. */
export interface RunTaskView {
  vbr_server_id: number;
  session_id: string;
  name: string;
  processed_bytes: number | null;
  repository_name: string | null;
}

/** A version of a job's definition with the one before it; both are parsed where they are read. */
export interface JobDefinitionView {
  vbr_server_id: number;
  job_id: string;
  seen_at: Date;
  definition: unknown;
  definition_before: unknown;
}

/** An update of a host's components. */
export interface ServerEventView {
  vbr_server_id: number;
  session_id: string;
  created_at: Date;
  name: string;
}
