import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runNode } from './run-command.ts';

const probe = fileURLToPath(new URL('backtest-usage.ts', import.meta.url));
const daysASeries = 365;
const manySeries = 10_000;
/** Enough for the heap to have reached its usual size. */
const fewSeries = 2_000;

export interface Speed {
  readonly millisecondsASeries: number;
  readonly cpuSeconds: number;
  readonly memoryGrowth: number;
  readonly peakMegabytes: number;
}

const usageSchema = z.object({ cpuSeconds: z.number(), peakMegabytes: z.number() });

/** How long the whole command takes for many series of a year, and whether its memory grows with their number. */
export async function measureSpeed(folder: string): Promise<Speed> {
  const few = await usage(folder, fewSeries);
  const many = await usage(folder, manySeries);
  return {
    millisecondsASeries: (1000 * (many.cpuSeconds - few.cpuSeconds)) / (manySeries - fewSeries),
    cpuSeconds: many.cpuSeconds,
    memoryGrowth: many.peakMegabytes / few.peakMegabytes,
    peakMegabytes: many.peakMegabytes,
  };
}

async function usage(folder: string, count: number): Promise<z.infer<typeof usageSchema>> {
  const series = join(folder, `series-${count}.csv`);
  await writeSeries(series, count);
  const out = join(folder, `out-${count}.csv`);
  const text = await runNode([
    ...[probe, 'backtest', '--series', series, '--out', out],
    ...['--length', String(daysASeries)],
  ]);
  return usageSchema.parse(JSON.parse(text.trim().split('\n').at(-1) ?? ''));
}

/** Growth with a weekly full and a restless level; the same numbers every time. */
async function writeSeries(file: string, count: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.write('series_id,t,value\n');
  let state = 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  for (let index = 0; index < count; index += 1) {
    let used = 1000 + 9000 * next();
    const growth = 20 * next();
    let rows = '';
    for (let day = 0; day < daysASeries + 90; day += 1) {
      used += 2 * growth * next();
      rows += `s${index},${day},${(used + (day % 7 === 0 ? 300 : 0)).toFixed(1)}\n`;
    }
    if (!stream.write(rows)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
}
