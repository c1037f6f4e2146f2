import { join } from 'node:path';
import type { World } from './world.ts';

/** The table of past forecast errors that DR365 brings along. */
export function shippedCalibrationFile({ root }: World): string {
  return join(root, 'knowledge', 'forecast-calibration.json');
}
