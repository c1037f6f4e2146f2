import type { Cause } from './cause.ts';

/** Failures of what the backups are written to. */
export const storageCauses: readonly Cause[] = [
  {
    key: 'repository-full',
    causeClass: 'storage_space',
    component: 'repository',
    language: 'en',
    lines: ({ repository, path, number }) => [
      'Error: The increment could not be completed.',
      `Failed to write data to the file [${path}].`,
      `There is not enough space on the disk. Repository ${repository}: ${number} MB requested.`,
      'Agent failed to process method {DataTransfer.SyncDisk}.',
    ],
  },
  {
    key: 'disk-full-french',
    causeClass: 'storage_space',
    component: 'repository',
    language: 'fr',
    lines: ({ repository, path, number }) => [
      `Error: Writing block ${number} to ${repository} was given up.`,
      `Espace épuisé sur le volume du fichier [${path}].`,
      'write(2): No space left on device. Code d’erreur : 28',
    ],
  },
  {
    key: 'chain-corrupt',
    causeClass: 'chain_integrity',
    component: 'repository',
    language: 'en',
    lines: ({ repository, path, number }) => [
      `Error: Block ${number} on ${repository} does not read as it was written.`,
      `Failed to decompress LZ4 block of [${path}]: CRC mismatch.`,
    ],
  },
  {
    key: 'refs-stream-damaged',
    causeClass: 'chain_integrity',
    component: 'repository',
    language: 'de',
    lines: ({ repository, path }) => [
      `Error: Der Datenträger von ${repository} gab keinen Block her.`,
      `ReFS meldet einen integrity stream mit falscher Prüfsumme in [${path}].`,
    ],
  },
  {
    key: 'chain-without-full',
    causeClass: 'chain_integrity',
    component: 'job',
    language: 'en',
    lines: ({ path }) => [
      'Error: This increment has nothing to stand on.',
      `Full storage not found for the chain that ends in [${path}].`,
    ],
  },
  {
    key: 'key-set-lost',
    causeClass: 'chain_integrity',
    component: 'job',
    language: 'en',
    lines: ({ path, number }) => [
      `Error: Key set ${number} opens nothing here.`,
      `Unable to decrypt [${path}].`,
    ],
  },
  {
    key: 'chain-locked',
    causeClass: 'repository_lock',
    component: 'job',
    language: 'en',
    lines: ({ path }) => [
      'Error: The backup file is held by somebody else.',
      `The process cannot access the file [${path}] because it is being used by another process. Code: 32`,
    ],
  },
  {
    key: 'chain-held-by-session',
    causeClass: 'repository_lock',
    component: 'job',
    language: 'fr',
    lines: ({ workload, number }) => [
      `Error: ${workload} attend son tour depuis ${number} secondes.`,
      'Verrou refusé : restore point is locked by running session of another operation.',
    ],
  },
  {
    key: 'repository-unavailable',
    causeClass: 'repository_access',
    component: 'repository',
    language: 'en',
    lines: ({ repository, number }) => [
      'Error: The target gave no sign of life.',
      `Backup repository ${repository} is unavailable: its data mover stayed silent for ${number} ms.`,
    ],
  },
  {
    key: 'extent-offline',
    causeClass: 'repository_access',
    component: 'repository',
    language: 'en',
    lines: ({ repository, path }) => [
      `Error: ${repository} could not place the file [${path}].`,
      `Extent 2 of ${repository} is offline since the last rescan.`,
    ],
  },
  {
    key: 'share-name-gone',
    causeClass: 'repository_access',
    component: 'repository',
    language: 'ja',
    lines: ({ repository, path }) => [
      `Error: ${repository} への書き込みが途切れました。`,
      `[${path}] 指定されたネットワーク名は利用できません。Code: 64`,
    ],
  },
  {
    key: 'share-second-login',
    causeClass: 'credentials',
    component: 'repository',
    language: 'en',
    lines: ({ repository }) => [
      `Error: The share behind ${repository} was not opened.`,
      'Windows keeps one identity for each server: multiple connections to a server or shared resource by the same user. Code: 1219',
    ],
  },
  {
    key: 'object-storage-throttled',
    causeClass: 'object_storage',
    component: 'repository',
    language: 'en',
    lines: ({ repository, number }) => [
      `Error: ${repository} stopped accepting parts of the upload.`,
      `S3 error: Please reduce your request rate. Code: SlowDown, attempt ${number % 9}.`,
    ],
  },
  {
    key: 'object-storage-signature',
    causeClass: 'object_storage',
    component: 'repository',
    language: 'en',
    lines: ({ repository, number }) => [
      `Error: The bucket of ${repository} turned the request away.`,
      `Answer to part ${number}: SignatureDoesNotMatch.`,
    ],
  },
  {
    key: 'gateway-http-line',
    causeClass: 'object_storage',
    component: 'gateway',
    language: 'en',
    lines: ({ gateway, number }) => [
      `Error: Upload through ${gateway} ended in mid-sentence.`,
      `Failed to read HTTP status line after ${number} bytes.`,
    ],
  },
];
