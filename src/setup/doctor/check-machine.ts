import { mkdir, open, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Check, carefulCheck, failedCheck, goodCheck } from '../../domain/check.ts';
import { exitCodes } from '../../domain/exit-code.ts';

/** Bytes that this account may still write to the disk of a folder. */
export type FreeBytes = (folder: string) => Promise<number>;

export const freeBytesOf: FreeBytes = async (folder) => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

const mebibyte = 1024 ** 2;
const leastBytes = 100 * mebibyte;
const wantedBytes = 1024 * mebibyte;
const newestUnsupportedMajor = 20;

/** Whether the home can be written to and has room. */
export async function checkDisk(home: string, freeBytes: FreeBytes): Promise<Check> {
  const name = 'disk';
  const next = `free some space on the disk of ${home}, or move DR365_HOME to a larger one`;
  const trouble = await writeTrouble(home);
  if (trouble !== null && trouble !== 'ENOSPC') {
    return failedCheck(
      {
        name,
        happened: `${home} cannot be written to (${trouble})`,
        means: 'neither data nor logs nor secrets can be kept',
        next: 'give this account the right to write there, or set DR365_HOME to a folder of its own',
      },
      exitCodes.cannotHelpByRetrying,
    );
  }
  const free = trouble === 'ENOSPC' ? 0 : await freeBytes(home);
  const happened = `${Math.floor(free / mebibyte)} MiB are free where ${home} lies`;
  if (free < leastBytes) {
    const means = 'the disk is full: PostgreSQL stops keeping data, and log lines are lost';
    return failedCheck({ name, happened, means, next }, exitCodes.databaseDown);
  }
  if (free < wantedBytes) {
    const means = 'a first pass over a large estate or a database export may not fit';
    return carefulCheck({ name, happened, means, next });
  }
  return goodCheck({ name, happened, means: 'there is room, and the folder can be written to' });
}

/** By trying; null when it worked, else the system's word for what did not. */
async function writeTrouble(home: string): Promise<string | null> {
  const trial = join(home, `.dr365-doctor-${process.pid}.tmp`);
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    const handle = await open(trial, 'w');
    try {
      await handle.writeFile(Buffer.alloc(64 * 1024, 1));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  } finally {
    await rm(trial, { force: true }).catch(() => {});
  }
}

/** Whether others than the owner may read what holds secrets. On Windows the folder's access list decides, which is not read here. */
export async function checkRights(home: string, platform: NodeJS.Platform): Promise<Check> {
  const name = 'rights';
  if (platform === 'win32') {
    return goodCheck({
      name,
      happened: 'access lists are not read on Windows',
      means: 'set-up leaves .env and the secrets to this user, SYSTEM and Administrators',
    });
  }
  const open: string[] = [];
  for (const path of [join(home, '.env'), join(home, 'secrets')]) {
    if (await isOpenToOthers(path)) open.push(path);
  }
  if (open.length === 0) {
    const means = 'passwords in the home are closed to other users';
    return goodCheck({ name, happened: '.env and the secrets belong to this user alone', means });
  }
  return carefulCheck({
    name,
    happened: `${open.join(' and ')} can be read by other users`,
    means: 'passwords in there are known to whoever may log in here',
    next: `run: chmod go-rwx ${open.join(' ')}; then change the passwords if others use this machine`,
  });
}

async function isOpenToOthers(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && (found.mode & 0o077) !== 0;
}

/** Whether the Node.js that runs is one that still gets mended. */
export function checkNode(version: string): Check {
  const major = Number(version.split('.')[0]);
  const text = { name: 'node', happened: `DR365 runs on Node.js ${version}` };
  if (major > newestUnsupportedMajor && major % 2 === 0) {
    return goodCheck({ ...text, means: 'this line has long-term support' });
  }
  return carefulCheck({
    ...text,
    means: 'this line has no long-term support, so faults of its TLS stay unmended',
    next: 'use the Node.js 24 that the DR365 package brings along',
  });
}
