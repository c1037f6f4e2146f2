import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Fault } from '../domain/errors.ts';
import type { JournalRow } from '../ports/journal.ts';
import { createJournal, type JournalOptions } from './create-journal.ts';
import { createSecretRegistry, type SecretRegistry } from './secret-registry.ts';

let folder = '';
let warnings: string[] = [];
let stored: JournalRow[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dr365-journal-'));
  warnings = [];
  stored = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = new Date('2026-11-23T12:00:00Z');
const rows = {
  append: async (batch: readonly JournalRow[]) => {
    stored.push(...batch);
  },
};

function open(more: Partial<JournalOptions> = {}) {
  return createJournal({
    folder,
    secrets: createSecretRegistry(),
    rows,
    clock: { now: () => at },
    level: 'debug',
    warn: (line) => warnings.push(line),
    ...more,
  });
}

async function fileText(): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.log'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.join('');
}

const planted = [
  'hunter2-vbr',
  'pg "owner" 7',
  'collector/pw+',
  'ana=lyst&8',
  'mcp pässword',
  'access.token.91',
  'refresh~token~17',
  '-----PEM KEY-----',
  '$remediation$',
];

/** Writes every planted secret by every way an entry can carry it, and answers all that was kept or shown. */
async function everythingKept(secrets: SecretRegistry): Promise<string> {
  for (const value of planted) secrets.remember(value);
  const failing = {
    append: async () => Promise.reject(new Error(`cannot log in with ${planted.join(' ')}`)),
  };
  const journal = await open({ secrets, rows: failing });
  for (const value of planted) {
    const cause = Object.assign(new Error(`cause ${value}`), {
      code: value,
      request: { headers: { a: value } },
    });
    journal.action(`c ${value}`, `login with ${value}`, {
      [value]: value,
      body: JSON.stringify({ a: { b: value } }),
    });
    journal.figure('c', value, 1, value, { form: new URLSearchParams({ v: value }).toString() });
    journal.error('c', new Error(`GET https://u:${value}@vbr/`, { cause }), {
      basic: Buffer.from(`u:${value}`).toString('base64'),
    });
    journal.error('c', new AggregateError([new Error(value)], ''), {});
    journal.error('c', value);
    journal.bound({ passId: 'p' }).error(
      'c',
      new Fault({
        code: 'defect',
        happened: value,
        means: value,
        next: encodeURIComponent(value),
        cause: value,
      }),
    );
  }
  await journal.flush();
  journal.attach(rows);
  await journal.close();
  return `${await fileText()}\n${JSON.stringify(stored)}\n${warnings.join('\n')}`;
}

function hits(text: string): readonly string[] {
  return planted.filter((value) =>
    [
      value,
      JSON.stringify(value).slice(1, -1),
      encodeURIComponent(value),
      Buffer.from(value).toString('base64').replace(/=+$/, ''),
    ].some((form) => text.includes(form)),
  );
}

describe('secrets', () => {
  test(`${planted.length} planted secrets × file, rows, error text and warnings: 0 hits`, async () => {
    const kept = await everythingKept(createSecretRegistry());
    expect(stored.length).toBe(planted.length * 6);
    expect(hits(kept)).toEqual([]);
  });

  test('the same count without the scrubber finds every one of them', async () => {
    const kept = await everythingKept({ remember: () => {}, scrub: (text) => text });
    expect(hits(kept)).toHaveLength(planted.length);
  });

  test('a text under a key that names a secret is kept as a mask, known or not', async () => {
    const journal = await open();
    journal.action('c', 'm', {
      accessToken: 'zzzz-unknown',
      cookie: 'a=b',
      password: 'x',
      tokens: 3,
    });
    await journal.close();
    expect(stored[0]?.data).toEqual({
      accessToken: '•••',
      cookie: '•••',
      password: '•••',
      tokens: 3,
    });
  });
});

