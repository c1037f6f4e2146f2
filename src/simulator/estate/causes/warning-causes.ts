import type { Cause } from './cause.ts';

/** Reasons for a warning: the backup exists, something beside it did not work. */
export const warningCauses: readonly Cause[] = [
  {
    key: 'low-free-space',
    isFamiliar: true,
    language: 'en',
    lines: ({ repository, number }) => [
      `Repository ${repository} is getting low on free space (${(number % 40) + 5}.3 GB left).`,
    ],
  },
  {
    key: 'log-truncation',
    isFamiliar: true,
    language: 'en',
    lines: ({ workload }) => [
      `Unable to truncate the transaction logs of ${workload}.`,
      'The account has no right to back up the database. Error: 15 permission denied.',
    ],
  },
  {
    key: 'changed-blocks-lost',
    isFamiliar: true,
    language: 'en',
    lines: ({ workload }) => [
      `Changed block tracking of ${workload} could not be used, the whole disk was read instead.`,
    ],
  },
  {
    key: 'guest-tools-old',
    isFamiliar: true,
    language: 'en',
    lines: ({ workload }) => [`VMware Tools in ${workload} are out of date.`],
  },
  {
    key: 'proxy-fallback',
    isFamiliar: true,
    language: 'en',
    lines: ({ workload, host }) => [
      `Hot add was not possible for ${workload} on ${host}, failing over to network mode.`,
    ],
  },
  {
    key: 'indexing-failed-german',
    isFamiliar: true,
    language: 'de',
    lines: ({ workload }) => [
      `Guest file indexing of ${workload} was skipped.`,
      'Der angegebene Dienst ist kein installierter Dienst. Code: 1060',
    ],
  },
  {
    key: 'retention-postponed',
    isFamiliar: true,
    language: 'en',
    lines: ({ path }) => [`Old restore points could not be removed: [${path}] is locked.`],
  },
  {
    key: 'greenhouse-drift',
    isFamiliar: false,
    language: 'en',
    lines: ({ workload, number }) => [
      `Greenhouse probe on ${workload} drifted by ${number % 60} ticks, reading kept.`,
    ],
  },
  {
    key: 'compteur-derive-french',
    isFamiliar: false,
    language: 'fr',
    lines: ({ workload, number }) => [
      `Compteur ${number % 30} de ${workload} en dérive, relevé conservé malgré tout.`,
    ],
  },
];
