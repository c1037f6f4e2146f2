import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exitCodeOf } from '../domain/exit-code.ts';
import { checkSettings, loadSettings, type SettingsSources } from './load-settings.ts';
import { problemText } from './problem.ts';
import { settingsSecrets } from './settings.ts';
import { showSettings } from './show-settings.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'dr365-settings-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const pin = 'ab'.repeat(32);
const account = { VEEAM_USERNAME: 'viewer', VEEAM_PASSWORD: 'hunter2-secret' };

async function put(name: string, ...lines: readonly string[]): Promise<void> {
  await writeFile(join(home, name), lines.join('\n'));
}

function sources(more: Partial<SettingsSources> = {}): SettingsSources {
  return { home, environment: {}, flags: {}, ...more };
}

async function problems(more: Partial<SettingsSources> = {}): Promise<readonly string[]> {
  return (await checkSettings(sources(more))).problems.map(problemText);
}

test.skipIf(process.platform === 'win32')(
  'a .env that other users may read works, with a note on how to close it',
  async () => {
    await put('.env', 'DB_PORT=5433');
    await chmod(join(home, '.env'), 0o644);
    const note = `other users may read the passwords in ${join(home, '.env')}; run: chmod 600 ${join(home, '.env')}`;
    const settings = sources({
      environment: { DB_HOST: 'h', DB_USER: 'u', DB_PASSWORD: 'secret' },
    });
    expect((await loadSettings(settings)).notes).toEqual([note]);
    await chmod(join(home, '.env'), 0o600);
    expect((await loadSettings(settings)).notes).toEqual([]);
  },
);

describe('an empty home', () => {
  test('means the defaults: no server and the embedded database', async () => {
    const { settings, files } = await loadSettings(sources());
    expect(settings.servers).toEqual([]);
    expect(settings.database).toBeNull();
    expect(settings.collection).toMatchObject({
      logsPerPass: 300,
      backupsPerPass: 500,
      tasksPerPass: 50_000,
    });
    expect(files).toEqual([]);
  });

  test('a section whose lines are all commented out means its defaults', async () => {
    await put('dr365.config.yaml', 'servers:', '#  - host: vbr', 'collection:', '# pageLimit: 3');
    const { settings } = await loadSettings(sources());
    expect(settings.collection.pageLimit).toBe(1000);
  });
});

describe('layers', () => {
  test('defaults, file, .env, environment and flags each win over the one before', async () => {
    await put(
      'dr365.config.yaml',
      'collection:',
      '  logsPerPass: 5',
      '  historyDays: 30',
      'servers:',
      '  - host: file',
      '    username: file',
    );
    await put(
      '.env',
      'VEEAM_SERVER=dotenv:9419',
      'VEEAM_USERNAME=dotenv',
      'VEEAM_PASSWORD="a b#c"',
    );
    const loaded = await loadSettings(
      sources({ environment: { VEEAM_USERNAME: 'shell' }, flags: { 'collection.historyDays': 7 } }),
    );
    expect(loaded.settings.servers[0]).toMatchObject({
      host: 'dotenv',
      port: 9419,
      username: 'shell',
    });
    expect(loaded.settings.servers[0]?.password.reveal()).toBe('a b#c');
    expect(loaded.settings.collection).toMatchObject({
      logsPerPass: 5,
      historyDays: 7,
      pageLimit: 1000,
    });
    const origins = Object.fromEntries(
      showSettings(loaded).map(({ path, origin, place }) => [path, [origin, place]]),
    );
    expect(origins).toMatchObject({
      'servers.0.host': ['.env', '.env VEEAM_SERVER'],
      'servers.0.username': ['environment', 'environment VEEAM_USERNAME'],
      'servers.0.trust': ['default', null],
      'collection.logsPerPass': ['file', 'dr365.config.yaml line 2'],
      'collection.historyDays': ['flag', 'flag collection.historyDays'],
      'collection.pageLimit': ['default', null],
    });
  });

  test('a stronger layer that names a CA file takes the fingerprint of the weaker one away', async () => {
    await put('.env', 'VEEAM_SERVER=vbr', `VEEAM_TLS_FINGERPRINT=${pin}`);
    await put('ca.pem', 'x');
    const { settings } = await loadSettings(
      sources({ environment: { ...account, VEEAM_CA_FILE: 'ca.pem' } }),
    );
    expect(settings.servers[0]?.trust).toEqual({ kind: 'authority', caFile: join(home, 'ca.pem') });
  });

  test('an empty variable is no variable', async () => {
    const { settings } = await loadSettings(
      sources({ environment: { DB_HOST: '', VEEAM_SERVER: '' } }),
    );
    expect(settings).toMatchObject({ servers: [], database: null });
  });

  test('a fingerprint is read with or without colons, several are kept, and shown in one form', async () => {
    const environment = {
      ...account,
      VEEAM_SERVER: 'vbr',
      VEEAM_TLS_FINGERPRINT: `${pin}, ${'CD:'.repeat(31)}CD`,
    };
    const { settings } = await loadSettings(sources({ environment }));
    const sha256 = ['AB', 'CD'].map((pair) => Array(32).fill(pair).join(':'));
    expect(settings.servers[0]?.trust).toEqual({ kind: 'fingerprint', sha256 });
  });
});

