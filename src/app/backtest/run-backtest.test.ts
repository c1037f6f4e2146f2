import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BacktestOptions } from '../../doors/cli/cli-context.ts';
import type { World } from '../world.ts';
import { runBacktest } from './run-backtest.ts';

const world: World = {
  environment: {},
  platform: 'linux',
  root: fileURLToPath(new URL('../../../', import.meta.url)),
  installed: false,
  version: '0.0.0',
  clock: { now: () => new Date(0) },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dr365-backtest-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const header = 'series_id,t,value';
const growth = (id: string, days = 150) =>
  Array.from({ length: days }, (_, day) => `${id},${day},${1000 + 10 * day}`);

async function file(name: string, lines: readonly string[], end = '\n'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.join(end) + end);
  return path;
}

async function run(series: readonly string[], given: Partial<BacktestOptions> = {}) {
  const options = {
    series: await file('series.csv', [header, ...series]),
    origins: null,
    lengthDays: 60,
    horizonDays: 90,
    out: join(folder, 'out.csv'),
    cross: null,
    levels: null,
    calibration: null,
    progress: () => {},
    ...given,
  };
  return runBacktest(world, options);
}

const rowsOf = async (name: string) =>
  (await readFile(join(folder, name), 'utf8')).trim().split('\n');

describe('a backtest', () => {
  it('writes one row a day ahead for every named origin, once', async () => {
    const origins = await file('origins.csv', [
      'series_id,origin,level_name',
      'a,100,L80',
      'a,100,L90',
      'b,120,L80',
    ]);
    const report = await run([...growth('a'), ...growth('b'), ...growth('c')], {
      origins,
      horizonDays: 30,
    });
    const [head, ...rows] = await rowsOf('out.csv');
    expect(head).toBe('series_id,origin,horizon,mean,lo80,hi80,lo95,hi95');
    expect(rows).toHaveLength(60);
    expect(rows.map((row) => row.split(',').slice(0, 3).join())).toEqual(
      ['a,100', 'b,120'].flatMap((key) =>
        Array.from({ length: 30 }, (_, index) => `${key},${index + 1}`),
      ),
    );
    const [mean = 0, low80 = 0, high80 = 0, low95 = 0, high95 = 0] =
      rows[29]?.split(',').slice(3).map(Number) ?? [];
    expect(mean).toBeCloseTo(2300, 6);
    expect([low95, low80, mean, high80, high95]).toEqual(
      [low95, low80, mean, high80, high95].sort((left, right) => left - right),
    );
    expect(report).toMatchObject({ series: 3, origins: 2, forecasts: 2, withoutHistory: 0 });
  });

  it('sees at most the days of its length up to the origin and nothing after it', async () => {
    const origins = await file('origins.csv', ['series_id,origin', 'a,100']);
    await run(growth('a'), { origins });
    const plain = await rowsOf('out.csv');
    const unseen = (row: string, day: number) => (day > 40 && day <= 100 ? row : `a,${day},77`);
    await run(growth('a').map(unseen), { origins });
    expect(await rowsOf('out.csv')).toEqual(plain);
  });

  it('without origins leaves the whole horizon to be judged by', async () => {
    await run(growth('a', 150), { horizonDays: 20 });
    expect((await rowsOf('out.csv'))[1]).toMatch(/^a,129,1,/);
  });

  it('writes the day on which each level is reached, and empty cells beyond the horizon', async () => {
    const levels = await file('levels.csv', [
      'series_id,origin,level_name,level,true_days',
      'a,100,passed,1500,',
      'a,100,near,2200,20',
      'a,100,far,900000,',
    ]);
    await run(growth('a'), { levels, cross: join(folder, 'cross.csv') });
    const [head, passed, near, far] = await rowsOf('cross.csv');
    expect(head).toBe('series_id,origin,level_name,days,lo80,hi80,lo95,hi95');
    expect(passed).toBe('a,100,passed,0,0,0,0,0');
    expect(near).toMatch(/^a,100,near,(19|20),\d+,\d+,\d+,\d+$/);
    expect(far).toBe('a,100,far,,,,,');
  });

  it('takes line ends of Windows, a byte order mark, scattered and backward rows as they come', async () => {
    await run(growth('a'));
    const plain = await rowsOf('out.csv');
    const other = growth('b');
    const mixed = growth('a')
      .reverse()
      .flatMap((row, index) => [row, other[index] ?? '']);
    const series = await file('mixed.csv', [`\uFEFF${header}`, ...mixed, ''], '\r\n');
    const report = await run([], { series });
    expect(report.scatteredSeries).toBe(2);
    expect((await rowsOf('out.csv')).slice(0, 91)).toEqual(plain);
  });

  it('leaves out origins without history and counts what was no reading', async () => {
    const holes = growth('a').map((row, day) => {
      if (day === 50) return 'a,50,-4';
      if (day === 51) return 'a,51,NA';
      return day === 52 ? 'a,52,0' : row;
    });
    const report = await run([...holes, ...growth('b', 100)], { lengthDays: 20 });
    expect(report).toMatchObject({
      origins: 2,
      forecasts: 1,
      withoutHistory: 1,
      faults: { negative: 1, notNumbers: 1, zero: 1, duplicateDays: 0 },
    });
  });
});

