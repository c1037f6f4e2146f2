import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startSimulator } from '../../src/simulator/start-simulator.ts';
import { withClient } from '../../src/store/connection.ts';
import { type CommandLine, commandLine } from '../fixtures/command-line.ts';
import { databaseEnvironment } from '../fixtures/database-environment.ts';
import { type FakePowerShell, fakePowerShell, writtenRecords } from '../fixtures/fake-pwsh.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { simulatorEnvironment } from '../fixtures/simulator-environment.ts';

const password = 'Rästel-9 &"x';
const report = z.object({
  exitCode: z.number(),
  servers: z.array(
    z.object({
      sources: z.array(
        z.object({
          source: z.string(),
          availability: z.string(),
          reason: z.string().nullable(),
          rowsSeen: z.number(),
        }),
      ),
    }),
  ),
});

let commands: CommandLine;
let databases: FreshDatabases;
let simulator: Awaited<ReturnType<typeof startSimulator>>;
const fakes: FakePowerShell[] = [];

beforeAll(async () => {
  [commands, databases, simulator] = await Promise.all([
    commandLine(),
    freshDatabases(),
    startSimulator({ seed: 7, now: new Date(), days: 30, jobs: 8, password }),
  ]);
});
afterAll(async () => {
  for (const fake of fakes) await fake.remove();
  await simulator.close();
  await commands.remove();
  await databases.drop();
});

const environment = () => ({
  ...databaseEnvironment(databases.connections),
  ...simulatorEnvironment(simulator),
});

/** One pass with a program in the place of PowerShell, and what became of the sources only PowerShell has. */
async function pass(code: string) {
  const fake = await fakePowerShell(code);
  fakes.push(fake);
  const section = `powershell:\n  enabled: true\n  program: ${JSON.stringify(fake.program)}\n`;
  await writeFile(join(commands.home, 'dr365.config.yaml'), section);
  const ended = await commands.run(['run', '--json'], environment());
  const { exitCode, servers } = report.parse(JSON.parse(ended.stdout));
  const sources = servers[0]?.sources ?? [];
  const told = sources.filter(({ source }) => /surebackup|reasons|history/.test(source));
  return { exitCode, told, start: await fake.start(), output: `${ended.stdout}${ended.stderr}` };
}

async function ask(tool: string, input: object): Promise<string> {
  const ended = await commands.run(['tool', tool, JSON.stringify(input)], environment());
  expect(ended.exitCode, ended.stderr).toBe(0);
  return ended.stdout;
}

/** One whose last proof is a restore of the whole machine. */
async function restoredWorkload(): Promise<{ workload: string; session: string }> {
  return withClient(databases.connections.owner.metrics, 'test', async (client) => {
    const { rows } = await client.query(
      `SELECT subject_name AS workload, measures #>> '{ledger,last,sessionId}' AS session FROM finding
       WHERE feature = 'recovery' AND measures #>> '{ledger,last,depth}' = 'real-restore' LIMIT 1`,
    );
    if (rows.length === 0) throw new Error('the estate has no restored machine');
    return rows[0];
  });
}

it.skipIf(process.platform === 'win32')(
  'what only PowerShell tells reaches the ledger and the answers; a script that fails tells no password',
  async () => {
    const workload = z.string().parse(simulator.truth().workloads[0]?.name);
    const endedAt = new Date(Date.now() - 3 * 3_600_000).toISOString();
    const verdicts = { boot: 'Success', ping: 'Success', script: 'Success' };
    const tasks = writtenRecords({
      type: 'surebackup-task',
      workload,
      job: 'Lab',
      endedAt,
      ...verdicts,
    });
    const history = writtenRecords({ type: 'session-history', keepsAll: false, weeks: 2 });
    const told = (reasons: string) =>
      pass(
        `out(/SureBackup/.test(script) ? ${JSON.stringify(tasks)} : /Reasons/.test(script) ? ${JSON.stringify(reasons)} : ${JSON.stringify(history)});`,
      );
    const good = await told(writtenRecords());
    expect(good).toMatchObject({
      exitCode: 0,
      told: [
        { source: 'surebackup-results', availability: 'available', rowsSeen: 1, reason: null },
        { source: 'restore-reasons', availability: 'available', rowsSeen: 0, reason: null },
        { source: 'session-history', availability: 'available', rowsSeen: 1 },
      ],
    });
    expect(good.start?.order.slice(1, 3)).toEqual([simulator.username, password]);
    expect(JSON.stringify(good.start?.words)).not.toContain(password);
    const day = endedAt.slice(0, 10);
    const answer = await ask('get_recovery_performance', { workload });
    expect(answer).toMatch(new RegExp(`proven, last proof (boot|ping|script) ${day}`));
    expect(await ask('get_health_status', { detail: 'full' })).toContain(
      'deletes sessions after 2 weeks',
    );

    const restored = await restoredWorkload();
    const because = writtenRecords({
      ...{ type: 'restore-reason', session: restored.session.toUpperCase() },
      ...{ startedAt: new Date().toISOString(), reason: 'Quarterly\ndrill' },
    });
    expect((await told(because)).told[1]).toMatchObject({ rowsSeen: 1, reason: null });
    const proven = await ask('get_recovery_performance', { workload: restored.workload });
    expect(proven).toContain(`session ${restored.session}, reason "Quarterly drill"`);

    const bad = await pass('complain(`no: ` + order[2]); out(order[2]); process.exit(5);');
    expect(bad.exitCode).toBe(10);
    expect(bad.told.map(({ availability }) => availability)).toEqual([
      'failed',
      'failed',
      'failed',
    ]);
    expect(bad.told[0]?.reason).toContain('ended with exit code 5 and wrote "no: •••"');
    expect(bad.output).not.toContain(password);
    const logs = join(commands.home, 'logs');
    for (const name of await readdir(logs)) {
      expect(await readFile(join(logs, name), 'utf8')).not.toContain('Rästel-9');
    }
  },
  6 * 60_000,
);
