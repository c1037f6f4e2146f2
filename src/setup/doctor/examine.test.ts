import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Check } from '../../domain/check.ts';
import { Fault } from '../../domain/errors.ts';
import type { ScheduleStatus } from '../../domain/schedule-status.ts';
import type { DatabaseStatus } from '../../ports/database-administration.ts';
import type { AccountSight, ServerProbe } from '../../ports/server-probe.ts';
import { runProgram } from '../run-program.ts';
import { type DoctorParts, examine } from './examine.ts';
import type { ServerToCheck } from './server-to-check.ts';

const now = new Date('2026-11-26T12:00:00Z');
const sha256 = Array(32).fill('AB').join(':');
const mebibyte = 1024 ** 2;

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'dr365-doctor-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const sight: AccountSight = {
  revision: '1.3-rev2',
  info: null,
  visible: ['sessions', 'task-sessions', 'jobs', 'server-info', 'configuration-backup'],
  hidden: [],
  unanswered: [],
  skewSeconds: 1,
};
const certificate = {
  port: 443,
  sha256,
  subject: 'CN=vbr',
  validFrom: new Date('2026-01-01'),
  validTo: new Date('2030-01-01'),
};
const server: ServerToCheck = {
  entry: 'main',
  address: { host: 'vbr', port: 443 },
  trust: { kind: 'fingerprint', sha256: [sha256] },
  account: { username: 'viewer', password: 'hunter2-hunter2' },
};
const database: DatabaseStatus = {
  kind: 'embedded',
  running: true,
  host: '127.0.0.1',
  port: 5432,
  serverVersion: '18.4',
  metricsSchema: 9,
  riskSchema: 1,
  newestSchema: { metrics: 9, risk: 1 },
};
const schedule: ScheduleStatus = {
  scheduler: 'systemd',
  installed: true,
  active: true,
  lastRunAt: new Date('2026-11-26T11:00:00Z'),
  lastExitCode: 0,
  nextRunAt: new Date('2026-11-26T13:00:00Z'),
};

function probeOf(
  shown: Partial<typeof certificate>,
  seen: Partial<AccountSight> = {},
): ServerProbe {
  return {
    certificate: async () => ({ ...certificate, ...shown }),
    account: async () => ({ ...sight, ...seen }),
  };
}

function parts(
  changes: Partial<DoctorParts> & { status?: Partial<DatabaseStatus> } = {},
): DoctorParts {
  const { status, ...rest } = changes;
  return {
    home,
    platform: 'linux',
    nodeVersion: '24.21.0',
    now,
    configured: async () => ({
      servers: [server],
      administration: {
        ensureRunning: async () => {},
        status: async () => ({ ...database, ...status }),
      },
    }),
    probe: probeOf({}),
    schedule: async () => schedule,
    freeBytes: async () => 5000 * mebibyte,
    run: async () => ({ succeeded: true, output: '7.4.6\nmodule 13.0.1.1071\n' }),
    powershell: { isWanted: true, program: null },
    ...rest,
  };
}

/** The check of that name, which must say all three things unless it is good. */
async function checkOf(name: string, changes: Parameters<typeof parts>[0]) {
  const { checks, exitCode } = await examine(parts(changes));
  const check: Check | undefined = checks.find((each) => each.name === name);
  expect(check, name).toBeDefined();
  if (check?.verdict === 'careful' || check?.verdict === 'failed') {
    for (const text of [check.happened, check.means, check.next]) expect(text).toMatch(/\w{3}/);
  }
  return { ...check, exitCode };
}

