import type { SimulateOptions, SimulatorShown } from '../doors/cli/cli-context.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import type { World } from './world.ts';

/** Starts the simulated VBR server with the options of the command line; what was not given is left to it. */
export async function simulate(world: World, options: SimulateOptions): Promise<SimulatorShown> {
  const { failedPercent, warnedPercent, size, jobs, repositories, sessions, latencyMs, ...rest } =
    options;
  return startSimulator({
    ...rest,
    now: world.clock.now(),
    ...(latencyMs > 0 && { faults: { rules: [{ kind: 'slow', delayMs: latencyMs }] } }),
    ...(size !== null && { size }),
    ...(jobs !== null && { jobs }),
    ...(repositories !== null && { repositories }),
    ...(sessions !== null && { sessions }),
    ...(failedPercent !== null && { failedShare: failedPercent / 100 }),
    ...(warnedPercent !== null && { warnedShare: warnedPercent / 100 }),
  });
}
