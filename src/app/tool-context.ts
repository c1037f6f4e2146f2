import { join } from 'node:path';
import type { Reader } from '../doors/cli/cli-context.ts';
import { loadSignatures } from '../settings/failure-signatures.ts';
import { loadForecastCalibration } from '../settings/forecast-calibration.ts';
import { shippedCalibrationFile } from './knowledge-files.ts';
import type { OpenHome } from './open-home.ts';
import type { World } from './world.ts';

/** What every tool answers from, whichever door it is asked through. */
export async function toolContext(world: World, home: OpenHome, reader: Reader) {
  const { signatures } = await loadSignatures(join(world.root, 'knowledge'));
  return {
    answers: reader.answers,
    risk: reader.risk,
    plans: reader.plans,
    signatures,
    calibration: await loadForecastCalibration(shippedCalibrationFile(world)),
    audit: reader.risk.audit,
    journal: home.journal,
    clock: world.clock,
    simulated: home.demo,
  };
}
