import { afterEach, expect, test } from 'vitest';
import { isFault } from '../../src/domain/errors.ts';
import {
  allRows,
  connectTo,
  listOf,
  password,
  type Route,
  refusalOf,
  type ScriptedServer,
  startServer,
  tokenAnswer,
  vbrRoutes,
} from './vbr-client-server.ts';

const open: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

async function serve(routes: Readonly<Record<string, Route>>): Promise<ScriptedServer> {
  const server = await startServer(routes);
  open.push(server);
  return server;
}

const jobStatesPath = '/api/v1/jobs/states';

/** A token endpoint that knows which access token it gave last, and a list that takes no other. */
function strictRoutes(expiresInSeconds = 900) {
  const state = { given: 0, valid: '', refreshes: 0, signIns: 0, spent: new Set<string>() };
  const token: Route = ({ form }) => {
    if (form.get('grant_type') === 'refresh_token') {
      state.refreshes += 1;
      const offered = form.get('refresh_token') ?? '';
      if (state.spent.has(offered) || offered !== `refresh-${state.given}`) {
        return { status: 401, json: { errorCode: 'InvalidToken', message: 'spent' } };
      }
      state.spent.add(offered);
    } else state.signIns += 1;
    state.given += 1;
    state.valid = `access-${state.given}`;
    return { json: tokenAnswer(state.given, expiresInSeconds) };
  };
  const list: Route = ({ headers }, response) => {
    if (headers.authorization === `Bearer ${state.valid}`) return { json: listOf([]) };
    // VBR was seen to refuse with an empty body.
    response.writeHead(401).end();
    return undefined;
  };
  return { state, routes: vbrRoutes({ '/api/oauth2/token': token, [jobStatesPath]: list }) };
}

test('the sign-in is a form with lower-case grant type, every request names the revision, closing signs out once', async () => {
  const server = await serve(vbrRoutes({ [jobStatesPath]: () => ({ json: listOf([]) }) }));
  const source = await connectTo(server);
  await allRows(source.jobStates());
  await source.close();
  await source.close();

  const [signIn] = server.seenAt('/api/oauth2/token');
  expect(signIn?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(Object.fromEntries(signIn?.form ?? [])).toEqual({
    grant_type: 'password',
    username: 'svc-dr365',
    password,
  });
  const api = server.seen.filter(({ path }) => path.startsWith('/api/'));
  expect(api.map(({ headers }) => headers['x-api-version'])).toEqual(api.map(() => '1.3-rev2'));
  const signOuts = server.seenAt('/api/oauth2/logout');
  expect(signOuts.map(({ headers }) => headers.authorization)).toEqual(['Bearer access-1']);
});

test('twenty reads that meet an expired token share exactly one refresh and all succeed', async () => {
  const { state, routes } = strictRoutes();
  const server = await serve(routes);
  const source = await connectTo(server);
  open.push(source);
  state.valid = 'none of those given';
  const reads = Array.from({ length: 20 }, () => allRows(source.jobStates()));
  expect(await Promise.all(reads)).toHaveLength(20);
  expect(state).toMatchObject({ refreshes: 1, signIns: 1 });
});

test('a token is renewed 60 s before its end, or at half its life when that is short', async () => {
  for (const [lifeSeconds, renewedAfterSeconds] of [
    [900, 840],
    [120, 60],
    [30, 15],
  ] as const) {
    const { state, routes } = strictRoutes(lifeSeconds);
    const server = await serve(routes);
    let now = Date.parse('2026-11-01T00:00:00Z');
    const source = await connectTo(server, { clock: { now: () => new Date(now) } });
    open.push(source);
    now += renewedAfterSeconds * 1000 - 1;
    await allRows(source.jobStates());
    expect(state.refreshes).toBe(0);
    now += 1;
    await allRows(source.jobStates());
    expect(state.refreshes).toBe(1);
  }
});

test('a refused refresh token leads to exactly one sign-in with the password', async () => {
  const { state, routes } = strictRoutes();
  const server = await serve(routes);
  const source = await connectTo(server);
  open.push(source);
  state.spent.add('refresh-1');
  state.valid = 'none of those given';
  await Promise.all([allRows(source.jobStates()), allRows(source.jobStates())]);
  expect(state).toMatchObject({ refreshes: 1, signIns: 2 });
});

test('a server that refuses every token is not signed in to more than three times', async () => {
  const { state, routes } = strictRoutes();
  const server = await serve({
    ...routes,
    [jobStatesPath]: (_request, response) => {
      state.spent.add(`refresh-${state.given}`);
      response.writeHead(401).end();
      return undefined;
    },
  });
  const source = await connectTo(server);
  open.push(source);
  for (let read = 0; read < 6; read += 1) {
    const refusal = await refusalOf(allRows(source.jobStates()));
    expect(isFault(refusal, 'credentials-refused')).toBe(true);
  }
  expect(state.signIns).toBe(3);
});

const refusals = [
  ['credentials-refused', 401, 'Invalid user name or password', /lock/],
  ['credentials-refused', 400, 'Unknown', /does not try again/],
  [
    'account-locked',
    401,
    'Your account has been locked out for 00:30:00 due to repeated failed log-in attempts',
    /wait 30 minutes/,
  ],
  ['multi-factor-required', 403, 'Multi-factor authentication is required', /service account/],
  ['multi-factor-required', 400, 'MFA is enabled for this user', /second factor/],
] as const;

test.each(refusals)(
  '%s (HTTP %i, "%s") ends after one try and keeps the password to itself',
  async (code, status, message, says) => {
    const server = await serve(
      vbrRoutes({
        '/api/oauth2/token': () => ({ status, json: { errorCode: 'AccessDenied', message } }),
      }),
    );
    const refusal = await refusalOf(connectTo(server));
    expect(isFault(refusal, code)).toBe(true);
    expect(refusal.message).toMatch(says);
    expect(refusal.message).not.toContain(password);
    expect(server.seenAt('/api/oauth2/token')).toHaveLength(1);
  },
);

test('a sign-in that meets a firewall page or a version refusal is not taken for a wrong password', async () => {
  const page = await serve(
    vbrRoutes({
      '/api/oauth2/token': (_request, response) => {
        response.writeHead(403, { 'content-type': 'text/html' }).end('<html>Blocked</html>');
        return undefined;
      },
    }),
  );
  const blocked = await refusalOf(connectTo(page));
  expect(isFault(blocked, 'server-answer-unreadable')).toBe(true);
  expect(blocked.message).toContain('a firewall or proxy answered instead of VBR');
  expect(page.seenAt('/api/oauth2/token')).toHaveLength(1);

  const message = 'Unsupported RESTAPI version. The following versions are supported: v1.0-rev1.';
  const old = await serve(
    vbrRoutes({ '/api/oauth2/token': () => ({ status: 400, json: { message } }) }),
  );
  const refused = await refusalOf(connectTo(old));
  expect(isFault(refused, 'server-version-unsupported')).toBe(true);
  expect(refused.message).toContain('VBR 12 or older');
});

test('a token answer that is cut off is tried again and never quoted', async () => {
  let asked = 0;
  const server = await serve(
    vbrRoutes({
      '/api/oauth2/token': (_request, response) => {
        asked += 1;
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"access_token":"eyJ-secret-token');
        return undefined;
      },
    }),
  );
  const refusal = await refusalOf(connectTo(server));
  expect(isFault(refusal, 'server-answer-unreadable')).toBe(true);
  expect(asked).toBe(3);
  expect(JSON.stringify([refusal.message, refusal.stack, String(refusal.cause)])).not.toContain(
    'eyJ-secret',
  );
});
