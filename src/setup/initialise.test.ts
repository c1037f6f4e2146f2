import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Fault } from '../domain/errors.ts';
import type { ServerProbe } from '../ports/server-probe.ts';
import { initialise, type SetupAnswers, type SetupDependencies } from './initialise.ts';

let home = '';
let tried: unknown[] = [];
let told: string[] = [];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'dr365-init-'));
  tried = [];
  told = [];
});
afterEach(() => rm(home, { recursive: true, force: true }));

const sha256 = Array(32).fill('AB').join(':');
const seen = {
  port: 9419,
  sha256,
  subject: 'CN=vbr\u001b[31m',
  validFrom: new Date('2026-01-01'),
  validTo: new Date('2036-01-01'),
};
const probe: ServerProbe = {
  certificate: async () => seen,
  account: async (address, trust, account) => {
    tried.push({ address, trust, account });
    return {
      revision: '1.3-rev2',
      info: null,
      visible: ['sessions'],
      hidden: ['server-info'],
      unanswered: [],
      skewSeconds: 0,
    };
  },
};
const answers: SetupAnswers = {
  server: 'vbr',
  username: 'viewer',
  password: 'hunter 2',
  fingerprint: null,
  acceptFingerprint: true,
};
const entry = { command: '/n/node', args: ['/m.js', 'mcp'], env: { DR365_HOME: '/h' } };

function deps(more: Partial<SetupDependencies> = {}): SetupDependencies {
  return {
    probe,
    prompt: null,
    parseAddress: (text) => {
      const [host = '', port] = text.split(':');
      return { host, port: port === undefined ? null : Number(port) };
    },
    tell: (line) => told.push(line),
    home,
    now: new Date('2026-11-23T12:00:00Z'),
    claude: { paths: [join(home, 'Claude', 'config.json')], entry },
    ...more,
  };
}

/** Answers each question by the first word it starts with. */
function person(replies: Readonly<Record<string, string>>, asked: string[] = []) {
  return {
    asked,
    ask: async (
      question: string,
      options: { readonly default?: string; readonly secret?: boolean } = {},
    ) => {
      asked.push(`${question}${options.secret ? ' (secret)' : ''}`);
      return replies[question.split(' ')[0] ?? ''] ?? options.default ?? '';
    },
  };
}

async function environment() {
  return parseEnv(await readFile(join(home, '.env'), 'utf8'));
}

describe('set-up with every answer given', () => {
  test('pins the certificate, tries the account once and writes .env and the Claude Desktop entry', async () => {
    const { lines, written } = await initialise(deps(), answers);
    expect(tried).toEqual([
      {
        address: { host: 'vbr', port: 9419 },
        trust: { kind: 'fingerprint', sha256: [sha256] },
        account: { username: 'viewer', password: 'hunter 2' },
      },
    ]);
    expect(await environment()).toEqual({
      VEEAM_SERVER: 'vbr:9419',
      VEEAM_USERNAME: 'viewer',
      VEEAM_PASSWORD: 'hunter 2',
      VEEAM_TLS_FINGERPRINT: sha256,
    });
    expect(JSON.parse(await readFile(join(home, 'Claude', 'config.json'), 'utf8'))).toEqual({
      mcpServers: { dr365: entry },
    });
    expect(written.map(({ changed }) => changed)).toEqual([true, true]);
    expect(lines.join('\n')).toMatch(/does not show: server-info/);
    expect([...lines, ...told].join(' ')).not.toMatch(/hunter|\p{Cc}/u);
    expect(told.join('\n')).toContain(`SHA-256 fingerprint: ${sha256}`);
  });

  test('where something keeps the password better, .env does not hold it', async () => {
    const kept: string[] = [];
    const keepPassword = async (password: string) => {
      kept.push(password);
    };
    await initialise(deps({ keepPassword }), answers);
    expect(kept).toEqual(['hunter 2']);
    expect(await environment()).not.toHaveProperty('VEEAM_PASSWORD');
  });

  test('a second time changes nothing and says so', async () => {
    await initialise(deps(), answers);
    const { written } = await initialise(deps(), { ...answers, acceptFingerprint: false });
    expect(written).toMatchObject([
      { changed: false, backup: null },
      { changed: false, backup: null },
    ]);
  });

  test('puts a commented settings file into a home that has none, and leaves one that is there alone', async () => {
    const file = join(home, 'dr365.config.yaml');
    await initialise(deps({ settingsFileText: '# first' }), answers);
    expect(await readFile(file, 'utf8')).toBe('# first');
    await initialise(deps({ settingsFileText: '# second' }), answers);
    expect(await readFile(file, 'utf8')).toBe('# first');
  });

  test('--no-claude leaves Claude Desktop alone', async () => {
    await initialise(deps({ claude: null }), answers);
    expect(await readdir(home)).toEqual(['.env']);
  });

  test('an authority takes the place of an earlier pin', async () => {
    await initialise(deps(), answers);
    await initialise(deps(), { ...answers, caFile: '/ca.pem' });
    expect(await environment()).toMatchObject({ VEEAM_CA_FILE: '/ca.pem' });
    expect(await environment()).not.toHaveProperty('VEEAM_TLS_FINGERPRINT');
  });

  test.each([sha256, 'ab'.repeat(32), `SHA256:${sha256}`])(
    'the expected fingerprint %s is compared and pinned',
    async (fingerprint) => {
      await initialise(deps(), { ...answers, acceptFingerprint: false, fingerprint });
      expect(await environment()).toMatchObject({ VEEAM_TLS_FINGERPRINT: sha256 });
    },
  );
});

