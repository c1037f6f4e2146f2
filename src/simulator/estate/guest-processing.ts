import type { SimulatedJob } from './job.ts';

/** Whether a job asks for application-aware processing; null for kinds whose definition does not tell. */
export function asksForApplications({ index, kind }: SimulatedJob): boolean | null {
  const isOfMachines = kind.type === 'VSphereBackup' || kind.type === 'HyperVBackup';
  return isOfMachines ? index % 3 !== 1 : null;
}
