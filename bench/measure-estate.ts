import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { type CommandLine, commandLine } from '../test/fixtures/command-line.ts';
import { advance } from './advance.ts';
import { lastFigure } from './last-figure.ts';
import {
  type EstateSize,
  optionsOf,
  type RunningSimulator,
  startedSimulator,
} from './running-simulator.ts';
import { timedPass } from './timed-pass.ts';

export interface Measured {
  readonly simulatorStartSeconds: number;
  readonly firstCollectionSeconds: number;
  /** But those for the files of single backups, which are counted apart, as those for logs are. */
  readonly firstListRequests: number;
  readonly firstBackupsRead: number;
  readonly analysisSeconds: number;
  readonly peakResidentMegabytes: number;
  readonly secondRunSeconds: number;
  readonly secondListRequests: number;
  readonly secondBackupsRead: number;
  readonly secondLogRequests: number;
  readonly newUnsuccessful: number;
  /** After as many new sessions once more: health alone, as `analyze health --collect` makes it. */
  readonly quickLookSeconds: number;
  readonly quickLookListRequests: number;
  readonly answerP95Ms: number;
}

const newSessions = 200;
/** About as many as 200 new sessions leave: failed and warned ones and their tasks. */
const newLogs = 60;
const answersTimed = 200;
/** Reads all tasks and files that wait, and no log. */
const catchingUp =
  'collection:\n  tasksPerPass: 10000000\n  backupsPerPass: 10000\n  logsPerPass: 0\n';

/** Simulates an estate in a process of its own, collects, analyses, collects again and asks. */
export async function measureEstate(size: EstateSize): Promise<Measured> {
  const commands = await commandLine();
  const began = performance.now();
  const simulator = await startedSimulator(commands, optionsOf(size));
  const simulatorStartSeconds = secondsSince(began);
  try {
    await commands.run(['db', 'migrate']);
    const first = await timedPass(commands, ['collect', '--json'], simulator);
    const peakResidentBytes = await lastFigure(commands, 'most-memory');
    await timedPass(commands, ['analyze', 'health', '--json'], simulator);
    const analysisMs = await lastFigure(commands, 'analysis-duration');
    // What the first pass left waiting is read in one more, so that the next one has only what is new.
    const configuration = join(commands.home, 'dr365.config.yaml');
    await writeFile(configuration, catchingUp);
    await timedPass(commands, ['run', '--json'], simulator);
    const appended = await append(simulator);
    // The backlog of old logs is read over many passes; this one is to read the new ones.
    await writeFile(configuration, `collection:\n  logsPerPass: ${newLogs}\n`);
    const second = await timedPass(commands, ['run', '--json'], simulator);
    await append(simulator);
    const quick = await timedPass(
      commands,
      ['analyze', 'health', '--collect', '--json'],
      simulator,
    );
    return {
      simulatorStartSeconds,
      firstCollectionSeconds: first.seconds,
      firstListRequests: first.listRequests,
      firstBackupsRead: first.backupsRead,
      analysisSeconds: analysisMs / 1000,
      peakResidentMegabytes: peakResidentBytes / 1_048_576,
      secondRunSeconds: second.seconds,
      secondListRequests: second.listRequests,
      secondBackupsRead: second.backupsRead,
      secondLogRequests: second.logRequests,
      newUnsuccessful: appended,
      quickLookSeconds: quick.seconds,
      quickLookListRequests: quick.listRequests,
      answerP95Ms: await answerP95Ms(commands),
    };
  } finally {
    await simulator.close();
    await commands.remove();
  }
}

/** Adds sessions to the running simulator; about how many of them failed or warned. */
async function append(simulator: RunningSimulator): Promise<number> {
  await advance(simulator, { sessions: newSessions });
  return Math.round(newSessions * 0.03) + Math.round(newSessions * 0.06);
}

async function answerP95Ms(commands: CommandLine): Promise<number> {
  const client = new Client({ name: 'bench', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [commands.main, 'mcp'],
      env: { DR365_HOME: commands.home },
      stderr: 'inherit',
    }),
  );
  const call = (): Promise<unknown> =>
    client.callTool({ name: 'get_health_status', arguments: {} });
  await call();
  const times: number[] = [];
  for (let index = 0; index < answersTimed; index += 1) {
    const began = performance.now();
    await call();
    times.push(performance.now() - began);
  }
  await client.close();
  times.sort((one, other) => one - other);
  return times[Math.ceil(0.95 * times.length) - 1] ?? Number.NaN;
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}
