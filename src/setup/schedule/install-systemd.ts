import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '../../domain/errors.ts';
import { shownText } from '../../domain/foreign-text.ts';
import type { RunProgram } from '../run-program.ts';
import type { ScheduleChange, ScheduledProgram } from './scheduled-program.ts';
import { databaseUnit, dropInName, dropIns, timerUnit, unitFiles } from './systemd-units.ts';

export interface SystemdParts {
  readonly run: RunProgram;
  /** Where the shipped units lie. */
  readonly shipped: string;
  /** /etc/systemd/system */
  readonly units: string;
  readonly dryRun: boolean;
}

/** Longer than the unit of the database may take to stop. */
const mostStepMs = 150_000;

/** Puts the units and their drop-ins in place and switches the timer on; repeating it changes nothing. */
export async function installSystemd(
  parts: SystemdParts,
  program: ScheduledProgram,
): Promise<ScheduleChange> {
  const texts = dropIns(program);
  const steps = createSteps(parts);
  const { account } = program;
  if (!(await parts.run('id', ['-u', account])).succeeded) {
    const words = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
    await steps.program(`make the system account ${account}`, 'useradd', [...words, account]);
  }
  for (const name of unitFiles) {
    await steps.file(join(parts.units, name), await readFile(join(parts.shipped, name), 'utf8'));
  }
  for (const [unit, text] of texts) {
    await steps.file(join(parts.units, `${unit}.d`, dropInName), text);
  }
  await steps.program('let systemd read its units again', 'systemctl', ['daemon-reload']);
  await steps.program('switch the timer on', 'systemctl', ['enable', '--now', timerUnit]);
  return { dryRun: parts.dryRun, done: steps.done };
}

/** Switches the timer off and takes our units and drop-ins away; data and an administrator's own drop-ins stay. */
export async function removeSystemd(parts: SystemdParts): Promise<ScheduleChange> {
  const steps = createSteps(parts);
  if (await exists(join(parts.units, timerUnit))) {
    await steps.program('switch the timer off', 'systemctl', ['disable', '--now', timerUnit]);
    await steps.program('stop the database', 'systemctl', ['stop', databaseUnit]);
  }
  for (const name of unitFiles) {
    await steps.away(join(parts.units, `${name}.d`, dropInName), join(parts.units, `${name}.d`));
    await steps.away(join(parts.units, name), null);
  }
  if (steps.done.length > 0) {
    await steps.program('let systemd read its units again', 'systemctl', ['daemon-reload']);
  }
  return { dryRun: parts.dryRun, done: steps.done };
}

/** Each step is told; with `dryRun` it is told only. */
function createSteps({ run, dryRun }: SystemdParts) {
  const done: string[] = [];
  const step = async (what: string, work: () => Promise<void>) => {
    done.push(what);
    if (!dryRun) await work();
  };
  return {
    done,
    program: (what: string, file: string, words: readonly string[]) =>
      step(`${what}: ${[file, ...words].join(' ')}`, async () => {
        const { succeeded, errorOutput = '' } = await run(file, words, { timeoutMs: mostStepMs });
        if (!succeeded) throw stepFailed(what, errorOutput);
      }),
    file: async (file: string, text: string) => {
      if ((await readFile(file, 'utf8').catch(() => null)) === text) return;
      await step(`write ${file}`, () => putFile(file, text));
    },
    away: async (file: string, folder: string | null) => {
      if (!(await exists(file))) return;
      await step(`remove ${file}`, () => takeAway(file, folder));
    },
  };
}

async function putFile(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { mode: 0o644 });
  } catch (error) {
    throw stepFailed(`write ${file}`, error instanceof Error ? error.message : '', error);
  }
}

/** The folder goes only when nobody else keeps something in it. */
async function takeAway(file: string, folder: string | null): Promise<void> {
  await rm(file, { force: true });
  if (folder !== null) await rmdir(folder).catch(() => {});
}

async function exists(file: string): Promise<boolean> {
  return (await readFile(file).catch(() => null)) !== null;
}

function stepFailed(what: string, said: string, cause?: unknown): Fault {
  return new Fault({
    code: 'settings-invalid',
    happened: `The schedule could not be changed: it failed to ${what}`,
    means: said.trim() === '' ? 'the program gave no reason' : shownText(said),
    next: 'run it as root (sudo) on a Linux with systemd; it is safe to repeat',
    cause,
  });
}
