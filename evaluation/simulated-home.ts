import type { PassReport } from '../src/domain/pass-report.ts';
import type { SimulatorOptions } from '../src/simulator/options.ts';
import { type Simulator, startSimulator } from '../src/simulator/start-simulator.ts';
import { passOverSimulator, type TemporaryHome, temporaryHome } from './temporary-home.ts';

/** A simulated server with an installation of its own that reads everything, however much waits. */
export interface SimulatedHome {
  readonly simulator: Simulator;
  readonly home: TemporaryHome;
  /** One pass of the real pipeline, at the estate's now and the hours that passed since. */
  readonly pass: (
    steps: readonly ('collect' | 'analyse')[],
    hoursPassed?: number,
  ) => Promise<PassReport>;
}

const configuration = [
  'collection:',
  '  historyDays: 400',
  '  logsPerPass: 100000',
  '  backupsPerPass: 10000',
  '  tasksPerPass: 1000000',
  '',
].join('\n');

// Older revisions do not name their zone, which the settings then do.
const zone = 'Europe/Prague';

/** Makes both for as long as they are used. */
export async function withSimulatedHome<Result>(
  options: SimulatorOptions,
  use: (made: SimulatedHome) => Promise<Result>,
): Promise<Result> {
  const simulator = await startSimulator(options);
  let now = options.now;
  const home = await temporaryHome(() => now, configuration);
  try {
    return await use({
      simulator,
      home,
      pass: (steps, hoursPassed = 0) => {
        now = new Date(options.now.getTime() + hoursPassed * 3_600_000);
        return passOverSimulator(home, simulator, steps, zone);
      },
    });
  } finally {
    await simulator.close();
    await home.remove();
  }
}
