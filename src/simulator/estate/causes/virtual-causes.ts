import type { Cause } from './cause.ts';

const vmware = ['VMware'];

/** Failures of the platforms the virtual machines run on. */
export const virtualCauses: readonly Cause[] = [
  {
    key: 'snapshot-refused',
    causeClass: 'snapshot',
    component: 'job',
    language: 'en',
    platforms: vmware,
    lines: ({ workload }) => [
      `Error: No checkpoint of ${workload}, so nothing was read.`,
      'CreateSnapshot failed: An error occurred while taking a snapshot: Failed to quiesce the virtual machine.',
      'vmware-tools answered with status 4 after 900 seconds.',
    ],
  },
  {
    key: 'consolidation-needed',
    causeClass: 'snapshot',
    component: 'job',
    language: 'en',
    platforms: vmware,
    lines: ({ workload, number }) => [
      `Error: ${workload} carries ${number % 40} redo files too many.`,
      'Disks consolidation is needed before anything else.',
    ],
  },
  {
    key: 'datastore-crowded',
    causeClass: 'snapshot',
    component: 'datastore',
    language: 'en',
    platforms: vmware,
    lines: ({ datastore, number }) => [
      `Error: ${datastore} took no further one.`,
      `Number of open snapshots there: ${number % 60}.`,
    ],
  },
  {
    key: 'datastore-low',
    causeClass: 'storage_space',
    component: 'datastore',
    language: 'en',
    platforms: vmware,
    lines: ({ datastore, workload, number }) => [
      `Error: ${workload} was passed over, a snapshot might fill its volume.`,
      `Insufficient free disk space on production datastore ${datastore}: ${number} MB left.`,
    ],
  },
  {
    key: 'vcenter-login',
    causeClass: 'credentials',
    component: 'vcenter',
    language: 'en',
    platforms: vmware,
    lines: ({ vcenter }) => [
      'Error: The inventory stayed closed.',
      `Failed to log in to ${vcenter} by SOAP, port 443.`,
    ],
  },
  {
    key: 'nfc-lost',
    causeClass: 'vmware_transport',
    component: 'host',
    language: 'en',
    platforms: vmware,
    lines: ({ host, number }) => [
      `Error: ${host} stopped sending at offset ${number}.`,
      'NFC connection was closed by the other side.',
    ],
  },
  {
    key: 'disk-library-13',
    causeClass: 'vmware_transport',
    component: 'proxy',
    language: 'en',
    platforms: vmware,
    lines: ({ proxy, workload }) => [
      `Error: ${proxy} could not open the disk of ${workload}.`,
      'VDDK error: 13. You do not have access rights to this file.',
    ],
  },
  {
    key: 'disk-library-14009-german',
    causeClass: 'vmware_transport',
    component: 'host',
    language: 'de',
    platforms: vmware,
    lines: ({ host }) => [`Error: ${host} verweigerte die Verbindung.`, 'VDDK error: 14009'],
  },
  {
    key: 'hyperv-checkpoint',
    causeClass: 'hyperv',
    component: 'host',
    language: 'en',
    platforms: ['HyperV'],
    lines: ({ host, workload, number }) => [
      `Error: ${host} would not stop ${workload} for a moment.`,
      `Failed to create VM recovery checkpoint (mode: Veeam application-aware, job ${number}).`,
    ],
  },
  {
    key: 'machine-gone',
    causeClass: 'source_missing',
    component: 'job',
    language: 'en',
    lines: ({ workload }) => [
      `Error: ${workload} is in the job and nowhere else.`,
      'Object not found in the inventory.',
    ],
  },
];
