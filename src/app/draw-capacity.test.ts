import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAnswerStore } from '../../test/fixtures/answer-store.ts';
import { hostileNames } from '../../test/fixtures/hostile-names.ts';
import { capacityServer, type PlantedCapacity } from '../../test/fixtures/planted-capacity.ts';
import { plainCalibration } from '../../test/fixtures/used-space.ts';
import { capacityCharts } from '../queries/capacity-charts.ts';
import { writeCharts } from './draw-capacity.ts';

const asOf = new Date('2026-11-23T06:00:00Z');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dr365-charts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function chartsOf(...planted: readonly PlantedCapacity[]) {
  const answers = createAnswerStore([capacityServer(1, 'north', planted, asOf)]);
  return capacityCharts({ answers, asOf, simulated: false, calibration: plainCalibration });
}

const empty = { name: 'Empty', usedGib: 100, growthGib: 0, days: 60 };
const quiet = { name: 'Quiet', usedGib: 2000, growthGib: 1, days: 60 };
const main = { name: 'Main', usedGib: 8500, growthGib: 20, days: 60 };
const young = { name: 'Young', usedGib: 9950, growthGib: 0, days: 3 };

it('draws what has a forecast, the most pressing first, with levels, dates and both bands', async () => {
  const paths = await writeCharts(await chartsOf(empty, quiet, young, main), folder, false);
  expect(paths.map((path) => basename(path))).toEqual([
    '001-main.svg',
    '002-quiet.svg',
    '003-empty.svg',
  ]);
  const svg = await readFile(paths[0] ?? '', 'utf8');
  expect(svg).toContain('<title>Main</title>');
  expect(svg).toMatch(/<desc>8500 GiB on 2026-11-23; in 90 days 80 % of past errors lie between/);
  expect(svg).toContain('levels: 80 % 8000 GiB, 90 % 9000 GiB, 100 % 10000 GiB.');
  expect(svg).toMatch(/class="past" points="([\d.]+,[\d.]+ ?){60}"/);
  expect(svg.match(/class="(wide|narrow|likely)"/g)).toHaveLength(3);
  expect(svg).not.toContain('simulated');
});

it('says that an estate is simulated, and writes nothing of a repository without a forecast', async () => {
  const [path = ''] = await writeCharts(await chartsOf(main), folder, true);
  expect(await readFile(path, 'utf8')).toContain('<title>Main, simulated estate</title>');
  expect(await writeCharts(await chartsOf(young), folder, false)).toEqual([]);
});

it('keeps hostile names inside the folder and out of the markup', async () => {
  const named = hostileNames.map((name) => ({ ...main, name }));
  const paths = await writeCharts(await chartsOf(...named), folder, false);
  expect(new Set(paths).size).toBe(hostileNames.length);
  for (const path of paths) {
    expect(path).toBe(join(folder, basename(path)));
    expect(basename(path)).toMatch(/^\d{3}-[a-z0-9-]+\.svg$/);
    expect(await readFile(path, 'utf8')).not.toMatch(
      /<(?!\/?(svg|title|desc|style|text|polygon|polyline|line)\b)/,
    );
  }
});

it('says what to do where it cannot write', async () => {
  const file = join(folder, 'taken');
  await writeFile(file, '');
  await expect(writeCharts(await chartsOf(main), join(file, 'below'), false)).rejects.toMatchObject(
    {
      code: 'input-invalid',
      message: expect.stringMatching(/Charts cannot be written to .*name a folder/s),
    },
  );
});
