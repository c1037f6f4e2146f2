import type { Revision } from '../domain/vbr-server.ts';
import { createEstate } from './estate/create-estate.ts';
import type { Estate, EstateOptions } from './estate/estate.ts';
import { answerRequest } from './server/answer-request.ts';
import type { Faults } from './server/faults.ts';
import { createMatchCache } from './server/match-cache.ts';
import type { Role } from './server/roles.ts';
import { createTokenOffice } from './server/tokens.ts';

export interface Asked {
  readonly build?: Revision;
  readonly role?: Role;
  readonly faults?: Faults;
}

/** A small estate for tests, at noon of 22 November 2026 after a change of daylight saving. */
export function testEstate(changes: Partial<EstateOptions> = {}): Estate {
  return createEstate({
    scenario: 'troubled',
    seed: 5,
    now: new Date('2026-11-22T12:00:00Z'),
    days: 60,
    jobs: 60,
    repositories: 12,
    sessions: null,
    failedShare: 0.05,
    warnedShare: 0.06,
    zone: 'Europe/Prague',
    ...changes,
  });
}

/** Asks an estate as an account that is signed in, without a connection. */
export function askEstate(estate: Estate, asked: Asked = {}) {
  const { build = '1.3-rev2', role = 'administrator', faults = {} } = asked;
  const account = { username: 'u', password: 'p' };
  const tokens = createTokenOffice({ ...account, lifetimeSeconds: 60, wallClock: () => 0 });
  const form = new URLSearchParams({ grant_type: 'password', ...account });
  const bearer: string = JSON.parse(tokens.grant(form, false).body).access_token;
  const matches = createMatchCache();
  const state = { estate, build, role, tokens, matches, pageCap: null, certificatePem: '' };
  return (target: string, apiVersion: Revision = build) => {
    const { pathname: path, searchParams: query } = new URL(target, 'https://simulator');
    const request = { method: 'GET', path, query, apiVersion, bearer, body: '' };
    const { status, body } = answerRequest(state, faults, request);
    return { status, body, json: body === '' ? null : JSON.parse(body) };
  };
}
