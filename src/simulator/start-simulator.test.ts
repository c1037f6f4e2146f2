import { Agent, request } from 'node:https';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Simulator, startSimulator } from './start-simulator.ts';

interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let simulator: Simulator;
let agent: Agent;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator({
    seed: 9,
    now: new Date('2026-11-22T12:00:00Z'),
    days: 10,
    jobs: 20,
    repositories: 8,
  });
  agent = new Agent({ ca: simulator.certificatePem, keepAlive: true, servername: 'localhost' });
  token = JSON.parse((await login()).body).access_token;
});

afterEach(() => simulator.setFaults({}));

afterAll(async () => {
  agent.destroy();
  await simulator.close();
});

function send(method: string, path: string, body = '', headers = {}): Promise<Received> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${simulator.url}${path}`,
      {
        method,
        agent,
        headers: { 'x-api-version': '1.3-rev2', authorization: `Bearer ${token}`, ...headers },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          text += piece;
        });
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function login(): Promise<Received> {
  const { username, password } = simulator;
  const form = new URLSearchParams({ grant_type: 'password', username, password });
  return send('POST', '/api/oauth2/token', form.toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });
}

it('shows over TLS the certificate whose fingerprint it names', async () => {
  const seen = await new Promise<string>((resolve, reject) => {
    const sent = request(simulator.url, { rejectUnauthorized: false, agent: false });
    sent.on('error', reject);
    sent.on('socket', (socket) => {
      socket.on('secureConnect', () => {
        const fingerprint = 'getPeerX509Certificate' in socket ? peerOf(socket) : '';
        sent.destroy();
        resolve(fingerprint);
      });
    });
  });
  expect(seen).toBe(simulator.fingerprintSha256);
  expect(seen).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
});

function peerOf(socket: object): string {
  const read: unknown = Reflect.get(socket, 'getPeerX509Certificate');
  const certificate: unknown = typeof read === 'function' ? read.call(socket) : null;
  if (typeof certificate !== 'object' || certificate === null) return '';
  return String(Reflect.get(certificate, 'fingerprint256'));
}

it('lets an account in, answers, and lets it out again', async () => {
  const granted = JSON.parse((await login()).body);
  const own = { authorization: `Bearer ${granted.access_token}` };
  expect((await send('GET', '/api/v1/jobs', '', own)).status).toBe(200);
  expect((await send('POST', '/api/oauth2/logout', '', own)).status).toBe(200);
  expect(await send('GET', '/api/v1/jobs', '', own)).toMatchObject({ status: 401, body: '' });
});

it('refuses every other method with 405 and remembers it', async () => {
  const before = simulator.violations().length;
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    expect((await send(method, '/api/v1/jobs')).status).toBe(405);
  }
  expect((await send('GET', '/api/v1/jobs')).status).toBe(200);
  expect(simulator.violations().slice(before)).toHaveLength(4);
  expect(simulator.violations()[before]).toEqual({ method: 'POST', path: '/api/v1/jobs' });
});

it('tells truth and requests, and advances, over the control paths', async () => {
  const truth = JSON.parse((await send('GET', '/__truth')).body);
  expect(truth).toEqual(JSON.parse(JSON.stringify(simulator.truth())));
  expect((await send('POST', '/__advance', '{"hours": 2}')).status).toBe(200);
  expect((await send('POST', '/__advance', '{"sessions": 20, "failedShare": 0.1}')).status).toBe(
    200,
  );
  const later = simulator.truth();
  expect(Date.parse(later.asOf) - Date.parse(truth.asOf)).toBeGreaterThanOrEqual(3 * 3_600_000);
  expect(later.totals.jobSessions).toBeGreaterThanOrEqual(truth.totals.jobSessions + 20);
  expect((await send('POST', '/__advance', '{"hours": -1}')).status).toBe(400);
  expect((await send('POST', '/__advance', 'no')).status).toBe(400);
  expect((await send('GET', '/__unknown')).status).toBe(404);
  const { counts } = JSON.parse((await send('GET', '/__requests')).body);
  expect(counts['POST /api/oauth2/token']).toBeGreaterThan(0);
  expect(Object.keys(counts).some((key) => key.includes('__'))).toBe(false);
});

it('streams the rows that can be seen, the same as it gives them at hand', async () => {
  const { status, body } = await send('GET', '/__truth/rows/session');
  expect(status).toBe(200);
  const rows = body.trimEnd().split('\n');
  expect(rows.map((line) => JSON.parse(line))).toEqual([
    ...(simulator.visibleRows('session') ?? []),
  ]);
  expect(rows.length).toBeGreaterThan(500);
  expect((await send('GET', '/__truth/rows/nothing')).status).toBe(404);
  expect(simulator.visibleRows('nothing')).toBeNull();
});

it('repairs a job on demand and refuses to repair what it does not know', async () => {
  const [failing] = simulator.truth().jobs.filter(({ behaviour }) => behaviour === 'failing');
  const answer = await send('POST', '/__repair', JSON.stringify({ job: failing?.id }));
  expect(JSON.parse(answer.body)).toEqual({ repairedJobs: 1 });
  simulator.advance(30);
  const later = simulator.truth().jobs.find(({ id }) => id === failing?.id);
  expect(later?.failedStreak).toBe(0);
  expect((await send('POST', '/__repair', '{"job": "nobody"}')).status).toBe(400);
});

it('counts requests under their pattern', async () => {
  const { data } = JSON.parse((await send('GET', '/api/v1/sessions?limit=1')).body);
  const pattern = 'GET /api/v1/sessions/{id}/logs';
  const before = simulator.requests()[pattern] ?? 0;
  await send('GET', `/api/v1/sessions/${data[0].id}/logs`);
  expect(simulator.requests()[pattern]).toBe(before + 1);
});

it('breaks the connection in mid-body', async () => {
  simulator.setFaults({ rules: [{ kind: 'reset', path: '/sessions' }] });
  await expect(send('GET', '/api/v1/sessions')).rejects.toThrow(
    /aborted|socket hang up|ECONNRESET/,
  );
  expect((await send('GET', '/api/v1/jobs')).status).toBe(200);
});

it('sends half of the JSON with a length that matches', async () => {
  simulator.setFaults({ rules: [{ kind: 'truncated', times: 1 }] });
  const { status, body, headers } = await send('GET', '/api/v1/jobs');
  expect(status).toBe(200);
  expect(Number(headers['content-length'])).toBe(Buffer.byteLength(body));
  expect(() => JSON.parse(body)).toThrow(SyntaxError);
  expect(() => JSON.parse('{}')).not.toThrow();
});

it('answers as a failing server, a throttle and a firewall do', async () => {
  simulator.setFaults({
    rules: [
      { kind: 'server-error', times: 1 },
      { kind: 'throttled', times: 1, retryAfterSeconds: 2 },
      { kind: 'firewall', times: 1 },
    ],
  });
  expect(await send('GET', '/api/v1/jobs')).toMatchObject({ status: 500 });
  expect(await send('GET', '/api/v1/jobs')).toMatchObject({
    status: 429,
    headers: { 'retry-after': '2' },
  });
  const blocked = await send('GET', '/api/v1/jobs');
  expect(blocked.status).toBe(403);
  expect(blocked.headers['content-type']).toMatch(/^text\/html/);
  expect((await send('GET', '/api/v1/jobs')).status).toBe(200);
});

it('answers late, or not before it closes', async () => {
  simulator.setFaults({ rules: [{ kind: 'slow', delayMs: 150, times: 1 }] });
  const started = performance.now();
  expect((await send('GET', '/api/v1/jobs')).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThan(140);
  const other = await startSimulator({
    seed: 1,
    now: new Date('2026-11-22T12:00:00Z'),
    days: 2,
    jobs: 2,
    repositories: 1,
    faults: { rules: [{ kind: 'hang' }] },
  });
  const hanging = new Promise<string>((resolve) => {
    const sent = request(`${other.url}/api/v1/serverTime`, { ca: other.certificatePem });
    sent.on('error', () => resolve('cut off'));
    sent.on('response', () => resolve('answered'));
    sent.end();
  });
  const waited = new Promise<string>((resolve) => setTimeout(resolve, 120, 'nothing yet'));
  expect(await Promise.race([hanging, waited])).toBe('nothing yet');
  await other.close();
  expect(await hanging).toBe('cut off');
});

it('makes the same answers from the same options, whatever the port and the certificate', async () => {
  const options = {
    seed: 4,
    now: new Date('2026-11-22T12:00:00Z'),
    days: 5,
    jobs: 8,
    repositories: 4,
  };
  const [first, second] = await Promise.all([startSimulator(options), startSimulator(options)]);
  try {
    expect(first.truth()).toEqual(second.truth());
    expect([first.username, first.password]).toEqual([second.username, second.password]);
    expect(first.fingerprintSha256).not.toBe(second.fingerprintSha256);
    expect(first.port).not.toBe(second.port);
  } finally {
    await Promise.all([first.close(), second.close()]);
  }
});

it('refuses options no estate can be made of, and a port that is taken', async () => {
  const now = new Date('2026-11-22T12:00:00Z');
  await expect(startSimulator({ seed: 1, now, jobs: 0 })).rejects.toThrow(/cannot use 0 for jobs/);
  await expect(startSimulator({ seed: 1, now, failedShare: 2 })).rejects.toThrow(/failedShare/);
  const taken = { seed: 1, now, jobs: 1, days: 1, port: simulator.port };
  await expect(startSimulator(taken)).rejects.toThrow(/cannot listen on/);
});
