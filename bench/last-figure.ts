import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CommandLine } from '../test/fixtures/command-line.ts';

const figureSchema = z.object({ msg: z.string(), data: z.looseObject({ value: z.number() }) });

/** The newest value of a performance figure in the log. */
export async function lastFigure(
  { home }: Pick<CommandLine, 'home'>,
  name: string,
): Promise<number> {
  let newest = Number.NaN;
  for (const file of (await readdir(join(home, 'logs'))).filter((file) =>
    file.startsWith('dr365.'),
  )) {
    for (const line of (await readFile(join(home, 'logs', file), 'utf8')).split('\n')) {
      if (!line.includes(`"msg":"${name}"`)) continue;
      newest = figureSchema.parse(JSON.parse(line)).data.value;
    }
  }
  return newest;
}
