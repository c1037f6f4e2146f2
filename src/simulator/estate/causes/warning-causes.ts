import type { Cause } from './cause.ts';

/** Reasons for a warning: the backup exists, something beside it did not work. */
export const warningCauses: readonly Cause[] = [
  {
    key: 'low-free-space',
    causeClass: 'storage_space',
    component: 'repository',
    language: 'en',
    lines: ({ repository, number }) => [
      `Repository ${repository} is getting low on free space (${(number % 40) + 5}.3 GB left).`,
    ],
  },
  {
    key: 'log-truncation',
    causeClass: 'sql_log',
    component: 'job',
    language: 'en',
    lines: ({ workload, account }) => [
      `Unable to truncate the transaction logs of ${workload}.`,
      `${account} has no right to back up the database. Error: 15 permission missing.`,
    ],
  },
  {
    key: 'changed-blocks-lost',
    causeClass: 'cbt',
    component: 'job',
    language: 'en',
    platforms: ['VMware'],
    lines: ({ workload }) => [
      `Changed block tracking of ${workload} was reset, the whole disk was read instead.`,
    ],
  },
  {
    key: 'change-tracking-flush',
    causeClass: 'cbt',
    component: 'host',
    language: 'en',
    platforms: ['HyperV'],
    lines: ({ workload, host }) => [
      `${workload} was read whole on ${host}.`,
      'Failed to flush change tracking data in time.',
    ],
  },
  {
    key: 'guest-tools-old',
    causeClass: 'credentials',
    component: 'job',
    language: 'en',
    platforms: ['VMware'],
    lines: ({ workload }) => [`VMware Tools in ${workload} are out of date.`],
  },
  {
    key: 'proxy-fallback',
    causeClass: 'vmware_transport',
    component: 'proxy',
    language: 'en',
    platforms: ['VMware'],
    lines: ({ workload, proxy }) => [
      `Hot add was not possible for ${workload} on ${proxy}, failing over to network mode.`,
    ],
  },
  {
    key: 'indexing-failed-german',
    causeClass: 'guest_indexing',
    component: 'job',
    language: 'de',
    lines: ({ workload }) => [
      `Guest file system indexing of ${workload} was left out.`,
      'Der angegebene Dienst ist kein installierter Dienst. Code: 1060',
    ],
  },
  {
    key: 'retention-postponed',
    causeClass: 'repository_lock',
    component: 'job',
    language: 'en',
    lines: ({ path }) => [
      `Old points were kept longer than asked: [${path}].`,
      'The file is locked by running session of a copy.',
    ],
  },
  {
    key: 'retention-immutable',
    causeClass: 'immutability',
    component: 'job',
    language: 'en',
    lines: ({ repository, number }) => [
      `${number % 20} old files stay on ${repository} for now.`,
      'They are immutable until their day has come.',
    ],
  },
  {
    key: 'repository-clock-jumped',
    causeClass: 'immutability',
    component: 'repository',
    language: 'en',
    lines: ({ repository, number }) => [
      `${repository}: time shift detected, ${number} minutes between two looks at the clock.`,
    ],
  },
  {
    key: 'copy-left-some',
    causeClass: 'backup_copy',
    component: 'job',
    language: 'en',
    lines: ({ workload }) => [`Some VMs were not processed, among them ${workload}.`],
  },
  {
    key: 'greenhouse-drift',
    causeClass: null,
    component: 'job',
    language: 'en',
    lines: ({ workload, number }) => [
      `Greenhouse probe on ${workload} drifted by ${number % 60} ticks, reading kept.`,
    ],
  },
  {
    key: 'compteur-derive-french',
    causeClass: null,
    component: 'job',
    language: 'fr',
    lines: ({ workload, number }) => [
      `Compteur ${number % 30} de ${workload} en dérive, relevé conservé malgré tout.`,
    ],
  },
];
