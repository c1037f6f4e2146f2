import { type ChildProcess, execFile } from 'node:child_process';

/** Ends a process and what it started; part of every Windows. */
const treeKiller = 'taskkill.exe';

/** Ends a program with everything it started, and waits for its end, but no longer than so many milliseconds. */
export async function endTree(
  child: ChildProcess,
  ended: Promise<unknown>,
  mostMs: number,
): Promise<void> {
  killTree(child);
  const { promise: isOver, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, mostMs);
  await Promise.race([ended.catch(() => {}), isOver]);
  clearTimeout(timer);
  for (const stream of child.stdio) stream?.destroy();
  child.unref();
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    const words = ['/T', '/F', '/PID', String(child.pid)];
    execFile(treeKiller, words, { windowsHide: true }, () => child.kill('SIGKILL'));
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}
