import { join } from 'node:path';
import { serveMcpOnStdio } from '../doors/mcp/serve-mcp-on-stdio.ts';
import { loadSignatures } from '../settings/failure-signatures.ts';
import { loadForecastCalibration } from '../settings/forecast-calibration.ts';
import { shippedCalibrationFile } from './knowledge-files.ts';
import type { OpenHome } from './open-home.ts';
import { standingReader } from './readers.ts';
import type { World } from './world.ts';

/** Serves until the client is gone; the process ends through `exit`. */
export async function serveMcp(world: World, home: OpenHome): Promise<void> {
  const { signatures } = await loadSignatures(join(world.root, 'knowledge'));
  const calibration = await loadForecastCalibration(shippedCalibrationFile(world));
  const reader = standingReader(home);
  serveMcpOnStdio({
    door: 'mcp',
    version: world.version,
    answers: reader.answers,
    risk: reader.risk,
    plans: reader.plans,
    signatures,
    calibration,
    audit: reader.risk.audit,
    journal: home.journal,
    clock: world.clock,
    simulated: home.demo,
    close: async () => {
      await reader.close();
      await home.journal.close();
    },
    exit: (code) => process.exit(code),
  });
}
