import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import openRollingFile from 'pino-roll';
import type { JournalRow } from '../ports/journal.ts';

export interface LogFileOptions {
  readonly folder: string;
  /** The process that writes; every line names it. */
  readonly component: string;
  readonly keepFiles: number;
  readonly fileMegabytes: number;
  /** Told once when lines cannot be written. */
  readonly warn: (line: string) => void;
}

/** The rotating file of JSON lines. */
export interface LogFile {
  readonly write: (row: JournalRow) => void;
  readonly close: () => Promise<void>;
}

/** What may wait in memory while the disk is full; beyond it lines are lost. */
const mostWaitingBytes = 1024 * 1024;

/**
 * Opens <folder>/dr365.<date>.<n>.log. Every line is written before `write` returns, so nothing is lost when
 * the process ends, and no thread or timer keeps it alive. A folder that cannot be written costs one warning.
 */
export async function openLogFile(options: LogFileOptions): Promise<LogFile> {
  const { folder, component, keepFiles, fileMegabytes } = options;
  const warn = once((error) => options.warn(noLogLine(folder, error)));
  try {
    await mkdir(folder, { recursive: true, mode: 0o750 });
    await removeOldest(folder, keepFiles);
    const destination = await openRollingFile({
      file: join(folder, 'dr365'),
      extension: '.log',
      frequency: 'daily',
      dateFormat: 'yyyy-MM-dd',
      size: `${fileMegabytes}m`,
      limit: { count: keepFiles, removeOtherLogFiles: true },
      mkdir: false,
      mode: 0o640,
      sync: true,
      maxLength: mostWaitingBytes,
    });
    destination.on('error', warn);
    const base = { process: component, pid: process.pid };
    const logger = pino({ level: 'debug', base, timestamp: false }, destination);
    let isClosed = false;
    return {
      write: ({ level, message, at, ...rest }) => {
        if (!isClosed) logger[level]({ at: at.toISOString(), ...rest }, message);
      },
      close: async () => {
        if (isClosed) return;
        isClosed = true;
        await closed(destination);
      },
    };
  } catch (error) {
    warn(error);
    return { write: () => {}, close: async () => {} };
  }
}

function closed(destination: Awaited<ReturnType<typeof openRollingFile>>): Promise<void> {
  return new Promise((resolve) => {
    destination.once('close', () => resolve());
    // Not end(): with a full disk it would wait for room for ever.
    destination.destroy();
  });
}

/** pino-roll tidies only when it rotates, which a process that lives for one pass never does. */
async function removeOldest(folder: string, keepFiles: number): Promise<void> {
  const named = /^dr365\.(\d{4}-\d{2}-\d{2})\.(\d+)\.log$/;
  const files = (await readdir(folder)).flatMap((name) => {
    const [, day, number] = named.exec(name) ?? [];
    return day === undefined ? [] : [{ name, day, number: Number(number) }];
  });
  files.sort((one, other) => one.day.localeCompare(other.day) || one.number - other.number);
  const surplus = files.slice(0, Math.max(0, files.length - keepFiles));
  await Promise.allSettled(surplus.map(({ name }) => rm(join(folder, name))));
}

function once(tell: (error: unknown) => void): (error: unknown) => void {
  let told = false;
  return (error) => {
    if (!told) tell(error);
    told = true;
  };
}

function noLogLine(folder: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return `dr365: log lines cannot be written to ${folder} (${code}): the work goes on without them; make the folder writable or free some space.`;
}
