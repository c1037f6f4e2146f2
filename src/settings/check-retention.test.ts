import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkSettings } from './load-settings.ts';

async function checked(config: string) {
  const home = await mkdtemp(join(tmpdir(), 'dr365-retention-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  await writeFile(join(home, 'dr365.config.yaml'), config);
  const { loaded, problems } = await checkSettings({ home, environment: {}, flags: {} });
  return { retention: loaded?.settings.retention, problems };
}

test('the defaults hold all that the default analyses read', async () => {
  const { retention, problems } = await checked('');
  expect(problems).toEqual([]);
  expect(retention).toMatchObject({ runsDays: 730, sessionsDays: 750, logsDays: 730 });
});

test('a default that is too short for a longer look back grows with it, and what hangs on it too', async () => {
  const { retention } = await checked(
    'health:\n  historyDays: 1000\ncapacity:\n  historyDays: 1095\n',
  );
  expect(retention).toMatchObject({ runsDays: 1000, sessionsDays: 1008, logsDays: 1000 });
  expect(retention?.capacityDaysDays).toBe(1830);
  const { retention: longest } = await checked('recovery:\n  historyDays: 2000\n');
  expect(longest).toMatchObject({ runsDays: 730, sessionsDays: 2000 });
});

test.each([
  ['runsDays: 119', 'runsDays', 'at least 120'],
  ['runsDays: 400\n  logsDays: 399', 'logsDays', 'why a run failed is read from its log'],
  ['runsDays: 400\n  sessionsDays: 407', 'sessionsDays', 'at least 408'],
  ['runsDays: 130\n  sessionsDays: 364', 'sessionsDays', 'recovery.historyDays is 365'],
])('refuses %j in one sentence with its line', async (lines, setting, says) => {
  const { retention, problems } = await checked(`retention:\n  ${lines}\n`);
  expect(retention).toBeUndefined();
  expect(problems).toEqual([expect.objectContaining({ path: `retention.${setting}` })]);
  expect(`${problems[0]?.wrong}; ${problems[0]?.expected}`).toContain(says);
  expect(problems[0]?.place).toMatch(/dr365[.]config[.]yaml line [23]/);
});

test('exactly what is needed is enough', async () => {
  const { retention } = await checked(
    'retention:\n  runsDays: 120\n  logsDays: 120\n  sessionsDays: 365\n',
  );
  expect(retention).toMatchObject({ runsDays: 120, sessionsDays: 365, logsDays: 120 });
});
