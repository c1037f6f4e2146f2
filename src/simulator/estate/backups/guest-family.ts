import type { SimulatedJob } from '../job.ts';

/** The guest system VBR names for a workload of a job. */
export function guestFamilyOf(
  { kind: { platformName } }: Pick<SimulatedJob, 'kind'>,
  name: string,
): string {
  if (platformName === 'UnstructuredData') return 'Unknown';
  if (platformName === 'LinuxPhysical') return 'Linux';
  return platformName === 'WindowsPhysical' || !/^(web|app|erp)/.test(name) ? 'Windows' : 'Linux';
}
