// Waits until the simulator has printed where it listens.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const file = join(process.env.PLACE, 'simulator.json');
for (let tried = 0; ; tried += 1) {
  try {
    JSON.parse(readFileSync(file, 'utf8'));
    break;
  } catch (error) {
    if (tried > 600) throw error;
    await sleep(100);
  }
}
