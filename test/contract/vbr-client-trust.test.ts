import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isFault } from '../../src/domain/errors.ts';
import type { Trust } from '../../src/ports/server-probe.ts';
import { createServerProbe } from '../../src/veeam/rest/server-probe.ts';
import { createInMemoryJournal } from '../fixtures/in-memory-journal.ts';
import {
  allRows,
  connectTo,
  hastyPacing,
  listOf,
  portOf,
  refusalOf,
  type ScriptedServer,
  selfSigned,
  startServer,
  vbrRoutes,
} from './vbr-client-server.ts';

let server: ScriptedServer;
let folder: string;

beforeEach(async () => {
  server = await startServer(vbrRoutes({ '/api/v1/jobs/states': () => ({ json: listOf([]) }) }));
  folder = await mkdtemp(join(tmpdir(), 'dr365-trust-'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
  await rm(folder, { recursive: true });
});

const otherPin = 'AB'.repeat(32);

async function authority(certificate: string): Promise<Trust> {
  const caFile = join(folder, 'authority.pem');
  await writeFile(caFile, certificate);
  return { kind: 'authority', caFile };
}

test('a server with another certificate than the pinned one gets not one byte of HTTP, and both fingerprints are named', async () => {
  const { key, cert } = await selfSigned();
  let applicationBytes = 0;
  const swapped = createTlsServer({ key, cert }, (socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      applicationBytes += bytes.length;
    });
  });
  await new Promise<void>((listening) => swapped.listen(0, '127.0.0.1', listening));
  const ended = new Promise((done) => {
    swapped.on('connection', (socket) => socket.once('close', done));
  });

  const port = portOf(swapped.address());
  const refusal = await refusalOf(connectTo({ port, fingerprint: otherPin }));
  await ended;
  await new Promise((closed) => swapped.close(closed));

  expect(isFault(refusal, 'server-trust-refused')).toBe(true);
  expect(refusal.message).toContain(new X509Certificate(cert).fingerprint256);
  expect(refusal.message).toContain('AB:AB:AB');
  expect(applicationBytes).toBe(0);
});

test('one of several pins is enough, in any way of writing it', async () => {
  const plain = server.fingerprint.replaceAll(':', '').toLowerCase();
  for (const sha256 of [[otherPin, server.fingerprint], [plain]]) {
    const source = await connectTo(server, { trust: { kind: 'fingerprint', sha256 } });
    expect(await allRows(source.jobStates())).toEqual([]);
    await source.close();
  }
});

test('a pin that is no SHA-256 fingerprint is a settings error', async () => {
  const refusal = await refusalOf(connectTo({ port: server.port, fingerprint: 'AB:CD' }));
  expect(isFault(refusal, 'settings-invalid')).toBe(true);
  expect(server.seen).toEqual([]);
});

test('a self-signed certificate without a pin is refused, naming the two right ways, whatever the environment says', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const refusal = await refusalOf(connectTo(server, { trust: { kind: 'system' } }));
  expect(isFault(refusal, 'server-trust-refused')).toBe(true);
  expect(refusal.message).toContain('VEEAM_TLS_FINGERPRINT');
  expect(refusal.message).toContain('dr365 init');
  expect(refusal.message).toContain('VEEAM_CA_FILE');
  expect(server.seen).toEqual([]);
});

test('an authority file makes the server trusted under the names in its certificate', async () => {
  const source = await connectTo(server, { trust: await authority(server.certificate) });
  expect(await allRows(source.jobStates())).toEqual([]);
  await source.close();
});

test('an authority file does not excuse another host name, whatever the environment says', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const other = await startServer(vbrRoutes(), selfSigned('vbr.example'));
  const refusal = await refusalOf(connectTo(other, { trust: await authority(other.certificate) }));
  expect(isFault(refusal, 'server-trust-refused')).toBe(true);
  expect(refusal.message).toContain('made out to another name');
  expect(other.seen).toEqual([]);
  await other.close();
});

test('the wrong authority does not make the server trusted', async () => {
  const trust = await authority((await selfSigned()).cert);
  const refusal = await refusalOf(connectTo(server, { trust }));
  expect(isFault(refusal, 'server-trust-refused')).toBe(true);
  expect(server.seen).toEqual([]);
});

test.each([
  ['missing', null],
  ['not a certificate', 'hello'],
])('an authority file that is %s is a settings error', async (_what, content) => {
  const trust: Trust =
    content === null
      ? { kind: 'authority', caFile: join(folder, 'none.pem') }
      : await authority(content);
  const refusal = await refusalOf(connectTo(server, { trust }));
  expect(isFault(refusal, 'settings-invalid')).toBe(true);
  expect(refusal.message).toContain('VEEAM_CA_FILE');
});

test('a port that speaks plain HTTP is told apart from an untrusted one, and is sent nothing', async () => {
  let received = '';
  const plain = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      received += bytes.toString('latin1');
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
  });
  await new Promise<void>((listening) => plain.listen(0, '127.0.0.1', listening));
  const port = portOf(plain.address());
  const refusal = await refusalOf(connectTo({ port, fingerprint: otherPin }));
  await new Promise((closed) => plain.close(closed));
  expect(isFault(refusal, 'server-unreachable')).toBe(true);
  expect(refusal.message).toContain('does not speak TLS');
  expect(received).not.toMatch(/GET|POST|Bearer/);
});

test('the probe shows the certificate without sending anything, then what the account may not see', async () => {
  const probe = createServerProbe({
    clock: { now: () => new Date() },
    journal: createInMemoryJournal(),
    pacing: hastyPacing(),
  });
  const address = { host: '127.0.0.1', port: server.port };
  const seen = await probe.certificate(address);
  expect(seen).toMatchObject({
    port: server.port,
    sha256: server.fingerprint,
    subject: 'localhost',
  });
  expect(seen.validTo.getTime()).toBeGreaterThan(seen.validFrom.getTime());
  expect(server.seen).toEqual([]);

  const trust: Trust = { kind: 'fingerprint', sha256: [seen.sha256] };
  const sight = await probe.account(address, trust, { username: 'viewer', password: 'x' });
  expect(sight).toMatchObject({ revision: '1.3-rev2', info: null });
  // An analyzer without a last run is one that never ran, not one that is hidden.
  expect(sight.visible).toEqual(['server-time', 'job-states', 'analyzer-run']);
  expect(sight.hidden).toContain('sessions');
  expect(server.seenAt('/api/oauth2/logout')).toHaveLength(1);
});
