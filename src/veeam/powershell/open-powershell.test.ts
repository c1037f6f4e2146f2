import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type FakePowerShell,
  fakePowerShell,
  writtenRecords,
} from '../../../test/fixtures/fake-pwsh.ts';
import { Fault } from '../../domain/errors.ts';
import { openPowerShell } from './open-powershell.ts';

const password = 'Pä55"w0rd $x `y`';
const history = { type: 'session-history', keepsAll: false, weeks: 13 };
const task = {
  type: 'surebackup-task',
  workload: 'sql01',
  job: 'Lab nightly',
  endedAt: '2026-11-22T02:10:00.1234567+01:00',
  boot: 'Success',
  ping: 'Failed',
  script: 'Not Available',
};
const restore = {
  type: 'restore-reason',
  session: 'A1B2C3D4-0000-4000-8000-00000000000A',
  startedAt: '2026-11-22T02:10:00.1234567+01:00',
  reason: '',
};
const whole = writtenRecords(history);

let fake: FakePowerShell | null = null;
afterEach(async () => {
  await fake?.remove();
  fake = null;
});

async function opened(code: string, timeoutMs = 20_000, program?: string) {
  fake = await fakePowerShell(code);
  return openPowerShell({
    program: program ?? fake.program,
    timeoutMs,
    host: 'vbr.example',
    account: { username: 'DOM\\reader', password },
    clock: { now: () => new Date('2026-11-23T00:00:00Z') },
    environment: { PATH: process.env['PATH'], VEEAM_PASSWORD: password, DB_PASSWORD: 'other' },
    scrub: (text) => text.replaceAll(password, '•••'),
  });
}

const never = new AbortController().signal;
const out = (text: string) => `out(${JSON.stringify(text)});`;

async function faultOf(code: string, timeoutMs?: number, program?: string): Promise<Fault> {
  const shell = await opened(code, timeoutMs, program);
  const error = await shell.sessionHistory(never).catch((caught: unknown) => caught);
  if (!(error instanceof Fault)) throw new Error(`no Fault but ${JSON.stringify(error)}`);
  expect(error.message).toMatch(/^[^\n]+\.$/);
  expect(error.means).toContain('nothing of what it wrote was taken');
  expect(error.message).not.toContain(password);
  return error;
}

async function isAlive(): Promise<boolean> {
  return isRunning((await fake?.start())?.pid);
}

function isRunning(pid: number | undefined): boolean {
  if (pid === undefined) throw new Error('it never started');
  try {
    process.kill(pid, 0);
    // One that was ended and that nobody has waited for yet is still listed.
    return (
      !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    );
  } catch {
    return false;
  }
}

