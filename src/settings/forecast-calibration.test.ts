import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorQuantile, errorTables } from '../analysers/capacity/calibration.ts';
import { loadForecastCalibration } from './forecast-calibration.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dr365-calibration-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the table of past forecast errors', () => {
  it('that is shipped is valid, and wider for less history and for more days ahead', async () => {
    const shipped = fileURLToPath(
      new URL('../../knowledge/forecast-calibration.json', import.meta.url),
    );
    const calibration = await loadForecastCalibration(shipped);
    const reach = (historyDays: number, daysAhead: number) => {
      const { values } = errorTables(calibration, historyDays);
      return errorQuantile(values, 0.9)(daysAhead) - errorQuantile(values, 0.1)(daysAhead);
    };
    expect(reach(14, 30)).toBeGreaterThan(reach(60, 30));
    expect(reach(60, 75)).toBeGreaterThan(reach(60, 2));
    expect(calibration.peaks).toBeDefined();
  });

  it.each([
    ['absent.json', null, /absent\.json cannot be used: there is no such file/],
    ['text.json', 'U: 1', /it is not JSON/],
    ['empty.json', '{}', /U: /],
    ['short.json', '{"U":[0.1,0.9],"HB":[[1,90]],"tables":{"60":[[1]]}}', /1 rows of 2/],
  ])('in %s is refused by name', async (name, text, message) => {
    const file = join(folder, name);
    if (text !== null) await writeFile(file, text);
    await expect(loadForecastCalibration(file)).rejects.toMatchObject({
      code: 'settings-invalid',
      message: expect.stringMatching(message),
    });
  });
});
