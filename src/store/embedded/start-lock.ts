import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Fault } from '../../domain/errors.ts';
import { errorCode } from '../connection.ts';
import { isProcessAlive } from './process-alive.ts';

const pollMs = 150;
const patienceMs = 90_000;
const longestWorkMs = 5 * 60_000;
const longestUnsignedMs = 10_000;

const ownerSchema = z.object({ processId: z.number(), token: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/**
 * Runs work while holding a lock folder: making a folder is atomic on every file system. While another
 * process holds it, `shortcut` is asked again and again; its first answer that is not null ends the wait.
 */
export async function withStartLock<Result>(
  folder: string,
  work: () => Promise<Result>,
  shortcut: () => Promise<Result | null>,
): Promise<Result> {
  const owner: Owner = { processId: process.pid, token: randomUUID() };
  const deadline = performance.now() + patienceMs;
  while (!(await take(folder, owner))) {
    const answer = await shortcut();
    if (answer !== null) return answer;
    await breakIfStale(folder);
    if (performance.now() > deadline) throw stillHeld(folder);
    await sleep(pollMs);
  }
  try {
    return await work();
  } finally {
    if ((await readOwner(folder))?.token === owner.token) await removeFolder(folder);
  }
}

async function take(folder: string, owner: Owner): Promise<boolean> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
  await writeFile(join(folder, 'owner.json'), JSON.stringify(owner));
  return true;
}

/** Windows answers EPERM while a folder of that name is being deleted. */
function isTaken(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'EEXIST' || (process.platform === 'win32' && code === 'EPERM');
}

async function breakIfStale(folder: string): Promise<void> {
  const owner = await readOwner(folder);
  if (!(await isStale(folder, owner))) return;
  const aside = `${folder}.${randomUUID()}`;
  try {
    await rename(folder, aside);
  } catch {
    return; // Another process was quicker.
  }
  // Between the look and the rename the lock may have changed hands: then it is given back.
  const moved = await readOwner(aside);
  if (moved?.token === owner?.token) await removeFolder(aside);
  else await rename(aside, folder).catch(() => removeFolder(aside));
}

async function isStale(folder: string, owner: Owner | null): Promise<boolean> {
  const takenAt = await stat(folder).then(
    (found) => found.mtimeMs,
    () => null,
  );
  if (takenAt === null) return false;
  const ageMs = Date.now() - takenAt;
  if (owner === null) return ageMs > longestUnsignedMs;
  return ageMs > longestWorkMs || !isProcessAlive(owner.processId);
}

async function readOwner(folder: string): Promise<Owner | null> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(join(folder, 'owner.json'), 'utf8')));
  } catch {
    return null;
  }
}

async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

function stillHeld(folder: string): Fault {
  return new Fault({
    code: 'database-down',
    happened: `another process has been starting the embedded PostgreSQL for ${patienceMs / 1000} s`,
    means: 'the database is not ready',
    next: `wait, or if no DR365 process runs remove the folder ${folder}, then try again`,
  });
}
