import { Fault } from '../../../domain/errors.ts';
import { shownText } from '../../../domain/foreign-text.ts';
import { errorBodySchema } from '../schema/error-body.ts';
import type { Answer } from '../transport/transport.ts';

/** What an answer of VBR means for the one who asked. */
export type Verdict =
  | { readonly kind: 'read'; readonly body: unknown }
  | { readonly kind: 'missing'; readonly fault: Fault }
  | { readonly kind: 'unauthorized'; readonly fault: Fault }
  | { readonly kind: 'refused'; readonly fault: Fault }
  | { readonly kind: 'again'; readonly fault: Fault; readonly afterMs: number | null };

/** Where an answer came from and when. */
export interface AnswerPlace {
  readonly place: string;
  readonly path: string;
  readonly now: Date;
}

const expiredCodes = ['ExpiredToken', 'InvalidToken'];
const unknownOperationCodes = ['NotImplemented', 'InvalidURI', 'MethodNotAllowed'];

/** Judges by status first, then by VBR's own error code; never guesses from an HTML page. */
export function judgeAnswer(answer: Answer, from: AnswerPlace): Verdict {
  if (isPage(answer)) return judgePage(answer, from);
  if (answer.status === 200) return readBody(answer, from);
  const { code, message } = errorOf(answer);
  if (answer.status === 401 || (answer.status === 403 && expiredCodes.includes(code))) {
    return { kind: 'unauthorized', fault: tokenRefused(from.place) };
  }
  if (answer.status === 403) return { kind: 'refused', fault: forbidden(from.path) };
  if (answer.status === 404) return { kind: 'missing', fault: unsupported(from.path) };
  const fault = unexpected(answer.status, message, from);
  if (isWorthAnotherTry(answer.status)) {
    return { kind: 'again', fault, afterMs: retryAfterMs(answer.retryAfter, from.now) };
  }
  return { kind: 'refused', fault: refusedRequest(answer.status, code, message, from) ?? fault };
}

/** True for a web page where VBR would have sent JSON. */
export function isPage({ contentType, body }: Pick<Answer, 'contentType' | 'body'>): boolean {
  return /^\s*text\/html/i.test(contentType) || /^\s*<(?:!doctype|html|head|body)\b/i.test(body);
}

/** The fault of a web page in place of an answer. */
export function foreignPage(status: number, place: string): Fault {
  return new Fault({
    code: 'server-answer-unreadable',
    happened: `${place} answered with a web page (HTTP ${status})`,
    means: 'a firewall or proxy answered instead of VBR',
    next: 'let this machine reach the VBR REST API directly, or exempt it from inspection, and run again',
  });
}

/** True when VBR says that it does not speak the revision it was asked in. */
export function isVersionRefusal(status: number, message: string): boolean {
  return status === 400 && /api\s*version/i.test(message);
}

/** The fault of a server that does not speak our revisions. */
export function versionRefused(place: string, message: string): Fault {
  return new Fault({
    code: 'server-version-unsupported',
    happened: `${place} does not accept the REST revisions of VBR 13 ("${shownText(message, 160)}")`,
    means: 'it is VBR 12 or older, which DR365 does not read',
    next: 'upgrade the server to VBR 13 or take it out of the settings',
  });
}

/** VBR's error code and message; empty where the body has none. */
export function errorOf({ body }: Answer): { readonly code: string; readonly message: string } {
  const parsed = errorBodySchema.safeParse(parseJson(body));
  return parsed.success ? parsed.data : { code: '', message: '' };
}

/** The value of a JSON text; undefined where it is none. The parser's own message would quote the body. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Milliseconds to wait by a Retry-After header in either of its two forms; null without one. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (header === null) return null;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000;
  const until = Date.parse(header);
  return Number.isNaN(until) ? null : Math.max(0, until - now.getTime());
}

/** A proxy that cannot reach VBR just now also answers with a page. */
function judgePage({ status, retryAfter }: Answer, { place, now }: AnswerPlace): Verdict {
  const fault = foreignPage(status, place);
  if (!isWorthAnotherTry(status)) return { kind: 'refused', fault };
  return { kind: 'again', fault, afterMs: retryAfterMs(retryAfter, now) };
}

/** Null when the refusal is none of those we know. */
function refusedRequest(
  status: number,
  code: string,
  message: string,
  { place, path }: AnswerPlace,
): Fault | null {
  if (isVersionRefusal(status, message)) return versionRefused(place, message);
  return unknownOperationCodes.includes(code) ? unsupported(path) : null;
}

function isWorthAnotherTry(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

function readBody({ body }: Answer, { place, path }: AnswerPlace): Verdict {
  const value = parseJson(body);
  if (value !== undefined) return { kind: 'read', body: value };
  const fault = new Fault({
    code: 'server-answer-unreadable',
    happened: `${place} sent an answer to ${path} that is cut off or not JSON`,
    means: 'nothing of it was kept',
    next: 'run again; if it lasts, look for a proxy between this machine and the server',
  });
  return { kind: 'again', fault, afterMs: null };
}

function unexpected(status: number, message: string, { place, path }: AnswerPlace): Fault {
  const said = message === '' ? '' : `, saying "${shownText(message, 160)}"`;
  return new Fault({
    code: 'server-answer-unreadable',
    happened: `${place} answered ${path} with HTTP ${status}${said}`,
    means: 'the server could not serve this read, so nothing of it was kept',
    next: 'run again later; if it lasts, look at the log of the Veeam Backup REST API service',
  });
}

function tokenRefused(place: string): Fault {
  return new Fault({
    code: 'credentials-refused',
    happened: `${place} refused a token that it had just given`,
    means:
      'the account was disabled or changed meanwhile, or something in between strips the sign-in',
    next: 'sign in to the VBR console with this account, and look for a proxy on the way',
  });
}

function forbidden(path: string): Fault {
  return new Fault({
    code: 'source-forbidden',
    happened: `VBR does not show ${path} to this account`,
    means: 'it is not visible with this role, so what rests on it is unknown, not zero',
    next: 'leave it so, or give the account a role that may see it',
  });
}

/** The fault of a path that this server's revision does not have. */
export function unsupported(path: string): Fault {
  return new Fault({
    code: 'source-unsupported',
    happened: `this VBR server does not offer ${path}`,
    means: 'its REST revision does not have it, so what rests on it is unknown, not zero',
    next: 'leave it so, or update the server to a newer VBR 13',
  });
}
