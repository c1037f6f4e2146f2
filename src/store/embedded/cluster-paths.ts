import { join } from 'node:path';

/** Where the embedded server's things lie below the home folder. */
export interface ClusterPaths {
  readonly folder: string;
  readonly data: string;
  readonly settings: string;
  readonly processFile: string;
  readonly state: string;
  readonly lock: string;
  readonly libraries: string;
  readonly logs: string;
  readonly log: string;
  readonly startLog: string;
}

export function clusterPaths(home: string): ClusterPaths {
  const folder = join(home, 'postgres');
  const data = join(folder, 'data');
  const logs = join(home, 'logs');
  return {
    folder,
    data,
    settings: join(data, 'dr365.conf'),
    processFile: join(data, 'postmaster.pid'),
    state: join(folder, 'state.json'),
    lock: join(folder, 'starting.lock'),
    libraries: join(folder, 'lib'),
    logs,
    log: join(logs, 'postgres.log'),
    startLog: join(logs, 'postgres-start.log'),
  };
}