describe('set-up at a terminal', () => {
  test('asks for what was not given, the password unseen, and for trust before the password', async () => {
    const prompt = person({ VBR: 'vbr', Account: 'viewer', Password: 'hunter 2', Trust: 'Yes' });
    await initialise(deps({ prompt }), {
      server: null,
      username: null,
      password: null,
      fingerprint: null,
      acceptFingerprint: false,
    });
    expect(prompt.asked).toEqual([
      'VBR server (host, host:port or URL)',
      'Trust this certificate from now on? (yes/no)',
      'Account (role Veeam Backup Viewer)',
      'Password (secret)',
    ]);
    expect(await environment()).toMatchObject({ VEEAM_PASSWORD: 'hunter 2' });
  });

  test('offers the answers of the last time', async () => {
    await initialise(deps(), answers);
    await initialise(deps({ prompt: person({ Password: 'new' }) }), {
      ...answers,
      server: null,
      username: null,
      password: null,
      acceptFingerprint: false,
    });
    expect(await environment()).toMatchObject({
      VEEAM_SERVER: 'vbr:9419',
      VEEAM_USERNAME: 'viewer',
      VEEAM_PASSWORD: 'new',
    });
  });
});

describe('nothing is written', () => {
  const refused = new Fault({ code: 'credentials-refused', happened: 'a', means: 'b', next: 'c' });
  const cases: ReadonlyArray<
    readonly [string, string, Partial<SetupDependencies>, Partial<SetupAnswers>, number]
  > = [
    [
      'nobody vouches for the certificate',
      'server-trust-refused',
      {},
      { acceptFingerprint: false },
      0,
    ],
    [
      'the certificate is another than the expected',
      'server-trust-refused',
      {},
      { fingerprint: 'cd'.repeat(32) },
      0,
    ],
    ['the expected fingerprint is none', 'input-invalid', {}, { fingerprint: 'cd' }, 0],
    [
      'the person does not trust it',
      'server-trust-refused',
      { prompt: person({ Trust: 'maybe' }) },
      { acceptFingerprint: false },
      0,
    ],
    ['an answer is missing', 'input-invalid', {}, { username: null }, 0],
    ['the password is missing', 'input-invalid', {}, { password: null }, 0],
    [
      'the account is refused',
      'credentials-refused',
      {
        probe: {
          ...probe,
          account: async () => {
            tried.push(1);
            throw refused;
          },
        },
      },
      {},
      1,
    ],
    ['the password cannot stand in .env', 'input-invalid', {}, { password: `'"\`` }, 1],
  ];
  test.each(cases)('when %s', async (_, code, moreDeps, moreAnswers, timesTried) => {
    const failure = await initialise(deps(moreDeps), { ...answers, ...moreAnswers }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code });
    expect(tried).toHaveLength(timesTried);
    expect(await readdir(home)).toEqual([]);
  });

  test('when the Claude Desktop configuration is not readable, and no server is asked', async () => {
    const file = join(home, 'broken.json');
    await writeFile(file, '{');
    await expect(
      initialise(deps({ claude: { paths: [file], entry } }), answers),
    ).rejects.toMatchObject({ code: 'input-invalid' });
    expect([tried, told, await readdir(home)]).toEqual([[], [], ['broken.json']]);
  });

  test('when a file stands where a folder is needed, and no server is asked', async () => {
    await writeFile(join(home, 'Claude'), '');
    await expect(initialise(deps(), answers)).rejects.toMatchObject({ code: 'settings-invalid' });
    expect([tried, await readdir(home)]).toEqual([[], ['Claude']]);
  });

  test.skipIf(process.platform === 'win32')(
    'when the folder may not be written, and no server is asked',
    async () => {
      await chmod(home, 0o500);
      const failure = await asOrdinaryUser(() => initialise(deps(), answers));
      expect(failure).toMatchObject({ code: 'settings-invalid' });
      expect(tried.length + told.length).toBe(0);
    },
  );
});

/** Root may write everywhere, so it steps down for the time of the call; answers what was thrown. */
async function asOrdinaryUser(work: () => Promise<unknown>): Promise<unknown> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) await chmod(home, 0o555);
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await work().catch((error: unknown) => error);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
