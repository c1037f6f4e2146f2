import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine } from '../test/fixtures/command-line.ts';
import { advance } from './advance.ts';
import { startedSimulator } from './running-simulator.ts';
import { type TimedPass, timedPass } from './timed-pass.ts';

const latencyMs = 100;

/** A pass an hour after the last one over an estate of size M, every answer 100 ms late. */
export async function measureCycle(): Promise<TimedPass> {
  const commands = await commandLine();
  const options = ['--size', 'M', '--latency-ms', String(latencyMs)];
  const simulator = await startedSimulator(commands, options);
  try {
    await commands.run(['db', 'migrate']);
    // Two passes read the whole history; of logs the third is to read what is new.
    const configuration = (logs: number) => `collection:\n  logsPerPass: ${logs}\n`;
    const file = join(commands.home, 'dr365.config.yaml');
    await writeFile(file, configuration(100_000));
    await timedPass(commands, ['run', '--json'], simulator);
    await timedPass(commands, ['run', '--json'], simulator);
    await advance(simulator, { hours: 1 });
    await writeFile(file, configuration(300));
    return await timedPass(commands, ['run', '--json'], simulator);
  } finally {
    await simulator.close();
    await commands.remove();
  }
}
