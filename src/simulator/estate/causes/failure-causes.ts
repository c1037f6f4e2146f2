import type { Cause } from './cause.ts';

/** Failures in wording like that of backup servers and the systems below them. */
export const failureCauses: readonly Cause[] = [
  {
    key: 'repository-full',
    isFamiliar: true,
    language: 'en',
    lines: ({ repository, path, number }) => [
      'Error: The increment could not be completed.',
      `Failed to write data to the file [${path}].`,
      `There is not enough space on the disk. Repository ${repository}: ${number} MB requested.`,
      'Agent failed to process method {DataTransfer.SyncDisk}.',
    ],
  },
  {
    key: 'guest-credentials',
    isFamiliar: true,
    language: 'en',
    lines: ({ workload }) => [
      `Error: Guest processing of ${workload} could not start.`,
      `Cannot connect to the admin share of ${workload}.`,
      'Win32 error: The user name or password is incorrect. Code: 1326',
    ],
  },
  {
    key: 'network-reset',
    isFamiliar: true,
    language: 'en',
    lines: ({ host, number }) => [
      'Error: The data channel was lost while the disk was read.',
      `Connection with ${host}:${2500 + (number % 800)} is broken.`,
      'An existing connection was forcibly closed by the remote host. Code: 10054',
    ],
  },
  {
    key: 'snapshot-refused',
    isFamiliar: true,
    language: 'en',
    lines: ({ workload }) => [
      `Error: No checkpoint of ${workload}, so nothing was read.`,
      'CreateSnapshot failed: An error occurred while taking a snapshot: Failed to quiesce the virtual machine.',
      'vmware-tools answered with status 4 after 900 seconds.',
    ],
  },
  {
    key: 'vss-timeout',
    isFamiliar: true,
    language: 'en',
    lines: ({ workload }) => [
      `Error: Freezing the applications of ${workload} did not end.`,
      "A VSS writer has rejected an event. Writer 'SqlServerWriter' state: [VSS_WS_FAILED_AT_FREEZE].",
      'Failure code: 0x800423f2, the writer exceeded its time between freeze and thaw.',
    ],
  },
  {
    key: 'vss-writer-german',
    isFamiliar: true,
    language: 'de',
    lines: ({ workload }) => [
      `Error: The guest agent of ${workload} gave the work back.`,
      'Fehler des Schattenkopie-Dienstes: Der Vorgang konnte nicht abgeschlossen werden, da der Verfasser nicht reagiert.',
      'Fehlercode: 0x800423f4',
    ],
  },
  {
    key: 'share-access-german',
    isFamiliar: true,
    language: 'de',
    lines: ({ path }) => [
      'Error: The target file could not be opened for writing.',
      `Auf das Netzwerkziel [${path}] besteht kein Zugriff: Zugriff verweigert. Win32-Fehler: 5`,
    ],
  },
  {
    key: 'disk-full-french',
    isFamiliar: true,
    language: 'fr',
    lines: ({ path, number }) => [
      `Error: Writing block ${number} was given up.`,
      `Espace insuffisant sur le disque pour le fichier [${path}]. Code d'erreur : 112`,
    ],
  },
  {
    key: 'proxy-unreachable',
    isFamiliar: true,
    language: 'en',
    lines: ({ host }) => [
      'Error: No proxy took the disk.',
      `The RPC server is unavailable. RPC function call failed on ${host}. Function name: [GetSvcVersion]. Code: 1722`,
    ],
  },
  {
    key: 'object-storage-throttled',
    isFamiliar: true,
    language: 'en',
    lines: ({ repository, number }) => [
      `Error: ${repository} stopped accepting parts of the upload.`,
      `S3 error: Please reduce your request rate. Code: SlowDown, status 503, attempt ${number % 9}.`,
    ],
  },
  {
    key: 'certificate-expired',
    isFamiliar: true,
    language: 'en',
    lines: ({ host }) => [
      `Error: The secure channel to ${host} was refused.`,
      'The remote certificate is invalid: NotTimeValid. A required certificate is not within its validity period.',
    ],
  },
  {
    key: 'chain-locked',
    isFamiliar: true,
    language: 'en',
    lines: ({ path }) => [
      'Error: The backup file is held by somebody else.',
      `The process cannot access the file [${path}] because it is being used by another process. Code: 32`,
    ],
  },
  {
    key: 'host-out-of-memory',
    isFamiliar: true,
    language: 'en',
    lines: ({ host }) => [
      `Error: The data mover on ${host} ended before its disk was done.`,
      'Not enough memory resources are available to process this command. Code: 8',
    ],
  },
  {
    key: 'licence-exceeded',
    isFamiliar: true,
    language: 'en',
    lines: ({ workload, number }) => [
      `Error: ${workload} was left out.`,
      `License limit reached: ${number % 90} more instances are needed than the installed license covers.`,
    ],
  },
];

/** Failures in wording that exists nowhere but here. */
export const unfamiliarFailureCauses: readonly Cause[] = [
  {
    key: 'erp-quiesce-gate',
    isFamiliar: false,
    language: 'en',
    lines: ({ workload, number }) => [
      `Error: Gatekeeper on ${workload} said no.`,
      `quiesce-erp returned verdict ${number % 97}: ledger still open, 3 postings in flight.`,
    ],
  },
  {
    key: 'tunnel-relay-drained',
    isFamiliar: false,
    language: 'en',
    lines: ({ host, number }) => [
      `Error: Relay ${host} drained its bucket.`,
      `Orchard bridge lost lease ${number}; nobody claimed the half-filled crate.`,
    ],
  },
  {
    key: 'plattenschrank-german',
    isFamiliar: false,
    language: 'de',
    lines: ({ workload, number }) => [
      `Error: ${workload} kam nicht an die Reihe.`,
      `Plattenschrank 7 meldet Wartungsriegel ${number % 12} geschlossen, Lauf abgewiesen.`,
    ],
  },
  {
    key: 'verrou-ingestion-french',
    isFamiliar: false,
    language: 'fr',
    lines: ({ workload, number }) => [
      `Error: ${workload} reste derrière la barrière.`,
      `Le verrou d'ingestion ${number} n'a pas été rendu par la passerelle de lot.`,
    ],
  },
  {
    key: 'pump-cadence',
    isFamiliar: false,
    language: 'en',
    lines: ({ workload, number }) => [
      `Error: Cadence of ${workload} fell outside the corridor.`,
      `Pump cadence ${number} below floor; governor opened the bypass and dropped the load.`,
    ],
  },
];
