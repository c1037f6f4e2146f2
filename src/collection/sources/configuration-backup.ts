import { factSource } from '../fact-source.ts';

/** The server's backup of its own configuration. */
export const configurationBackup = factSource('configuration-backup', 'configuration-backup');
