import type { SimulatedObject } from './backup.ts';

/** The guest system VBR names for a workload. */
export function guestFamilyOf({ backup, name }: SimulatedObject): string {
  const { platformName } = backup.job.kind;
  if (platformName === 'UnstructuredData') return 'Unknown';
  if (platformName === 'LinuxPhysical') return 'Linux';
  return platformName === 'WindowsPhysical' || !/^(web|app|erp)/.test(name) ? 'Windows' : 'Linux';
}
