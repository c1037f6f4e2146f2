import { expect, it } from 'vitest';
import { createTokenOffice } from './tokens.ts';

function office(lifetimeSeconds = 900) {
  const clock = { nowMs: Date.parse('2026-11-22T12:00:00Z') };
  const tokens = createTokenOffice({
    username: 'reader',
    password: 'right',
    lifetimeSeconds,
    wallClock: () => clock.nowMs,
  });
  const ask = (form: Record<string, string>, mfa = false) => {
    const { status, body } = tokens.grant(new URLSearchParams(form), mfa);
    return { status, ...JSON.parse(body) };
  };
  const login = (password: string) => ask({ grant_type: 'password', username: 'reader', password });
  return { clock, tokens, ask, login };
}

it('gives a bearer token that is good until it expires', () => {
  const { clock, tokens, login } = office(60);
  const granted = login('right');
  expect(granted).toMatchObject({ status: 200, token_type: 'bearer', expires_in: 60 });
  clock.nowMs += 59_000;
  expect(tokens.isGood(granted.access_token)).toBe(true);
  clock.nowMs += 2_000;
  expect(tokens.isGood(granted.access_token)).toBe(false);
  expect(tokens.isGood('made up')).toBe(false);
});

it('accepts the grant types of all revisions', () => {
  const { ask } = office();
  const account = { username: 'reader', password: 'right' };
  expect(ask({ grant_type: 'Password', ...account }).status).toBe(200);
  const { refresh_token } = ask({ grant_type: 'password', ...account });
  expect(ask({ grant_type: 'Refresh_token', refresh_token }).status).toBe(200);
  expect(ask({ grant_type: 'vbr_token' }).status).toBe(400);
});

it('takes a refresh token once and gives a new one with it', () => {
  const { ask, login } = office();
  const { refresh_token: first } = login('right');
  const second = ask({ grant_type: 'refresh_token', refresh_token: first });
  expect(second.status).toBe(200);
  expect(second.refresh_token).not.toBe(first);
  expect(ask({ grant_type: 'refresh_token', refresh_token: first }).status).toBe(401);
  expect(ask({ grant_type: 'refresh_token', refresh_token: second.refresh_token }).status).toBe(
    200,
  );
});

it('lets a short refresh token live fifteen minutes longer than the access token', () => {
  const { ask, clock } = office();
  const form = { grant_type: 'password', username: 'reader', password: 'right' };
  const { refresh_token } = ask({ ...form, use_short_term_refresh: 'true' });
  clock.nowMs += 31 * 60_000;
  expect(ask({ grant_type: 'refresh_token', refresh_token }).status).toBe(401);
});

it('locks the account for fifteen minutes after five wrong passwords, even for the right one', () => {
  const { clock, login } = office();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    expect(login('wrong')).toMatchObject({ status: 401, errorCode: 'AccessDenied' });
  }
  expect(login('wrong').message).toMatch(/locked out for 00:15:00/);
  expect(login('right').message).toMatch(/locked out/);
  clock.nowMs += 15 * 60_000;
  expect(login('right').status).toBe(200);
});

it('refuses the right password when the account needs a second factor', () => {
  const { ask } = office();
  const refused = ask({ grant_type: 'password', username: 'reader', password: 'right' }, true);
  expect(refused.status).toBe(401);
  expect(refused.message).toMatch(/Multi-factor/);
});

it('forgets a token at logout', () => {
  const { tokens, login } = office();
  const { access_token } = login('right');
  tokens.logout(access_token);
  expect(tokens.isGood(access_token)).toBe(false);
});
