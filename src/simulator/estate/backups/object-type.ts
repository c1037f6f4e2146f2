import type { SimulatedObject } from './backup.ts';

const types: Readonly<Record<string, string>> = {
  VMware: 'VM',
  HyperV: 'VM',
  UnstructuredData: 'FileShare',
};

/** VBR's word for what a workload is. */
export function objectTypeOf({ backup }: SimulatedObject): string {
  return types[backup.job.kind.platformName] ?? 'Computer';
}
