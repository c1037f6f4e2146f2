import type { SimulatorOptions } from '../../src/simulator/options.ts';
import { startSimulator } from '../../src/simulator/start-simulator.ts';
import type { TroubledRunTruth } from '../../src/simulator/truth/troubled-runs.ts';
import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';
import { passOverSimulator, temporaryHome } from '../temporary-home.ts';
import { type KeptClaims, keptClaims } from './kept-claims.ts';

/** What was planted in a simulated estate, and what the product says of it. */
export interface VerifiedEstate {
  readonly truth: SimulatorTruth;
  readonly troubledRuns: readonly TroubledRunTruth[];
  readonly claims: KeptClaims;
  readonly exitCode: number;
}

// All logs are read in one pass, so that nothing is pending.
const configuration = [
  'collection:',
  '  historyDays: 400',
  '  logsPerPass: 100000',
  '  backupsPerPass: 10000',
  '  tasksPerPass: 1000000',
  '',
].join('\n');

const zone = 'Europe/Prague';

/** Collects and analyses a simulated estate once, by the real pipeline with its own databases. */
export async function verifyEstate(options: SimulatorOptions): Promise<VerifiedEstate> {
  const simulator = await startSimulator(options);
  const home = await temporaryHome(() => options.now, configuration);
  try {
    const steps = ['collect', 'analyse'] as const;
    const { exitCode } = await passOverSimulator(home, simulator, steps, zone);
    const { analyst } = await home.home.administration.connections();
    return {
      truth: simulator.truth(),
      troubledRuns: [...simulator.troubledRuns()],
      claims: await keptClaims(analyst.metrics),
      exitCode,
    };
  } finally {
    await simulator.close();
    await home.remove();
  }
}
