import type { Dispatcher } from 'undici';
import { Fault } from '../../../domain/errors.ts';
import { shownText } from '../../../domain/foreign-text.ts';

/** The only paths that may be posted to: VBR's sign-in and sign-out. */
const tokenPaths = ['/api/oauth2/token', '/api/oauth2/logout'] as const;
export type TokenPath = (typeof tokenPaths)[number];

// Segments of plain characters only: no dots, no per cent signs, no empty segments, so a path has one reading.
const readPath = /^\/api\/v1(?:\/[A-Za-z0-9_-]+)+$/;
const revisionPath = /^\/swagger\/v\d+\.\d+-rev\d+\/swagger\.json$/;
// The GETs of VBR's documents that make something: recovery media.
const makesSomething = /\/createRecoveryMedia(?:\/|$)/;
const query = /^[A-Za-z0-9_.~%=&*+:-]*$/;

/**
 * Throws before anything is sent unless the request is a GET below /api/v1/, the GET that asks for a revision, or
 * one of the two token POSTs, to this origin. Every request of this room passes through it.
 */
export function guardRequests(dispatcher: Dispatcher, origin: string): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => {
    if (!isAllowed(options, origin)) throw refusal(options);
    return dispatch(options, handler);
  });
}

function isAllowed(options: Dispatcher.DispatchOptions, origin: string): boolean {
  if (String(options.origin) !== origin) return false;
  // Both are ways for undici to change the request after this check.
  if (options.query !== undefined || (options.upgrade ?? null) !== null) return false;
  if (options.method === 'POST') return tokenPaths.some((path) => path === options.path);
  return options.method === 'GET' && isReadable(options.path);
}

function isReadable(target: string): boolean {
  const mark = target.indexOf('?');
  if (mark === -1) return isReadPath(target) || revisionPath.test(target);
  return isReadPath(target.slice(0, mark)) && query.test(target.slice(mark + 1));
}

function isReadPath(path: string): boolean {
  return readPath.test(path) && !makesSomething.test(path);
}

function refusal(options: Dispatcher.DispatchOptions): Fault {
  const asked = shownText(`${options.method} ${options.path}`, 120);
  return new Fault({
    code: 'defect',
    happened: `a request that is not a plain read was stopped before it was sent (${asked})`,
    means: 'DR365 may only read from VBR, so something in DR365 is wrong; VBR was not touched',
    next: 'report this with the log file',
  });
}