describe('several servers', () => {
  beforeEach(() =>
    put(
      'dr365.config.yaml',
      'servers:',
      '  - {entry: north-1, host: n, username: u, zone: Europe/Paris}',
      '  - {entry: south, host: s, username: u}',
    ),
  );

  test('each gets its password from a variable of its name', async () => {
    await put('.env', 'VEEAM_PASSWORD_NORTH_1=one1', 'VEEAM_PASSWORD_SOUTH_FILE=south.txt');
    await put('south.txt', 'two2\n');
    const { settings } = await loadSettings(sources());
    expect(settingsSecrets(settings)).toEqual(['one1', 'two2']);
  });

  test('or from the secret store', async () => {
    const secretStore = { read: async (name: string) => `kept ${name}`, write: async () => {} };
    const { settings } = await loadSettings(sources({ secretStore }));
    expect(settingsSecrets(settings)).toEqual([
      'kept server-password-north_1',
      'kept server-password-south',
    ]);
  });

  test('the short form for one server is refused beside them', async () => {
    const environment = {
      VEEAM_SERVER: 'x',
      VEEAM_PASSWORD_NORTH_1: 'p',
      VEEAM_PASSWORD_SOUTH: 'p',
    };
    expect(await problems({ environment })).toEqual([
      expect.stringMatching(/^VEEAM_SERVER: is for one server, and the file lists 2/),
    ]);
  });
});

