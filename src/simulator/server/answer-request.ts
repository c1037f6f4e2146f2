import { isFault } from '../../domain/errors.ts';
import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from '../estate/estate.ts';
import { knows } from '../estate/knows.ts';
import { type MatchedRoute, routeFor } from '../routes/routes.ts';
import { type Answer, emptyAnswer, errorAnswer, jsonAnswer } from './answer.ts';
import { estateSeen } from './estate-seen.ts';
import type { Faults } from './faults.ts';
import type { MatchCache } from './match-cache.ts';
import { offeredRevisions } from './offered-revisions.ts';
import { maySee, type Role } from './roles.ts';
import { swappedIds } from './swapped-ids.ts';
import type { TokenOffice } from './tokens.ts';

/** A request read to its end. */
export interface ReadRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly apiVersion: string | null;
  readonly bearer: string | null;
  readonly body: string;
}

export interface ServerState {
  readonly estate: Estate;
  readonly build: Revision;
  readonly role: Role;
  readonly tokens: TokenOffice;
  readonly matches: MatchCache;
  readonly pageCap: number | null;
  readonly certificatePem: string;
}

/** The pattern a request is counted under. */
export function patternOf(path: string): string {
  return routeFor(path)?.route.pattern ?? path;
}

/** The right answer to a request; what goes wrong on the way is decided elsewhere. */
export function answerRequest(state: ServerState, faults: Faults, request: ReadRequest): Answer {
  if (faults.reinstalled !== true) return answerOf(state, faults, request);
  const path = swappedIds(request.path);
  const query = new URLSearchParams(swappedIds(request.query.toString()));
  const answer = answerOf(state, faults, { ...request, path, query });
  return { ...answer, body: swappedIds(answer.body) };
}

function answerOf(state: ServerState, faults: Faults, request: ReadRequest): Answer {
  const swagger = /^\/swagger\/v([^/]+)\/swagger\.json$/.exec(request.path)?.[1];
  if (swagger !== undefined) return swaggerAnswer(state, faults, swagger);
  const offered = offeredRevisions(state.build, faults).find(
    ({ name }) => name === request.apiVersion,
  );
  if (offered === undefined) {
    const text = 'The specified API version is not supported.';
    return errorAnswer(400, 'NotImplemented', text);
  }
  if (request.method === 'POST') return postAnswer(state, faults, request);
  const matched = routeFor(request.path);
  if (matched === null || !knows(offered.shapes, matched.route.since ?? '1.3-rev0')) {
    return errorAnswer(404, 'NotFound', 'There is no such resource.');
  }
  return (
    refusal(state, matched, request.bearer) ??
    routeAnswer(state, faults, request, matched, offered.shapes)
  );
}

function swaggerAnswer(state: ServerState, faults: Faults, name: string): Answer {
  const isOffered = offeredRevisions(state.build, faults).some((offer) => offer.name === name);
  if (!isOffered) return emptyAnswer(404);
  return jsonAnswer({
    openapi: '3.0.1',
    info: { title: 'Simulated server', version: name },
    paths: {},
  });
}

function postAnswer({ tokens }: ServerState, faults: Faults, request: ReadRequest): Answer {
  if (request.path === '/api/oauth2/token') {
    return tokens.grant(new URLSearchParams(request.body), faults.mfa === true);
  }
  if (request.bearer === null || !tokens.isGood(request.bearer)) return emptyAnswer(401);
  tokens.logout(request.bearer);
  return jsonAnswer({});
}

function refusal(
  { tokens, role, build }: ServerState,
  { route }: MatchedRoute,
  bearer: string | null,
): Answer | null {
  if (route.isAnonymous === true) return null;
  if (bearer === null || !tokens.isGood(bearer)) return emptyAnswer(401);
  return maySee(role, route.source, build) ? null : errorAnswer(403, 'AccessDenied', 'Forbidden');
}

function routeAnswer(
  { estate: whole, build, matches, pageCap, certificatePem }: ServerState,
  faults: Faults,
  { query }: ReadRequest,
  { route, id }: MatchedRoute,
  revision: Revision,
): Answer {
  const estate = estateSeen(whole, faults);
  try {
    return route.answer(
      { estate, revision, build, query, faults, pageCap, matches, certificatePem },
      id,
    );
  } catch (error) {
    if (isFault(error, 'input-invalid')) {
      return errorAnswer(400, 'UnexpectedContent', `${error.happened}.`);
    }
    throw error;
  }
}
