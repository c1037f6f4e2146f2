import { expect, test } from 'vitest';
import { Fault, isFault } from '../../domain/errors.ts';
import { discover } from './discovery.ts';
import { createRetrier } from './reading/retry.ts';
import type { Transport } from './transport/transport.ts';

type Probe = (revision: string) => { readonly status: number; readonly contentType?: string };

/** A server with one behaviour per port; records what was asked. */
function serverWith(ports: Readonly<Record<number, Probe>>) {
  const asked: string[] = [];
  let closed = 0;
  const open = (port: number): Transport => ({
    place: `vbr:${port}`,
    get: () => Promise.reject(new Error('not part of discovery')),
    postToken: () => Promise.reject(new Error('not part of discovery')),
    probeRevision: async (revision) => {
      asked.push(`${port} ${revision}`);
      const { status, contentType = 'application/json' } = (ports[port] ?? refuse)(revision);
      return { status, contentType, retryAfter: null };
    },
    close: async () => {
      closed += 1;
    },
  });
  return { open, asked, closedPorts: () => closed };
}

const refuse: Probe = () => {
  throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
};
const offers =
  (...revisions: string[]): Probe =>
  (revision) => ({ status: revisions.includes(revision) ? 200 : 404 });
const otherWebServer: Probe = () => ({ status: 404, contentType: 'text/html' });
const welcomePage: Probe = () => ({ status: 200, contentType: 'text/html' });
const untrusted: Probe = () => {
  throw new Fault({
    code: 'server-trust-refused',
    happened: 'vbr:443 shows another certificate',
    means: 'planted',
    next: 'planted',
  });
};

function find(open: (port: number) => Transport, port: number | null = null) {
  const retrier = createRetrier({
    place: 'vbr',
    totalMs: 10_000,
    pacing: { random: () => 0, sleep: async () => {}, elapsedMs: () => 0 },
    closed: new AbortController().signal,
    noteRetry: () => {},
  });
  return discover({ port, pinned: null, open, retrier });
}

async function refusal(ports: Readonly<Record<number, Probe>>): Promise<unknown> {
  return find(serverWith(ports).open).catch((error: unknown) => error);
}

test('without a port 443 is asked first, then 9419; what is not taken is closed', async () => {
  const both = serverWith({ 443: offers('1.3-rev2'), 9419: offers('1.3-rev2') });
  expect((await find(both.open)).transport.place).toBe('vbr:443');
  expect(both.asked).toEqual(['443 1.3-rev2']);

  const older = serverWith({ 443: refuse, 9419: offers('1.3-rev0') });
  expect(await find(older.open)).toMatchObject({
    revision: '1.3-rev0',
    transport: { place: 'vbr:9419' },
  });
  expect(older.closedPorts()).toBe(1);
});

test.each([
  ['another web server', otherWebServer],
  ['a welcome page', welcomePage],
  ['another certificate', untrusted],
])('%s on 443 does not hide VBR on 9419', async (_what, probe) => {
  const { open } = serverWith({ 443: probe, 9419: offers('1.3-rev1') });
  expect(await find(open)).toMatchObject({
    revision: '1.3-rev1',
    transport: { place: 'vbr:9419' },
  });
});

test('the refusal that says most is told: trust before version, version before silence', async () => {
  expect(isFault(await refusal({ 443: untrusted, 9419: refuse }), 'server-trust-refused')).toBe(
    true,
  );
  const old = await refusal({ 443: refuse, 9419: offers('1.2-rev1') });
  expect(isFault(old, 'server-version-unsupported')).toBe(true);
  const page = await refusal({ 443: welcomePage, 9419: refuse });
  expect(isFault(page, 'server-answer-unreadable')).toBe(true);
});

test('two refused ports are told in one sentence, after five tries', async () => {
  const { open, asked } = serverWith({});
  const error = await find(open).catch((caught: unknown) => caught);
  expect(error).toMatchObject({
    code: 'server-unreachable',
    happened: 'vbr:443 refused the connection, and vbr:9419 refused the connection',
  });
  expect(asked).toHaveLength(10);
});

test('a server that is just starting is asked again', async () => {
  let asked = 0;
  const starting: Probe = () => {
    asked += 1;
    return { status: asked < 3 ? 503 : 200 };
  };
  const { open } = serverWith({ 9419: starting });
  expect(await find(open, 9419)).toMatchObject({ revision: '1.3-rev2' });
});

test('a given port is the only one asked', async () => {
  const { open, asked } = serverWith({ 443: offers('1.3-rev2') });
  await find(open, 9419).catch(() => null);
  expect(asked.every((line) => line.startsWith('9419'))).toBe(true);
});
