import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importCapacity } from '../src/app/import/import-capacity.ts';
import { passOver } from '../src/app/run-pass-action.ts';
import type { CapacityDayTruth } from '../src/simulator/truth/capacity-days.ts';
import type { TemporaryHome } from './temporary-home.ts';

/** Imports the planted days before now through the product's own import, then analyses what is kept. */
export async function importPlantedHistory(
  { home, world }: TemporaryHome,
  days: readonly CapacityDayTruth[],
): Promise<void> {
  const today = world.clock.now().toISOString().slice(0, 10);
  const lines = days
    .filter(({ at, isOnline, usedGib }) => at.slice(0, 10) < today && isOnline && usedGib > 0)
    .map(({ repositoryId, at, usedGib, capacityGib }) => {
      const capacity = capacityGib === 0 ? '' : capacityGib;
      return `${repositoryId},${at.slice(0, 10)},${usedGib},${capacity}`;
    });
  const file = join(home.folder, 'capacity.csv');
  await writeFile(file, ['repository,date,used_gib,capacity_gib', ...lines, ''].join('\n'));
  await importCapacity(world, home, file);
  const { exitCode } = await passOver(world, home, {
    command: 'evaluate',
    steps: ['analyse'],
    servers: [],
    progress: () => {},
    signal: new AbortController().signal,
  });
  if (exitCode !== 0) throw new Error(`the pass after the import ended with ${exitCode}`);
}
