import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const renameAttempts = 10;
const betweenAttemptsMs = 50;

/** Puts a file in place whole or not at all: a reader sees the old text or the new one, never a part. A link keeps pointing where it did. */
export async function replaceFile(file: string, text: string, mode: number): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const beside = `${target}.${randomUUID()}.tmp`;
  try {
    const handle = await open(beside, 'wx', mode);
    try {
      await handle.chmod(mode);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameOver(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Renames over a file that may be there. On Windows a virus scanner or a reader may hold the old one for a moment. */
export async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const isHeld = process.platform === 'win32' && attempt < renameAttempts;
      if (!isHeld) throw error;
      await wait(betweenAttemptsMs * attempt);
    }
  }
}