describe('bad input is named with its file and line, and nothing is written:', () => {
  it.each([
    [
      'a value that is no number',
      ['a,1,5', 'a,2,five'],
      /series\.csv line 3 .*value is not a number/,
    ],
    ['a decimal comma', ['a,1,5,5'], /line 2 .*4 columns instead of 3/],
    ['a row too short', ['a,1'], /line 2 .*2 columns instead of 3/],
    ['a day that is no whole number', ['a,1.5,5'], /line 2 .*t is not a whole number/],
    ['a series without a name', [',1,5'], /line 2 .*series_id is empty/],
  ])('%s', async (_, series, message) => {
    await expect(run([...growth('z'), ...series].slice(-series.length))).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(message),
    });
    expect(await readdir(folder)).toEqual(['series.csv']);
  });

  it.each([
    [
      'another header',
      'id,t,value\na,1,2\n',
      /line 1 .*header does not begin with series_id,t,value/,
    ],
    ['an empty file', '', /it is empty/],
    ['UTF-16', Buffer.from('\uFEFFseries_id,t,value\n', 'utf16le'), /not UTF-8/],
  ])('%s', async (_, content, message) => {
    const series = join(folder, 'other.csv');
    await writeFile(series, content);
    await expect(run([], { series })).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['an unknown series', 'b,100,L,5', /levels\.csv line 2 .*not in the series file/],
    ['an origin that is no day', 'a,soon,L,5', /origin is not a whole number/],
    ['a level that is no number', 'a,100,L,full', /level is not a number/],
  ])('%s', async (_, row, message) => {
    const levels = await file('levels.csv', ['series_id,origin,level_name,level', row]);
    const cross = join(folder, 'cross.csv');
    await expect(run(growth('a'), { levels, cross })).rejects.toThrow(message);
  });

  it('a file that is not there, and a folder that cannot be written to', async () => {
    const absent = join(folder, 'absent.csv');
    await expect(run([], { series: absent })).rejects.toThrow(/absent\.csv .*no such file/);
    const out = join(folder, 'no', 'out.csv');
    await expect(run(growth('a'), { out })).rejects.toThrow(/out\.csv cannot be written/);
    const levels = await file('levels.csv', ['series_id,origin,level_name,level']);
    await expect(run(growth('a'), { levels, cross: out })).rejects.toThrow(/cannot be written/);
    expect((await readdir(folder)).sort()).toEqual(['levels.csv', 'series.csv']);
  });
});

