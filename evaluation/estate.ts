import { openReader } from '../src/app/readers.ts';
import { toolContext } from '../src/app/tool-context.ts';
import { callTool } from '../src/doors/mcp/call-tool.ts';
import { startSimulator } from '../src/simulator/start-simulator.ts';
import { importPlantedHistory } from './capacity-history.ts';
import type { CallTool, PreparedEstate, PrepareEstate } from './prepared-estate.ts';
import {
  mustBeWhole,
  passOverSimulator,
  type TemporaryHome,
  temporaryHome,
} from './temporary-home.ts';

const hourMs = 3_600_000;
/** Well inside the window of analysis, so that no run falls on its edge. */
const historyDays = 60;

/** Too few days for any forecast. */
const youngDays = 8;

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
  const full = await temporaryHome(() => now);
  const empty = await temporaryHome(() => now);
  mustBeWhole(await passOverSimulator(full, simulator, ['collect', 'analyse']));
  const truth = simulator.truth();
  const capacityDays = [...simulator.capacityDays()];
  await simulator.close();
  const { home: young, truth: truthOfYoungEstate } = await youngEstate(seed, revision, now);
  const asked = await asker(full);
  const askedBefore = await asker(empty);
  const askedYoung = await asker(young);
  let imported: Promise<void> | null = null;
  const estate: PreparedEstate = {
    callTool: (hoursLater) => asked.at(new Date(now.getTime() + hoursLater * hourMs)),
    callToolBeforeCollection: askedBefore.at(now),
    callToolWithHistory: async (name, given) => {
      imported ??= importPlantedHistory(full, capacityDays);
      await imported;
      return asked.at(now)(name, given);
    },
    callToolOfYoungEstate: askedYoung.at(now),
    truthOfYoungEstate,
    truth,
    capacityDays,
    close: async () => {
      await Promise.all([asked.close(), askedBefore.close(), askedYoung.close()]);
      await Promise.all([full.remove(), empty.remove(), young.remove()]);
    },
  };
  return estate;
};

async function youngEstate(
  seed: number,
  revision: PreparedEstate['truth']['revision'],
  now: Date,
): Promise<{ readonly home: TemporaryHome; readonly truth: PreparedEstate['truth'] }> {
  const sizes = { days: youngDays, jobs: 8, repositories: 12 };
  const simulator = await startSimulator({ seed, revision, now, role: 'administrator', ...sizes });
  const home = await temporaryHome(() => now);
  mustBeWhole(await passOverSimulator(home, simulator, ['collect', 'analyse']));
  const truth = simulator.truth();
  await simulator.close();
  return { home, truth };
}

async function asker({ home, world }: TemporaryHome): Promise<{
  readonly at: (now: Date) => CallTool;
  readonly close: () => Promise<void>;
}> {
  const reader = await openReader(home);
  const context = { ...(await toolContext(world, home, reader)), simulated: true };
  return {
    at: (now) => async (name, given) => {
      const { structuredContent, text, isError } = await callTool(
        { ...context, door: 'cli', clock: { now: () => now } },
        name,
        given,
      );
      return { structuredContent, text, isError };
    },
    close: reader.close,
  };
}
