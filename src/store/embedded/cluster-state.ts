import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ClusterPaths } from './cluster-paths.ts';
import { isProcessAlive } from './process-alive.ts';

/** What is remembered between starts, so that the address stays the same. */
const stateSchema = z.object({ port: z.int().min(1).max(65_535) });
export type ClusterState = z.infer<typeof stateSchema>;

export async function readState(paths: ClusterPaths): Promise<ClusterState | null> {
  try {
    return stateSchema.parse(JSON.parse(await readFile(paths.state, 'utf8')));
  } catch {
    return null; // Absent or unreadable: the next start writes it again.
  }
}

export async function writeState(paths: ClusterPaths, state: ClusterState): Promise<void> {
  const written = `${paths.state}.${process.pid}`;
  await writeFile(written, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  await rename(written, paths.state);
}

/** The running server as PostgreSQL itself notes it in postmaster.pid; null when its process is gone. */
export async function runningServer(
  paths: ClusterPaths,
): Promise<{ readonly processId: number; readonly port: number } | null> {
  const lines = await readFile(paths.processFile, 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  );
  const processId = Number(lines[0]);
  const port = Number(lines[3]);
  if (!isProcessAlive(processId) || !Number.isInteger(port) || port <= 0) return null;
  return (await isForeignProcess(processId)) ? null : { processId, port };
}

/**
 * Removes a process file whose number now belongs to another program, as happens when a container is
 * started again with the same numbers; PostgreSQL would refuse to start for ever.
 */
export async function removeMisleadingProcessFile(paths: ClusterPaths): Promise<void> {
  const text = await readFile(paths.processFile, 'utf8').catch(() => '');
  const processId = Number(text.split('\n')[0]);
  if (isProcessAlive(processId) && (await isForeignProcess(processId))) {
    await rm(paths.processFile, { force: true });
  }
}

/** Known only where /proc tells; elsewhere the number is believed. */
async function isForeignProcess(processId: number): Promise<boolean> {
  const name = await readFile(`/proc/${processId}/comm`, 'utf8').catch(() => '');
  return name !== '' && name.trim() !== 'postgres';
}