describe('readings that cannot be right are counted, and forecast as if they were not there:', () => {
  const plain = growth('a');
  const withRows = (change: (row: string, day: number) => string | readonly string[]) =>
    plain.flatMap(change);

  it.each([
    ['negative', '-4', 'negative'],
    ['no number', 'NaN', 'notNumbers'],
    ['without end', 'Infinity', 'notNumbers'],
    ['zero', '0', 'zero'],
  ])('%s', async (_, value, fault) => {
    const report = await run(
      withRows((row, day) => (day % 20 === 3 ? `a,${day},${value}` : row)),
      { horizonDays: 20 },
    );
    const faulty = await rowsOf('out.csv');
    expect(report.faults).toMatchObject({ [fault]: 3 });
    await run(plain, { horizonDays: 20 });
    expect(meansOf(faulty)).toEqual(meansOf(await rowsOf('out.csv')));
  });

  it('a day said several times, and a change from GB to TB', async () => {
    const twice = await run(
      withRows((row, day) => (day % 30 === 5 ? [row, row, row] : row)),
      {
        horizonDays: 20,
      },
    );
    const doubled = await rowsOf('out.csv');
    expect(twice.faults.duplicateDays).toBe(2);
    const mended = await run(
      withRows((row, day) => (day < 100 ? `a,${day},${1000 * (1000 + 10 * day)}` : row)),
      { horizonDays: 20 },
    );
    expect(mended.unitChanges).toBe(1);
    const changed = await rowsOf('out.csv');
    await run(plain, { horizonDays: 20 });
    const expected = meansOf(await rowsOf('out.csv'));
    expect(meansOf(doubled)).toEqual(expected);
    expect(meansOf(changed)).toEqual(expected);
  });

  it('one point, none that is known, and a series that never changes', async () => {
    const missing = plain.map((_, day) => `b,${day},NA`);
    const level = plain.map((_, day) => `c,${day},700`);
    const report = await run(['one,5,100', ...missing, ...level], { horizonDays: 20 });
    expect(report).toMatchObject({ origins: 3, forecasts: 1, withoutHistory: 2 });
    expect(new Set(meansOf(await rowsOf('out.csv')))).toEqual(new Set(['700']));
  });

  it('a file without a row is refused', async () => {
    await expect(run([])).rejects.toThrow(/series\.csv cannot be used.*no row/s);
    expect(await readdir(folder)).toEqual(['series.csv']);
  });
});

describe('whatever the rows, a backtest', () => {
  const drawn = fc.array(fc.integer({ min: 500, max: 1000 }), { minLength: 60, maxLength: 90 });
  const rows = (values: readonly number[], factor = 1) =>
    values.map((value, day) => `a,${day},${factor * value}`);
  const forecastOf = async (series: readonly string[]) => {
    await run(series, { horizonDays: 14 });
    return rowsOf('out.csv');
  };

  it('does not depend on their order', async () => {
    const shuffled = drawn.chain((values) =>
      fc.tuple(
        fc.constant(rows(values)),
        fc.shuffledSubarray(rows(values), { minLength: values.length }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([series, other]) => {
        expect(await forecastOf(other)).toEqual(await forecastOf(series));
      }),
      { numRuns: 15 },
    );
  });

  it('multiplies its figures when they are multiplied', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, fc.integer({ min: -8, max: 20 }), async (values, power) => {
        const plain = figuresOf(await forecastOf(rows(values)));
        const scaled = figuresOf(await forecastOf(rows(values, 2 ** power)));
        for (const [index, figure] of scaled.entries()) {
          const expected = 2 ** power * (plain[index] ?? Number.NaN);
          expect(Math.abs(figure - expected)).toBeLessThanOrEqual(1e-6 * expected);
        }
      }),
      { numRuns: 15 },
    );
  });
});

const meansOf = (rows: readonly string[]) => rows.slice(1).map((row) => row.split(',')[3]);
const figuresOf = (rows: readonly string[]) =>
  rows.slice(1).flatMap((row) => row.split(',').slice(3).map(Number));
