import { Agent, request } from 'undici';
import type { RunningSimulator } from './running-simulator.ts';

/** Moves the simulated estate on in time, or adds sessions to it. */
export async function advance(
  simulator: RunningSimulator,
  by: { readonly hours: number } | { readonly sessions: number },
): Promise<void> {
  const dispatcher = new Agent({
    connect: { ca: simulator.certificatePem, checkServerIdentity: () => undefined },
  });
  const { statusCode } = await request(`${simulator.url}/__advance`, {
    method: 'POST',
    dispatcher,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(by),
  });
  await dispatcher.close();
  if (statusCode !== 200) throw new Error(`the simulator answered ${statusCode}`);
}