describe.skipIf(process.platform === 'win32')('PowerShell, in whose place a program stands', () => {
  it('is started with fixed words; the order comes on its input and no secret in its environment', async () => {
    const shell = await opened(out(whole));
    expect(await shell.sessionHistory(never)).toEqual({
      rows: [history],
      rejected: [],
      notes: [],
    });
    const start = await fake?.start();
    expect(start?.words.slice(0, 4)).toEqual(['-NoLogo', '-NoProfile', '-NonInteractive', '-File']);
    expect(start?.words.slice(4)).toEqual([expect.stringMatching(/\/Read-SessionHistory\.ps1$/)]);
    expect(start?.order).toEqual(['vbr.example', 'DOM\\reader', password, '0']);
    expect(start?.variables).toContain('PATH');
    expect(start?.variables.filter((name) => /VEEAM|DB_|PASS/i.test(name))).toEqual([]);
  });

  it('tells machines with their verdicts; a word nobody knows rejects its machine alone', async () => {
    const odd = { ...task, workload: 'web01', boot: 'Maybe' };
    const mute = { ...task, workload: 'dc01', boot: null, ping: null, script: null };
    const late = { ...task, workload: 'late', endedAt: '2026-12-01T00:00:00Z' };
    const shell = await opened(out(writtenRecords(task, odd, mute, late)));
    const since = new Date('2026-11-20T00:00:00Z');
    const { rows, rejected } = await shell.sureBackupResults(since, never);
    expect(rows).toEqual([
      {
        workload: 'sql01',
        job: 'Lab nightly',
        testedAt: new Date('2026-11-22T01:10:00.123Z'),
        boot: 'passed',
        ping: 'failed',
        script: 'skipped',
        contentScan: 'skipped',
      },
    ]);
    expect(rejected.map(({ reason }) => reason)).toEqual([
      'web01: "Maybe" is no verdict of boot that is known',
      'dc01: every test was skipped: that is no test',
      'late: testedAt 2026-12-01T00:00:00Z lies in the future',
    ]);
    expect((await fake?.start())?.order[3]).toBe(String(since.getTime()));
  });

  it('tells why restores were made, in one line without what could deceive, and nothing of those without a reason', async () => {
    const because = (reason: string | null) => ({ ...restore, reason });
    const long = 'x'.repeat(600);
    const written = writtenRecords(
      because(' Drill\nof \u202ENovember\u0000 '),
      because(' '),
      because(null),
      because(long),
    );
    const shell = await opened(out(written));
    const since = new Date('2026-11-20T00:00:00Z');
    const { rows, rejected } = await shell.restoreReasons(since, never);
    expect(rows).toEqual([
      {
        sessionId: 'a1b2c3d4-0000-4000-8000-00000000000a',
        startedAt: new Date('2026-11-22T01:10:00.123Z'),
        reason: 'Drill of November',
      },
      expect.objectContaining({ reason: `${'x'.repeat(499)}…` }),
    ]);
    expect(rejected).toEqual([]);
    expect((await fake?.start())?.words.at(-1)).toMatch(/\/Read-RestoreReasons\.ps1$/);
    expect((await fake?.start())?.order[3]).toBe(String(since.getTime()));
  });

  it('says that it knows no reasons when no restore has the property, and not when there is no restore', async () => {
    const mute = await opened(out(writtenRecords({ ...restore, reason: null })));
    await expect(mute.restoreReasons(new Date(0), never)).rejects.toMatchObject({
      code: 'source-unsupported',
      happened: expect.stringContaining('Info.Reason'),
    });
    await fake?.remove();
    const empty = await opened(out(writtenRecords()));
    expect((await empty.restoreReasons(new Date(0), never)).rows).toEqual([]);
  });

  it('turns away restores whose session is no id', async () => {
    const shell = await opened(out(writtenRecords({ ...restore, session: 'x' })));
    await expect(shell.restoreReasons(new Date(0), never)).rejects.toMatchObject({
      code: 'server-answer-unreadable',
      happened: expect.stringContaining('in session'),
    });
  });

  it('may print banners and a byte order mark before its first record, and both are told', async () => {
    const shell = await opened(out(`\uFEFFWARNING: new version\r\n\r\n${whole}`));
    expect(await shell.sessionHistory(never)).toMatchObject({
      rows: [history],
      notes: ['a byte order mark came first', '2 lines came before the first record'],
    });
  });

  it('tells no machine where there is none', async () => {
    const shell = await opened(out(writtenRecords()));
    expect((await shell.sureBackupResults(new Date(0), never)).rows).toEqual([]);
  });

  it.each([
    ['is cut off within a record', out(whole.slice(0, 30)), /Line 1 .* not JSON/],
    ['is cut off after a record', out(`${JSON.stringify(history)}\n`), /lacks the end record/],
    ['counts more than it wrote', out(whole.replace('"count":1', '"count":2')), /1 .* counted 2/],
    ['goes on after its end', out(`${whole}trailing\n`), /Line 3 .* not JSON/],
    ['prints between its records', out(whole.replace('\n', '\nWARNING\n')), /Line 2 .* not JSON/],
    ['writes decimal commas', out(whole.replace(':13', ':13,5')), /Line 1 .* not JSON/],
    ['writes numbers as text', out(whole.replace(':13', ':"13,5"')), /Line 1 .* in weeks/],
    ['writes a field more', out(whole.replace('{', '{"x":1,')), /Line 1 .* not the record/],
    ['writes another kind', out(writtenRecords(task)), /Line 1 .* not the record .* type/],
    ['writes nothing', '', /without a single record/],
    [
      'writes UTF-16',
      `out(Buffer.from(${JSON.stringify(`\uFEFF${whole}`)}, 'utf16le'));`,
      /UTF-16/,
    ],
    ['writes UTF-16 unmarked', `out(Buffer.from(${JSON.stringify(whole)}, 'utf16le'));`, /UTF-16/],
    ['writes Latin-1', `out(Buffer.from(${JSON.stringify(`é${whole}`)}, 'latin1'));`, /not UTF-8/],
  ])('that %s is a Fault and nothing is taken', async (_what, code, sentence) => {
    const fault = await faultOf(code);
    expect(fault.code).toBe('server-answer-unreadable');
    expect(fault.happened).toMatch(sentence);
  });

  it('that hangs is ended in time, with what it started', async () => {
    const child =
      "started(require('node:child_process').spawn('sleep', ['60'], { stdio: 'inherit' }).pid);";
    const began = performance.now();
    const fault = await faultOf(`${out(whole)}${child}setInterval(() => {}, 1000);`, 1500);
    expect(performance.now() - began).toBeLessThan(1500 + 5000);
    expect(fault.happened).toBe('PowerShell did not end within 2 seconds and was stopped');
    expect(await isAlive()).toBe(false);
    expect(isRunning(await fake?.startedPid())).toBe(false);
  });

  it.each([
    ['bytes', `for (;;) out('x'.repeat(65536));`],
    ['lines', `for (;;) out('\\n'.repeat(65536));`],
    ['complaints', `for (;;) complain('x'.repeat(65536));`],
  ])('that floods with %s is ended', async (_what, code) => {
    const fault = await faultOf(code);
    expect(fault.happened).toContain('wrote more than any estate can tell');
    expect(await isAlive()).toBe(false);
  });

  it('is ended when the pass is interrupted', async () => {
    const shell = await opened('setInterval(() => {}, 1000);');
    const interruption = new AbortController();
    setTimeout(() => interruption.abort(new Error('interrupted')), 1500);
    await expect(shell.sessionHistory(interruption.signal)).rejects.toThrow('interrupted');
    expect(await isAlive()).toBe(false);
  });

  it('that is not there is named with the setting', async () => {
    const fault = await faultOf('', 5000, '/nowhere/pwsh');
    expect(fault.code).toBe('settings-invalid');
    expect(fault.message).toMatch(/"\/nowhere\/pwsh".*powershell\.program/);
  });

  it('that ends with a code and prints the password back is told without it', async () => {
    const fault = await faultOf("complain('cannot run as ' + order[2] + '\\n'); process.exit(64);");
    expect(fault.happened).toBe('PowerShell ended with exit code 64 and wrote "cannot run as •••"');
  });

  it('that ends with a code after whole records is not believed', async () => {
    const fault = await faultOf(`${out(whole)}process.exit(3);`);
    expect(fault.happened).toBe('PowerShell ended with exit code 3');
  });

  it.each([
    ['module', 'not found', 'settings-invalid', /module of VBR could not be loaded/],
    ['command', 'Get-VBRX is not known', 'source-unsupported', /lacks a command/],
    ['connect', 'Access is denied for ', 'source-forbidden', /refuses the account/],
    ['connect', 'no route to ', 'server-answer-unreadable', /could not connect/],
    ['read', 'broken for ', 'server-answer-unreadable', /script failed/],
  ])(
    'an error record of stage %s: "%s" is %s, and shows no password',
    async (stage, message, code, sentence) => {
      const written = writtenRecords({ type: 'error', stage, message: `${message}•` });
      const fault = await faultOf(
        `out(${JSON.stringify(written)}.replace('•', JSON.stringify(order[2]).slice(1, -1))); process.exit(1);`,
      );
      expect(fault.code).toBe(code);
      expect(fault.happened).toMatch(sentence);
      expect(fault.happened).toContain('•••');
    },
  );
});
