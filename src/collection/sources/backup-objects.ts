import { listSource } from '../list-source.ts';

/** The workloads inside the backups, the ones no job protects any more included. */
export const backupObjects = listSource('backup-objects');
