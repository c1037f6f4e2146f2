import { join } from 'node:path';
import { shippedCalibrationFile } from '../src/app/knowledge-files.ts';
import { openReader } from '../src/app/readers.ts';
import { callTool } from '../src/doors/mcp/call-tool.ts';
import { loadSignatures } from '../src/settings/failure-signatures.ts';
import { loadForecastCalibration } from '../src/settings/forecast-calibration.ts';
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
  const young = await youngEstate(seed, revision, now);
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
): Promise<TemporaryHome> {
  const sizes = { days: youngDays, jobs: 8, repositories: 12 };
  const simulator = await startSimulator({ seed, revision, now, role: 'viewer', ...sizes });
  const home = await temporaryHome(() => now);
  mustBeWhole(await passOverSimulator(home, simulator, ['collect', 'analyse']));
  await simulator.close();
  return home;
}

async function asker({ home, world }: TemporaryHome): Promise<{
  readonly at: (now: Date) => CallTool;
  readonly close: () => Promise<void>;
}> {
  const { signatures } = await loadSignatures(join(world.root, 'knowledge'));
  const calibration = await loadForecastCalibration(shippedCalibrationFile(world));
  const reader = await openReader(home);
  return {
    at: (now) => async (name, given) => {
      const { structuredContent, text, isError } = await callTool(
        {
          door: 'cli',
          answers: reader.answers,
          risk: reader.risk,
          signatures,
          calibration,
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
