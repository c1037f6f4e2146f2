import type { SimulatedJob } from './job.ts';

/** Which blocks of a guest's disk a job leaves out. */
export interface BlockExclusions {
  readonly swapFiles: boolean;
  readonly deletedBlocks: boolean;
}

/** Both are left out by default, and by most jobs; null for kinds whose definition does not tell. */
export function blockExclusionsOf({ index, kind }: SimulatedJob): BlockExclusions | null {
  const isOfMachines = kind.type === 'VSphereBackup' || kind.type === 'HyperVBackup';
  if (!isOfMachines) return null;
  return { swapFiles: index % 7 !== 4 && index % 11 !== 6, deletedBlocks: index % 7 !== 4 };
}
