import { listSource } from '../list-source.ts';

/** What each job, or an import, keeps in a repository. */
export const backups = listSource('backups');