test('where all is well every check is good and the exit code is 0', async () => {
  const { checks, exitCode } = await examine(parts());
  expect(checks.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual(
    ['settings', 'database', 'schema', 'certificate', 'account', 'revision', 'role', 'sources']
      .concat(['clock', 'node', 'disk', 'rights', 'schedule', 'powershell'])
      .map((name) => `${name} good`),
  );
  expect(exitCode).toBe(0);
});

test.each([
  ['an administrator, PowerShell asked for', true, true, 'good'],
  ['an administrator, PowerShell not asked for', true, false, 'careful'],
  ['a viewer, PowerShell asked for', false, true, 'careful'],
  ['a viewer, PowerShell not asked for', false, false, 'good'],
] as const)('the role: %s', async (_what, isAdministrator, isWanted, verdict) => {
  const viewer = { visible: ['sessions'], hidden: ['server-info'] } as const;
  const probe = probeOf({}, isAdministrator ? {} : viewer);
  const found = await checkOf('role', { probe, powershell: { isWanted, program: null } });
  expect(found.verdict).toBe(verdict);
  if (verdict === 'careful') {
    expect(found.next).toContain(isWanted ? 'Backup Administrator' : 'Backup Viewer');
  }
});

describe('certificate', () => {
  test('near its end is told with the day', async () => {
    const probe = probeOf({ validTo: new Date('2026-12-10T00:00:00Z') });
    const found = await checkOf('certificate', { probe });
    expect(found).toMatchObject({ verdict: 'careful', exitCode: 0 });
    expect(found.happened).toBe('the certificate ends in 13 days, on 2026-12-10');
  });

  test('past its end or not yet begun is told', async () => {
    const ended = probeOf({ validTo: new Date('2026-11-01') });
    expect((await checkOf('certificate', { probe: ended })).happened).toMatch(
      /ended on 2026-11-01/,
    );
    const early = probeOf({ validFrom: new Date('2026-12-01') });
    expect((await checkOf('certificate', { probe: early })).happened).toMatch(
      /only from 2026-12-01/,
    );
  });

  test('another one than the pinned: both fingerprints, and the account is not sent', async () => {
    const other = sha256.replaceAll('AB', 'CD');
    let asked = 0;
    const probe: ServerProbe = {
      certificate: async () => ({ ...certificate, sha256: other }),
      account: async () => {
        asked += 1;
        return sight;
      },
    };
    const found = await checkOf('certificate', { probe });
    expect(found).toMatchObject({ verdict: 'failed', exitCode: 40 });
    expect(found.happened).toContain(other);
    expect(found.happened).toContain(sha256);
    expect(asked).toBe(0);
    expect(await checkOf('account', { probe })).toMatchObject({ verdict: 'skipped' });
  });
});

describe('database', () => {
  test('down is 30, and hides no other check', async () => {
    const down = new Fault({
      code: 'database-down',
      happened: 'PostgreSQL at 127.0.0.1:1 does not answer',
      means: 'nothing can be read or kept until it does',
      next: 'start it',
    });
    const configured = async () => ({
      servers: [server],
      administration: {
        ensureRunning: async () => {
          throw down;
        },
        status: async () => database,
      },
    });
    expect(await checkOf('database', { configured })).toMatchObject({
      verdict: 'failed',
      exitCode: 30,
    });
    expect(await checkOf('account', { configured })).toMatchObject({ verdict: 'good' });
  });

  test('of an older schema says how to go on, of a newer one is left alone', async () => {
    const older = await checkOf('schema', { status: { metricsSchema: 7 } });
    expect(older).toMatchObject({ verdict: 'careful', exitCode: 0 });
    expect(older.next).toContain('dr365 db migrate');
    const newer = await checkOf('schema', { status: { metricsSchema: 10 } });
    expect(newer).toMatchObject({ verdict: 'failed', exitCode: 40 });
  });
});

describe('machine', () => {
  test('a full disk is 30, a nearly full one a warning', async () => {
    const full = await checkOf('disk', { freeBytes: async () => 3 * mebibyte });
    expect(full).toMatchObject({ verdict: 'failed', exitCode: 30 });
    expect(full.happened).toMatch(/^3 MiB are free/);
    const tight = await checkOf('disk', { freeBytes: async () => 300 * mebibyte });
    expect(tight).toMatchObject({ verdict: 'careful', exitCode: 0 });
  });

  test('a home that is no folder is 40', async () => {
    const file = join(home, 'file');
    await writeFile(file, '');
    expect(await checkOf('disk', { home: file })).toMatchObject({
      verdict: 'failed',
      exitCode: 40,
    });
  });

  test.skipIf(process.platform === 'win32')(
    'rights that are too wide are told with the command that mends them',
    async () => {
      await mkdir(join(home, 'secrets'), { mode: 0o700 });
      await writeFile(join(home, '.env'), 'A=1', { mode: 0o600 });
      expect(await checkOf('rights', {})).toMatchObject({ verdict: 'good' });
      await chmod(join(home, '.env'), 0o644);
      const found = await checkOf('rights', {});
      expect(found).toMatchObject({ verdict: 'careful', exitCode: 0 });
      expect(found.next).toContain(`chmod go-rwx ${join(home, '.env')}`);
    },
  );

  test('a Node.js without long-term support is told', async () => {
    expect(await checkOf('node', { nodeVersion: '23.1.0' })).toMatchObject({ verdict: 'careful' });
  });

  test('no task, a switched off one and no scheduler at all are told apart', async () => {
    const none = await checkOf('schedule', {
      schedule: async () => ({ ...schedule, installed: false, active: false }),
    });
    expect(none).toMatchObject({ verdict: 'careful', exitCode: 0 });
    expect(none.next).toContain('dr365 schedule install');
    const off = await checkOf('schedule', {
      schedule: async () => ({ ...schedule, active: false }),
    });
    expect(off.happened).toContain('switched off');
    const unknown = await checkOf('schedule', {
      schedule: async () => ({ ...schedule, scheduler: null }),
    });
    expect(unknown.happened).toContain('no scheduler');
  });

  test('the exit code of the last scheduled pass is passed on', async () => {
    const failed = await checkOf('schedule', {
      schedule: async () => ({ ...schedule, lastExitCode: 30 }),
    });
    expect(failed).toMatchObject({ verdict: 'failed', exitCode: 30 });
  });

  test.skipIf(process.platform === 'win32')(
    'a PowerShell that was asked for and is missing is 40, and none is asked for by itself',
    async () => {
      const missing: DoctorParts['run'] = (file, args) =>
        runProgram(`${file}-that-is-missing`, args);
      const found = await checkOf('powershell', { run: missing });
      expect(found).toMatchObject({ verdict: 'failed', exitCode: 40 });
      const notWanted = { isWanted: false, program: null };
      const { checks } = await examine(parts({ run: missing, powershell: notWanted }));
      expect(checks.map(({ name }) => name)).not.toContain('powershell');
    },
  );

  test.each([
    ['older than the module needs', '5.1.20348.2760\n', /is PowerShell 5\.1/],
    ['without the module of VBR', '7.4.6\n', /does not find the module/],
    ['that says nothing', '', /does not answer as "pwsh-7"/],
  ])('a PowerShell %s is 40', async (_what, output, sentence) => {
    const asked: string[] = [];
    const found = await checkOf('powershell', {
      powershell: { isWanted: true, program: 'pwsh-7' },
      run: async (file) => {
        asked.push(file);
        return { succeeded: true, output };
      },
    });
    expect(found).toMatchObject({ verdict: 'failed', exitCode: 40 });
    expect(found.happened).toMatch(sentence);
    expect(asked).toEqual(['pwsh-7']);
  });
});

test('settings that cannot be used are told, and the machine is looked at all the same', async () => {
  const configured = async () => {
    throw new Fault({
      code: 'settings-invalid',
      happened: 'A setting cannot be used',
      means: 'DB_PORT: is not a number',
      next: 'mend it',
    });
  };
  expect(await checkOf('settings', { configured })).toMatchObject({
    verdict: 'failed',
    exitCode: 40,
  });
  expect(await checkOf('database', { configured })).toMatchObject({ verdict: 'skipped' });
  expect(await checkOf('disk', { configured })).toMatchObject({ verdict: 'good' });
});
