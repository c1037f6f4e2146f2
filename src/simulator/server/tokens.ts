import { randomBytes } from 'node:crypto';
import { type Answer, errorAnswer, jsonAnswer } from './answer.ts';

export interface TokenOptions {
  readonly username: string;
  readonly password: string;
  readonly lifetimeSeconds: number;
  /** Real time in milliseconds: tokens and lock-outs age by it, not by the estate's clock. */
  readonly wallClock: () => number;
}

/** Issues tokens and knows which are still good. */
export interface TokenOffice {
  readonly grant: (form: URLSearchParams, needsSecondFactor: boolean) => Answer;
  readonly isGood: (token: string) => boolean;
  readonly logout: (token: string) => void;
}

const refusalsUntilLocked = 5;
const lockedMs = 15 * 60_000;
const refreshSeconds = 14 * 24 * 3600;

interface Refresh {
  readonly expiresMs: number;
}

/** One account: five wrong passwords lock it for fifteen minutes; a refresh token works once. */
export function createTokenOffice(options: TokenOptions): TokenOffice {
  const access = new Map<string, number>();
  const refreshes = new Map<string, Refresh>();
  const state = { refusals: 0, lockedUntilMs: 0 };

  const issue = (isShort: boolean): Answer => {
    const nowMs = options.wallClock();
    const accessToken = tokenText();
    const refreshToken = tokenText();
    const expiresMs = nowMs + options.lifetimeSeconds * 1000;
    access.set(accessToken, expiresMs);
    const shortMs = (options.lifetimeSeconds + 15 * 60) * 1000;
    refreshes.set(refreshToken, { expiresMs: nowMs + (isShort ? shortMs : refreshSeconds * 1000) });
    return jsonAnswer({
      access_token: accessToken,
      token_type: 'bearer',
      refresh_token: refreshToken,
      expires_in: options.lifetimeSeconds,
      '.issued': new Date(nowMs).toISOString(),
      '.expires': new Date(expiresMs).toISOString(),
    });
  };

  const refresh = (form: URLSearchParams): Answer => {
    const token = form.get('refresh_token') ?? '';
    const known = refreshes.get(token);
    refreshes.delete(token);
    if (known === undefined || known.expiresMs <= options.wallClock()) {
      return errorAnswer(401, 'AccessDenied', 'The refresh token is not valid.');
    }
    return issue(form.get('use_short_term_refresh') === 'true');
  };

  return {
    grant: (form, needsSecondFactor) => {
      const grant = form.get('grant_type')?.toLowerCase();
      if (grant === 'refresh_token') return refresh(form);
      if (grant !== 'password') {
        return errorAnswer(400, 'UnexpectedContent', 'The grant type is not supported.');
      }
      const refusal = passwordRefusal(options, state, form, needsSecondFactor);
      return refusal ?? issue(form.get('use_short_term_refresh') === 'true');
    },
    isGood: (token) => (access.get(token) ?? 0) > options.wallClock(),
    logout: (token) => {
      access.delete(token);
    },
  };
}

function passwordRefusal(
  { username, password, wallClock }: TokenOptions,
  state: { refusals: number; lockedUntilMs: number },
  form: URLSearchParams,
  needsSecondFactor: boolean,
): Answer | null {
  if (wallClock() < state.lockedUntilMs) return locked();
  const isRight = form.get('username') === username && form.get('password') === password;
  if (isRight) {
    state.refusals = 0;
    if (!needsSecondFactor) return null;
    const text = 'Multi-factor authentication is enabled for this account.';
    return errorAnswer(401, 'AccessDenied', text);
  }
  state.refusals += 1;
  if (state.refusals < refusalsUntilLocked) {
    return errorAnswer(401, 'AccessDenied', 'The user name or password is incorrect.');
  }
  state.refusals = 0;
  state.lockedUntilMs = wallClock() + lockedMs;
  return locked();
}

function locked(): Answer {
  const text =
    'Your account has been locked out for 00:15:00 due to repeated failed log-in attempts';
  return errorAnswer(401, 'AccessDenied', text);
}

function tokenText(): string {
  return randomBytes(48).toString('base64url');
}
