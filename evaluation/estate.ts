import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenHome, openHome } from '../src/app/open-home.ts';
import { openReader } from '../src/app/readers.ts';
import { passOver } from '../src/app/run-pass-action.ts';
import { presentWorld, type World } from '../src/app/world.ts';
import { callTool } from '../src/doors/mcp/call-tool.ts';
import { type Simulator, startSimulator } from '../src/simulator/start-simulator.ts';
import { connectVbr } from '../src/veeam/rest/connect-vbr.ts';
import type { CallTool, PreparedEstate, PrepareEstate } from './prepared-estate.ts';

const hourMs = 3_600_000;
/** Well inside the window of analysis, so that no run falls on its edge. */
const historyDays = 60;

/** The real simulator, the real pipeline and the real databases, in folders of their own. */
export const prepareEstate: PrepareEstate = async (seed, revision) => {
  const now = new Date();
  const simulator = await startSimulator({
    seed,
    revision,
    now,
    role: 'viewer',
    days: historyDays,
  });
  const full = await temporaryHome(now);
  const empty = await temporaryHome(now);
  await collect(full, simulator);
  const truth = simulator.truth();
  await simulator.close();
  const asked = await asker(full);
  const askedBefore = await asker(empty);
  const estate: PreparedEstate = {
    callTool: (hoursLater) => asked.at(new Date(now.getTime() + hoursLater * hourMs)),
    callToolBeforeCollection: askedBefore.at(now),
    truth,
    close: async () => {
      await Promise.all([asked.close(), askedBefore.close()]);
      await Promise.all([full.remove(), empty.remove()]);
    },
  };
  return estate;
};

interface TemporaryHome {
  readonly world: World;
  readonly home: OpenHome;
  readonly remove: () => Promise<void>;
}

async function temporaryHome(now: Date): Promise<TemporaryHome> {
  const folder = await mkdtemp(join(tmpdir(), 'dr365-evaluation-'));
  const world = {
    ...presentWorld(),
    environment: { DR365_HOME: folder },
    clock: { now: () => now },
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

async function collect({ world, home }: TemporaryHome, simulator: Simulator): Promise<void> {
  const connect = () =>
    connectVbr({
      address: { host: simulator.host, port: simulator.port },
      trust: { kind: 'fingerprint', sha256: [simulator.fingerprintSha256] },
      account: { username: simulator.username, password: simulator.password },
      journal: home.journal,
      clock: world.clock,
      zone: null,
    });
  const report = await passOver(world, home, {
    command: 'evaluate',
    steps: ['collect', 'analyse'],
    servers: [{ entry: 'simulated', address: simulator.url, connect }],
    progress: () => {},
    signal: new AbortController().signal,
  });
  if (report.exitCode !== 0) throw new Error(`the pass ended with ${report.exitCode}`);
}

async function asker({ home }: TemporaryHome): Promise<{
  readonly at: (now: Date) => CallTool;
  readonly close: () => Promise<void>;
}> {
  const reader = await openReader(home);
  return {
    at: (now) => async (name, given) => {
      const { structuredContent, text, isError } = await callTool(
        {
          door: 'cli',
          answers: reader.answers,
          risk: reader.risk,
          audit: reader.risk.audit,
          journal: home.journal,
          clock: { now: () => now },
          simulated: true,
        },
        name,
        given,
      );
      return { structuredContent, text, isError };
    },
    close: reader.close,
  };
}
