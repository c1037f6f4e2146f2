import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenHome, openHome } from '../src/app/open-home.ts';
import { passOver } from '../src/app/run-pass-action.ts';
import { presentWorld, type World } from '../src/app/world.ts';
import type { PassReport } from '../src/domain/pass-report.ts';
import type { Simulator } from '../src/simulator/start-simulator.ts';
import { connectVbr } from '../src/veeam/rest/connect-vbr.ts';

/** An installation of its own in a folder that is removed again, whose clock stands where it is told. */
export interface TemporaryHome {
  readonly world: World;
  readonly home: OpenHome;
  readonly remove: () => Promise<void>;
}

export async function temporaryHome(now: () => Date, configuration = ''): Promise<TemporaryHome> {
  const folder = await mkdtemp(join(tmpdir(), 'dr365-evaluation-'));
  await writeFile(join(folder, 'dr365.config.yaml'), configuration);
  const world = {
    ...presentWorld(),
    environment: { DR365_HOME: folder },
    clock: { now },
  };
  const home = await openHome(world, { demo: false });
  return {
    world,
    home,
    remove: async () => {
      await home.administration.stop({ ifUnused: false });
      await home.journal.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One pass of the real pipeline over a simulator. */
export function passOverSimulator(
  { world, home }: TemporaryHome,
  simulator: Simulator,
  steps: readonly ('collect' | 'analyse')[],
  zone: string | null = null,
): Promise<PassReport> {
  const connect = () =>
    connectVbr({
      address: { host: simulator.host, port: simulator.port },
      trust: { kind: 'fingerprint', sha256: [simulator.fingerprintSha256] },
      account: { username: simulator.username, password: simulator.password },
      journal: home.journal,
      clock: world.clock,
      zone,
    });
  return passOver(world, home, {
    command: 'evaluate',
    steps,
    servers: [{ entry: 'simulated', address: simulator.url, connect }],
    progress: () => {},
    signal: new AbortController().signal,
  });
}

/** Ends with what went wrong, where a pass did not read or judge everything that the role shows. */
export function mustBeWhole({ exitCode, servers }: PassReport): void {
  if (exitCode === 0) return;
  const problems = servers.flatMap(({ outcome, problem, sources, counts }) => [
    ...(problem === null ? [outcome] : [problem.sentence]),
    ...sources.flatMap(({ source, availability, reason }) =>
      reason === null || availability === 'forbidden' ? [] : [`${source}: ${reason}`],
    ),
    JSON.stringify(counts),
  ]);
  throw new Error(`the pass ended with ${exitCode}: ${problems.join('; ')}`);
}
