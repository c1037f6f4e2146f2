import { zeroId } from '../identifiers.ts';
import type { SimulatedBackup } from './backup.ts';

/** The job VBR names for a backup: a deleted one leaves the zero id behind, an import never had one. */
export function jobIdTold({ origin, job }: SimulatedBackup): string | null {
  if (origin === 'imported') return null;
  return origin === 'orphaned' ? zeroId : job.id;
}