describe('the file', () => {
  test('holds one JSON line for each entry, with process, pass, server and time', async () => {
    const journal = await open({ component: 'run' });
    journal
      .bound({ passId: 'p1' })
      .bound({ vbrServerId: 7 })
      .figure('collection', 'list-requests', 12, 'requests');
    await journal.close();
    expect(JSON.parse(await fileText())).toMatchObject({
      at: at.toISOString(),
      level: 20,
      kind: 'figure',
      component: 'collection',
      process: 'run',
      passId: 'p1',
      vbrServerId: 7,
      msg: 'list-requests',
      data: { value: 12, unit: 'requests' },
    });
    expect(stored).toHaveLength(1);
  });

  test('stays one line for each event whatever a foreign name holds', async () => {
    const journal = await open();
    const forged = 'job\r\n{"level":50}\u001b[31m\0\u202e\u2028\u2029\u200b\u009b end';
    journal.action('c', forged, { [forged]: forged });
    journal.error('c', new Error(forged, { cause: new Error(forged) }));
    await journal.close();
    const lines = (await fileText()).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines.map((line) => Reflect.has(JSON.parse(line), 'level'))).toEqual([true, true]);
    expect(`${lines.join('')}${JSON.stringify(stored)}`).not.toMatch(
      /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\\u00|\\[rn]/u,
    );
  });

  test('leaves out what is below the level', async () => {
    const journal = await open({ level: 'info' });
    journal.figure('c', 'f', 1, 'ms');
    journal.action('c', 'a');
    await journal.close();
    expect(stored.map(({ message }) => message)).toEqual(['a']);
    expect(await fileText()).not.toContain('"f"');
  });

  test('is tidied at the start: only the newest are kept, other files are left alone', async () => {
    for (const day of ['01', '02', '03', '04'])
      await writeFile(join(folder, `dr365.2020-01-${day}.1.log`), '');
    await writeFile(join(folder, 'mine.log'), '');
    const journal = await open({ keepFiles: 2 });
    await journal.close();
    const names = await readdir(folder);
    expect(names.filter((name) => name.startsWith('dr365.2020'))).toEqual([
      'dr365.2020-01-03.1.log',
      'dr365.2020-01-04.1.log',
    ]);
    expect(names).toContain('mine.log');
  });

  test('is closed at its size and followed by the next number', async () => {
    const journal = await open({ fileMegabytes: 1 });
    for (let line = 0; line < 40; line += 1) {
      for (let part = 0; part < 12; part += 1) journal.action('c', 'x'.repeat(3900), { line });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await journal.close();
    expect((await readdir(folder)).length).toBeGreaterThan(1);
    expect((await fileText()).trimEnd().split('\n')).toHaveLength(480);
  });
});

describe('trouble', () => {
  test('a folder that cannot be made costs one warning and nothing else', async () => {
    await writeFile(join(folder, 'occupied'), '');
    const journal = await open({ folder: join(folder, 'occupied', 'logs') });
    journal.action('c', 'first');
    journal.action('c', 'second');
    await journal.close();
    expect(warnings).toEqual([expect.stringMatching(/log lines cannot be written .*\(ENOTDIR\)/)]);
    expect(stored).toHaveLength(2);
  });

  test.skipIf(process.platform !== 'linux')(
    'a full disk costs one warning, and the work goes on',
    async () => {
      const probe = await open();
      await probe.close();
      const [name = ''] = await readdir(folder);
      await rm(join(folder, name));
      await symlink('/dev/full', join(folder, name));
      const journal = await open();
      for (let line = 0; line < 2000; line += 1) journal.action('c', 'x'.repeat(1000));
      await journal.close();
      expect(warnings).toEqual([expect.stringMatching(/ENOSPC/)]);
      expect(stored).toHaveLength(2000);
    },
  );

  test('entries after the end are ignored', async () => {
    const journal = await open();
    await journal.close();
    journal.action('c', 'late');
    await journal.close();
    expect(await fileText()).toBe('');
  });
});

describe('errors', () => {
  test('keep name, code and the chain of causes, and a defect where it was thrown', async () => {
    const journal = await open();
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    journal.error('c', new TypeError('fetch failed', { cause: new AggregateError([refused], '') }));
    await journal.close();
    expect(stored[0]).toMatchObject({
      level: 'error',
      message: 'fetch failed',
      data: {
        errorName: 'TypeError',
        causes: 'AggregateError: <- Error ECONNREFUSED: connect',
        frames: expect.stringContaining('create-journal.test'),
      },
    });
  });

  test('that a pass survives by design are warnings, and an error that names itself as cause ends', async () => {
    const journal = await open();
    const fault = new Fault({ code: 'source-forbidden', happened: 'a', means: 'b', next: 'c' });
    fault.cause = fault;
    journal.error('c', fault);
    await journal.close();
    expect(stored[0]?.level).toBe('warn');
    expect(stored[0]?.data).toEqual({ errorName: 'Fault', errorCode: 'source-forbidden' });
  });
});

test('a program that opens the journal ends by itself, and one that exits at once has lost no line', () => {
  const program = (end: string) => `
    import { createJournal } from ${JSON.stringify(new URL('create-journal.ts', import.meta.url).href)};
    import { createSecretRegistry } from ${JSON.stringify(new URL('secret-registry.ts', import.meta.url).href)};
    const journal = await createJournal({ folder: ${JSON.stringify(folder)}, secrets: createSecretRegistry(), rows: null, clock: { now: () => new Date() }, level: 'debug' });
    for (let line = 0; line < 500; line += 1) journal.action('c', 'line');
    ${end}`;
  for (const end of ['', 'process.exit(0);']) {
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', program(end)], {
      timeout: 15_000,
      encoding: 'utf8',
    });
    expect(run).toMatchObject({ status: 0, stdout: '', stderr: '' });
  }
  return fileText().then((text) => expect(text.trimEnd().split('\n')).toHaveLength(1000));
});
