import type { SimulatorOptions } from '../../src/simulator/options.ts';
import type { TroubledRunTruth } from '../../src/simulator/truth/troubled-runs.ts';
import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';
import { withSimulatedHome } from '../simulated-home.ts';
import { type KeptClaims, keptClaims } from './kept-claims.ts';

/** What was planted in a simulated estate, and what the product says of it. */
export interface VerifiedEstate {
  readonly truth: SimulatorTruth;
  readonly troubledRuns: readonly TroubledRunTruth[];
  readonly claims: KeptClaims;
  readonly exitCode: number;
}

/** Collects and analyses a simulated estate once, by the real pipeline with its own databases. */
export function verifyEstate(options: SimulatorOptions): Promise<VerifiedEstate> {
  return withSimulatedHome(options, async ({ simulator, home, pass }) => {
    const { exitCode } = await pass(['collect', 'analyse']);
    const { analyst } = await home.home.administration.connections();
    return {
      truth: simulator.truth(),
      troubledRuns: [...simulator.troubledRuns()],
      claims: await keptClaims(analyst.metrics),
      exitCode,
    };
  });
}
