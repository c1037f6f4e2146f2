import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type CommandLine, commandLine } from '../test/fixtures/command-line.ts';
import { lastFigure } from './last-figure.ts';
import { type RunningSimulator, startedSimulator } from './running-simulator.ts';
import { timedPass } from './timed-pass.ts';

const secondsBeforeTheKill = 20;
const statusSchema = z.object({ counts: z.record(z.string(), z.number()) });
const notRead = new Set(['servers', 'runs', 'findings', 'causes', 'failure-groups']);
const configuration = 'collection:\n  tasksPerPass: 10000000\n  backupsPerPass: 10000\n';

/** The first load of a large estate, killed once on the way. */
interface MeasuredLoad {
  readonly rowsBeforeTheKill: number;
  readonly rows: number;
  /** Of both processes together. */
  readonly seconds: number;
  readonly rowsPerSecond: number;
  readonly peakResidentMegabytes: number;
}

export async function measureLoad(): Promise<MeasuredLoad> {
  const commands = await commandLine();
  const simulator = await startedSimulator(commands, ['--size', 'XL']);
  try {
    await commands.run(['db', 'migrate']);
    await writeFile(join(commands.home, 'dr365.config.yaml'), configuration);
    await killedCollection(commands, simulator);
    const rowsBeforeTheKill = await rowsKept(commands);
    const { seconds } = await timedPass(commands, ['collect', '--json'], simulator);
    const rows = await rowsKept(commands);
    return {
      rowsBeforeTheKill,
      rows,
      seconds: secondsBeforeTheKill + seconds,
      rowsPerSecond: rows / (secondsBeforeTheKill + seconds),
      peakResidentMegabytes: (await lastFigure(commands, 'most-memory')) / 1_048_576,
    };
  } finally {
    await simulator.close();
    await commands.remove();
  }
}

async function killedCollection(commands: CommandLine, simulator: RunningSimulator): Promise<void> {
  const child = commands.start(['collect'], simulator.environment);
  const exit = once(child, 'exit');
  await wait(secondsBeforeTheKill * 1000);
  child.kill('SIGKILL');
  await exit;
}

/** Rows that came from VBR. */
async function rowsKept(commands: CommandLine): Promise<number> {
  const { stdout } = await commands.run(['db', 'status', '--json']);
  const { counts } = statusSchema.parse(JSON.parse(stdout));
  return Object.entries(counts)
    .filter(([kind]) => !notRead.has(kind))
    .reduce((sum, [, count]) => sum + count, 0);
}
