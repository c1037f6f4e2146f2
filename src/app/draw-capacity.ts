import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Fault } from '../domain/errors.ts';
import { chartFileName, repositoryChart } from '../presentation/repository-chart.ts';
import { capacityCharts, type RepositoryChart } from '../queries/capacity-charts.ts';
import type { OpenHome } from './open-home.ts';
import { openReader } from './readers.ts';
import { toolContext } from './tool-context.ts';
import type { World } from './world.ts';

/** Draws every repository with a forecast into a folder; the paths of the pictures, the most pressing repository first. */
export async function drawCapacity(
  world: World,
  home: OpenHome,
  folder: string,
): Promise<readonly string[]> {
  const reader = await openReader(home);
  try {
    const context = { ...(await toolContext(world, home, reader)), asOf: world.clock.now() };
    return await writeCharts(await capacityCharts(context), folder, home.demo);
  } finally {
    await reader.close();
  }
}

/** Writes one picture a repository. */
export async function writeCharts(
  charts: readonly RepositoryChart[],
  folder: string,
  simulated: boolean,
): Promise<readonly string[]> {
  const paths: string[] = [];
  try {
    await mkdir(folder, { recursive: true });
    for (const [place, { name, drawn }] of charts.entries()) {
      const path = join(resolve(folder), chartFileName(name, place));
      await writeFile(path, repositoryChart(name, drawn, simulated));
      paths.push(path);
    }
  } catch (cause) {
    throw notWritten(folder, paths.length, cause);
  }
  return paths;
}

function notWritten(folder: string, written: number, cause: unknown): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: `Charts cannot be written to ${folder}`,
    means: written === 0 ? 'there is no picture' : `only ${written} pictures are there`,
    next: 'name a folder that this account may write to',
    cause,
  });
}
