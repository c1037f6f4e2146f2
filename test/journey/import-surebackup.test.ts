import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { useCollector } from '../database/collector.ts';
import { instant, plantedFinding } from '../database/store-rows.ts';
import { type CommandLine, commandLine, type Ended } from '../fixtures/command-line.ts';
import { databaseEnvironment } from '../fixtures/database-environment.ts';

const collector = useCollector();
let commands: CommandLine;
beforeAll(async () => {
  commands = await commandLine();
});
afterAll(() => commands.remove());

beforeEach(async () => {
  const analysis = openAnalysisStore(collector().databases.connections.analyst.metrics);
  const subject = { kind: 'workload', id: 'VMware/sql01', name: 'SQL01' } as const;
  const passId = '00000000-0000-4000-8000-000000000001';
  await analysis.keepFindings(collector().serverId, passId, [
    { ...plantedFinding('sql01', 90), feature: 'protection', subject, asOf: instant(1) },
  ]);
  await analysis.close();
});

const good = { testedAt: '2026-11-20T03:10:00+01:00', boot: 'passed', script: 'failed' };

async function imported(lines: readonly object[], ...options: readonly string[]): Promise<Ended> {
  const file = join(commands.home, 'results.ndjson');
  const named = lines.map((line) => ({ server: String(collector().serverId), ...line }));
  await writeFile(file, `${named.map((line) => JSON.stringify(line)).join('\r\n')}\n`);
  const environment = databaseEnvironment(collector().databases.connections);
  return commands.run(['import', 'surebackup', file, ...options], environment);
}

const kept = () =>
  collector().rows(
    'SELECT workload, tested_at, boot, ping, script FROM surebackup_result WHERE vbr_server_id = $1 ORDER BY 1',
    collector().serverId,
  );

it('keeps the results of a file, names what no workload is called, and writes nothing the second time', async () => {
  const lines = ['sql01', 'Ghost 1', 'ghost 1'].map((workload) => ({ ...good, workload }));
  const first = await imported(lines, '--json');
  expect(first.exitCode, first.stderr).toBe(0);
  const counts = { rows: 3, from: '2026-11-20', to: '2026-11-20' };
  expect(JSON.parse(first.stdout)).toEqual({
    ...counts,
    written: 3,
    unknownWorkloads: ['ghost 1'],
  });
  const testedAt = new Date('2026-11-20T02:10:00Z');
  const row = { tested_at: testedAt, boot: 'passed', ping: 'skipped', script: 'failed' };
  const names = ['Ghost 1', 'ghost 1', 'sql01'];
  expect(await kept()).toEqual(names.map((workload) => ({ workload, ...row })));
  const again = await imported(lines);
  expect(again.stdout).toContain('3 results from 2026-11-20 to 2026-11-20; 3 of them were known.');
  expect(again.stdout).toContain('No workload is known as "ghost 1" (1)');
});

it('with one bad line writes nothing, names the line and ends with 40', async () => {
  const ended = await imported([
    { ...good, workload: 'sql01' },
    { ...good, workload: 'sql02', boot: 'ok' },
    { ...good, workload: 'sql03', server: 'nowhere' },
  ]);
  expect(ended.exitCode).toBe(40);
  expect(ended.stderr).toMatch(/line 2: boot/);
  expect(ended.stderr).toMatch(/line 3: no VBR server is known as "nowhere"/);
  expect(ended.stderr).not.toMatch(/line 1/);
  expect(ended.stderr).toContain('nothing was written');
  expect(await kept()).toEqual([]);
});
