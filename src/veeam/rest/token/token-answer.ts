import { Fault, type FaultCode } from '../../../domain/errors.ts';
import { shownText } from '../../../domain/foreign-text.ts';
import {
  errorOf,
  foreignPage,
  isPage,
  isVersionRefusal,
  parseJson,
  retryAfterMs,
  versionRefused,
} from '../reading/answer.ts';
import { tokenSchema } from '../schema/token.ts';
import type { Answer } from '../transport/transport.ts';

/** Tokens as VBR gave them. */
export interface Grant {
  readonly access: string;
  readonly refresh: string | null;
  readonly expiresInSeconds: number;
}

/** What VBR said to a sign-in or a renewal. */
export type TokenVerdict =
  | { readonly kind: 'granted'; readonly grant: Grant }
  | { readonly kind: 'refused'; readonly fault: Fault }
  | { readonly kind: 'again'; readonly fault: Fault; readonly afterMs: number | null };

interface Asked {
  readonly place: string;
  readonly username: string;
  readonly now: Date;
}

/** `refused` is final: the same password must not be sent again. An answer of something else than VBR is thrown. */
export function judgeTokenAnswer(answer: Answer, asked: Asked): TokenVerdict {
  if (isPage(answer)) throw foreignPage(answer.status, asked.place);
  if (answer.status === 200) return grantOf(answer, asked);
  const { message } = errorOf(answer);
  if (isVersionRefusal(answer.status, message)) throw versionRefused(asked.place, message);
  if (isLockedOut(message)) return { kind: 'refused', fault: refusalOf('account-locked', asked) };
  if (isMultiFactor(message)) {
    return { kind: 'refused', fault: refusalOf('multi-factor-required', asked) };
  }
  if (answer.status === 400 || answer.status === 401 || answer.status === 403) {
    return { kind: 'refused', fault: refusalOf('credentials-refused', asked) };
  }
  const fault = notGranted(`HTTP ${answer.status}`, asked);
  if (answer.status < 500 && answer.status !== 429) throw fault;
  return { kind: 'again', fault, afterMs: retryAfterMs(answer.retryAfter, asked.now) };
}

function grantOf({ body }: Answer, asked: Asked): TokenVerdict {
  const parsed = tokenSchema.safeParse(parseJson(body));
  if (parsed.success) return { kind: 'granted', grant: parsed.data };
  if (isMultiFactor(body)) {
    return { kind: 'refused', fault: refusalOf('multi-factor-required', asked) };
  }
  const fault = notGranted('something that is not a token', asked);
  return { kind: 'again', fault, afterMs: null };
}

function isLockedOut(message: string): boolean {
  return /lock(?:ed)?[ -]?out|account is locked/i.test(message);
}

function isMultiFactor(message: string): boolean {
  return /multi-?\s?factor|two-factor|\bMFA\b|mfa_token/i.test(message);
}

const refusals: Readonly<
  Record<
    Extract<FaultCode, 'account-locked' | 'multi-factor-required' | 'credentials-refused'>,
    { readonly happened: string; readonly means: string; readonly next: string }
  >
> = {
  'account-locked': {
    happened: 'has locked the account',
    means:
      'wrong passwords were tried too often, here or elsewhere; VBR refuses even the right one for up to 30 minutes',
    next: 'wait 30 minutes without trying, correct the password where it is wrong, and run again',
  },
  'multi-factor-required': {
    happened: 'asks for a second factor of the account',
    means: 'the REST API cannot give one, so DR365 cannot sign in with it',
    next: 'mark the account as a service account in Users and Roles of VBR, or use one without multi-factor authentication',
  },
  'credentials-refused': {
    happened: 'refused the user name or password of the account',
    means:
      'DR365 tried once and does not try again, because repeated failures lock the account out',
    next: 'correct VEEAM_USERNAME and VEEAM_PASSWORD and run again',
  },
};

function refusalOf(code: keyof typeof refusals, { place, username }: Asked): Fault {
  const { happened, means, next } = refusals[code];
  return new Fault({
    code,
    happened: `${place} ${happened} "${shownText(username, 100)}"`,
    means,
    next,
  });
}

function notGranted(what: string, { place }: Asked): Fault {
  return new Fault({
    code: 'server-answer-unreadable',
    happened: `${place} answered the sign-in with ${what}`,
    means: 'no data could be read',
    next: 'run again later; if it lasts, look at the log of the Veeam Backup REST API service',
  });
}
