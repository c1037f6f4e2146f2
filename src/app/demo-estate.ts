import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PassReport } from '../domain/pass-report.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import { connectVbr } from '../veeam/rest/connect-vbr.ts';
import type { OpenHome } from './open-home.ts';
import { passOver } from './run-pass-action.ts';
import type { World } from './world.ts';

const hourMs = 3_600_000;
/** After this long the estate is made anew instead of being moved on in time. */
const longestLifeDays = 60;

const birthSchema = z.object({ seed: z.number(), bornAt: z.coerce.date() });
type Birth = z.infer<typeof birthSchema>;

/**
 * Simulates an estate and runs a pass over it. The same estate lives on between calls, moved on by the
 * time that went by, so a second call collects only what is new, as it would from a real server.
 */
export async function simulateEstate(
  world: World,
  home: OpenHome,
  progress: (text: string) => void,
  signal: AbortSignal,
): Promise<PassReport> {
  const birth = await birthOfEstate(world, home);
  progress(`Simulating a VBR server (seed ${birth.seed}) …`);
  const simulator = await startSimulator({
    scenario: 'troubled',
    seed: birth.seed,
    now: birth.bornAt,
    role: 'viewer',
  });
  try {
    const hoursLived = (world.clock.now().getTime() - birth.bornAt.getTime()) / hourMs;
    if (hoursLived > 0) simulator.advance(hoursLived);
    const server = {
      entry: 'simulated',
      address: `${simulator.host}:${simulator.port}`,
      connect: () => connectToSimulator(world, home, simulator),
    };
    return await passOver(world, home, {
      command: 'demo',
      steps: ['collect', 'analyse'],
      servers: [server],
      progress,
      signal,
    });
  } finally {
    await simulator.close();
  }
}

type Simulator = Awaited<ReturnType<typeof startSimulator>>;

function connectToSimulator(world: World, home: OpenHome, simulator: Simulator) {
  home.registry.remember(simulator.password);
  return connectVbr({
    address: { host: simulator.host, port: simulator.port },
    trust: { kind: 'fingerprint', sha256: [simulator.fingerprintSha256] },
    account: { username: simulator.username, password: simulator.password },
    journal: home.journal,
    clock: world.clock,
    pageLimit: home.loaded.settings.collection.pageLimit,
    zone: null,
  });
}

/** Reads when the demo's estate was made; a missing, unreadable or old one is begun anew with empty databases. */
async function birthOfEstate(world: World, home: OpenHome): Promise<Birth> {
  const file = join(home.folder, 'estate.json');
  const now = world.clock.now();
  const known = await readBirth(file);
  if (known !== null) {
    const ageDays = (now.getTime() - known.bornAt.getTime()) / (24 * hourMs);
    if (ageDays >= 0 && ageDays < longestLifeDays) return known;
    await forgetEstate(home);
  }
  const birth = { seed: 365, bornAt: now };
  await mkdir(home.folder, { recursive: true });
  await writeFile(file, JSON.stringify(birth));
  return birth;
}

async function readBirth(file: string): Promise<Birth | null> {
  try {
    return birthSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

async function forgetEstate(home: OpenHome): Promise<void> {
  await home.administration.stop({ ifUnused: false });
  await rm(join(home.folder, 'postgres'), { recursive: true, force: true });
}
