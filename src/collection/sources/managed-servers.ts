import { listSource } from '../list-source.ts';

/** The servers of the backup infrastructure, and whether they answer. */
export const managedServers = listSource('managed-servers');
