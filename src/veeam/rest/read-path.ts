/** Every list this client reads. */
export type ListPath =
  | '/api/v1/sessions'
  | '/api/v1/taskSessions'
  | '/api/v1/jobs'
  | '/api/v1/jobs/states'
  | '/api/v1/backupInfrastructure/repositories'
  | '/api/v1/backupInfrastructure/repositories/states';

/** Every single thing this client reads. */
export type ItemPath =
  | '/api/v1/serverTime'
  | '/api/v1/serverInfo'
  | `/api/v1/sessions/${string}`
  | `/api/v1/sessions/${string}/logs`
  | `/api/v1/taskSessions/${string}/logs`;

/** What may be asked for at all: a new source adds its path here. */
export type ReadPath = ListPath | ItemPath;