describe('problems', () => {
  test('all are told at once, each with its path, what is expected and where it stands', async () => {
    await put(
      'dr365.config.yaml',
      'colection: {}',
      'collection:',
      '  pagLimit: 3',
      '  overlapHours: many',
      '  logsPerPass: -1',
      'log:',
      '  level: loud',
      'servers:',
      '  - {host: "https://x", fingerprint: zz, caFile: none.pem, zone: Mars/X, username: u, password: p}',
    );
    await put('.env', 'VEEAM_PASWORD=x', 'DB_PORT=abc', 'DR365_HOME=/x');
    const told = await problems({ environment: { VEEAM_SERVER: 'http://x' } });
    const wanted = [
      'VEEAM_PASWORD: unknown variable; did you mean VEEAM_PASSWORD? (.env VEEAM_PASWORD)',
      'DR365_HOME: has no effect in the .env that it leads to; set it in the environment (.env DR365_HOME)',
      /^VEEAM_SERVER: VBR is spoken to over https only; .* \(environment VEEAM_SERVER\)/,
      'servers.0.password: a secret has no place in dr365.config.yaml; move it to .env as VEEAM_PASSWORD (dr365.config.yaml line 9)',
      /^servers.0.caFile: stands beside a fingerprint/,
      /^servers.0.caFile: names a file that cannot be read/,
      /^servers.0.fingerprint: is not a SHA-256 fingerprint/,
      /^servers.0.zone: is not a time zone/,
      'database.port: is of the wrong kind; expected a number (.env DB_PORT)',
      'database.host: is missing; expected a text, here or as DB_HOST',
      'database.user: is missing; expected a text, here or as DB_USER',
      "database.password: is missing; put it in .env as DB_PASSWORD, or its file's path as DB_PASSWORD_FILE",
      'collection.overlapHours: is of the wrong kind; expected a number (dr365.config.yaml line 4)',
      'collection.logsPerPass: is out of range; expected at least 0 (dr365.config.yaml line 5)',
      'collection.pagLimit: unknown setting; did you mean collection.pageLimit? (dr365.config.yaml line 3)',
      'log.level: is not one of the choices; expected one of debug, info, warn, error (dr365.config.yaml line 7)',
      'colection: unknown setting; did you mean collection? (dr365.config.yaml line 1)',
    ];
    for (const each of wanted) {
      expect(told).toContainEqual(typeof each === 'string' ? each : expect.stringMatching(each));
    }
    expect(told).toHaveLength(wanted.length);
  });

  test('loading throws one settings-invalid fault that ends a command with 40', async () => {
    await put('dr365.config.yaml', 'log: {level: loud}');
    const failure = await loadSettings(sources()).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'settings-invalid',
      message: expect.stringContaining('log.level'),
    });
    expect(exitCodeOf(failure)).toBe(40);
  });

  test.each([
    ['a scalar header', 'password: |hunter2\n  x'],
    ['an alias without anchor', 'servers:\n  - password: *hunter2'],
    ['a list that never ends', 'servers: [hunter2'],
    ['a doubled key', 'log: hunter2\nlog: hunter2'],
    ['no settings at all', 'hunter2'],
  ])('broken YAML (%s) is named with line and column and without its text', async (_, text) => {
    await put('dr365.config.yaml', text);
    const told = await problems();
    expect(told[0]).toMatch(/^dr365.config.yaml: .*\(dr365.config.yaml line \d+, column \d+\)$/);
    expect(told.join()).not.toContain('hunter2');
  });

  test('a file that Windows PowerShell saved as UTF-16 is named as such', async () => {
    await writeFile(join(home, '.env'), Buffer.from('\ufeffVEEAM_SERVER=x', 'utf16le'));
    expect(await problems()).toEqual([
      expect.stringMatching(/^\.env: is not UTF-8 text; save it as UTF-8/),
    ]);
  });

  test('a byte order mark in front of UTF-8 does no harm', async () => {
    await put('.env', '\ufeffVEEAM_SERVER=vbr');
    const { settings } = await loadSettings(sources({ environment: account }));
    expect(settings.servers[0]?.host).toBe('vbr');
  });

  test('a password file that is missing is named once', async () => {
    const environment = { VEEAM_SERVER: 'x', VEEAM_USERNAME: 'u', VEEAM_PASSWORD_FILE: 'none' };
    expect(await problems({ environment })).toEqual([
      expect.stringMatching(
        /^servers.0.passwordFile: names no file .*\(environment VEEAM_PASSWORD_FILE\)/,
      ),
    ]);
  });

  test('two names that read alike are refused', async () => {
    await put(
      'dr365.config.yaml',
      'servers:',
      '  - {entry: a-b, host: x, username: u}',
      '  - {entry: A.B, host: y, username: u}',
    );
    expect(await problems({ environment: { VEEAM_PASSWORD_A_B: 'p' } })).toContainEqual(
      expect.stringMatching(/^servers.1.entry: reads like the name of servers.0/),
    );
  });
});

test('no secret is visible when the settings are shown, printed, inspected or turned to JSON', async () => {
  const environment = {
    ...account,
    VEEAM_SERVER: 'vbr',
    DB_HOST: 'h',
    DB_USER: 'u',
    DB_PASSWORD: 'pg-secret',
    DB_MCP_USER: 'm',
    DB_MCP_PASSWORD: 'mcp-secret',
  };
  const loaded = await loadSettings(sources({ environment }));
  expect(settingsSecrets(loaded.settings)).toEqual(['hunter2-secret', 'pg-secret', 'mcp-secret']);
  const shown = [
    inspect(loaded, { depth: 9, showHidden: true }),
    JSON.stringify(loaded),
    JSON.stringify(showSettings(loaded)),
    `${loaded.settings.servers[0]?.password}`,
  ].join();
  expect(shown).not.toMatch(/hunter2|pg-secret|mcp-secret/);
  expect(shown).toContain('•••');
});

test('a .env beside the checkout is noted as not read', async () => {
  await put('.env', 'VEEAM_SERVER=x');
  const { notes } = await loadSettings({
    home: join(home, '.dr365'),
    environment: {},
    flags: {},
    checkoutRoot: home,
  });
  expect(notes).toEqual([expect.stringContaining('is not read')]);
});
