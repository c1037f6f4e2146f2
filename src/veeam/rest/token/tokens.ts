import { Fault, isFault } from '../../../domain/errors.ts';
import type { Revision } from '../../../domain/vbr-server.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Account } from '../../../ports/server-probe.ts';
import { type Retrier, requestOutcome } from '../reading/retry.ts';
import type { Transport } from '../transport/transport.ts';
import { type Grant, judgeTokenAnswer, type TokenVerdict } from './token-answer.ts';

/** Access tokens for one account: renewed ahead of time, one renewal for all who wait. */
export interface Tokens {
  readonly current: () => Promise<string>;
  /** A newer token than this one, which VBR refused. */
  readonly renew: (refused: string) => Promise<string>;
  /** Ends the sign-in at the server; never throws. */
  readonly signOut: () => Promise<void>;
}

interface TokenParts {
  readonly transport: Transport;
  readonly retrier: Retrier;
  readonly revision: Revision;
  readonly account: Account;
  readonly clock: Clock;
}

interface Held {
  readonly access: string;
  readonly refresh: string | null;
  readonly renewAtMs: number;
}

const mostTries = 3;
const signOutMs = 5_000;
// A password is never sent more often than this, whatever the server says: VBR locks accounts.
const mostSignIns = 3;
const signInWindowMs = 600_000;

/** Keeps the tokens of one connection in memory. A refused password is remembered and never sent again. */
export function createTokens(parts: TokenParts): Tokens {
  let held: Held | null = null;
  let pending: Promise<Held> | null = null;
  let refusal: Fault | null = null;
  const signIns: number[] = [];

  const signIn = async (): Promise<Held> => {
    const nowMs = parts.clock.now().getTime();
    const recent = signIns.filter((at) => nowMs - at < signInWindowMs);
    if (recent.length >= mostSignIns) throw tooManySignIns(parts);
    signIns.push(nowMs);
    const { username, password } = parts.account;
    const verdict = await ask(parts, { grant_type: 'password', username, password });
    if (verdict.kind === 'refused') throw verdict.fault;
    return heldFrom(verdict.grant, parts.clock);
  };

  const obtain = async (): Promise<Held> => {
    if (refusal !== null) throw refusal;
    const refresh = held?.refresh ?? null;
    // A refresh token is good for one use, whatever becomes of the answer.
    held = null;
    try {
      held = (await refreshed(parts, refresh)) ?? (await signIn());
      return held;
    } catch (error) {
      refusal = finalRefusal(error);
      throw error;
    }
  };

  const obtainOnce = (): Promise<Held> => {
    pending ??= obtain().finally(() => {
      pending = null;
    });
    return pending;
  };

  return {
    current: async () => {
      const usable = held !== null && parts.clock.now().getTime() < held.renewAtMs;
      return usable && held !== null ? held.access : (await obtainOnce()).access;
    },
    renew: async (refused) => {
      if (held !== null && held.access !== refused) return held.access;
      return (await obtainOnce()).access;
    },
    signOut: async () => {
      await pending?.catch(() => null);
      const last = held;
      held = null;
      if (last !== null) await revoke(parts, last.access);
    },
  };
}

/** The fault after which the password must not be sent again; null for any other error. */
function finalRefusal(error: unknown): Fault | null {
  const isFinal = isFault(error, 'credentials-refused', 'account-locked', 'multi-factor-required');
  return isFinal ? error : null;
}

/** Null without a refresh token, or when VBR does not take it any more. */
async function refreshed(parts: TokenParts, refreshToken: string | null): Promise<Held | null> {
  if (refreshToken === null) return null;
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const verdict = await ask(parts, form);
  return verdict.kind === 'refused' ? null : heldFrom(verdict.grant, parts.clock);
}

async function ask(
  { transport, retrier, revision, account, clock }: TokenParts,
  form: Readonly<Record<string, string>>,
): Promise<Exclude<TokenVerdict, { kind: 'again' }>> {
  return retrier.run(async (signal) => {
    const outcome = await requestOutcome(transport.place, signal, () =>
      transport.postToken('/api/oauth2/token', form, headersFor(revision), signal),
    );
    if (outcome.kind === 'again') return outcome;
    const from = { place: transport.place, username: account.username, now: clock.now() };
    const verdict = judgeTokenAnswer(outcome.value, from);
    return verdict.kind === 'again' ? verdict : { kind: 'done', value: verdict };
  }, mostTries);
}

async function revoke({ transport, revision }: TokenParts, access: string): Promise<void> {
  const headers = { ...headersFor(revision), authorization: `Bearer ${access}` };
  try {
    const signal = AbortSignal.timeout(signOutMs);
    await transport.postToken('/api/oauth2/logout', {}, headers, signal);
  } catch {
    // The token ends by itself; a server that is gone must not turn a good run into a bad one.
  }
}

function headersFor(revision: Revision): Record<string, string> {
  return { accept: 'application/json', 'x-api-version': revision };
}

function heldFrom(grant: Grant, clock: Clock): Held {
  const lifetimeMs = grant.expiresInSeconds * 1000;
  const usableMs = lifetimeMs < 120_000 ? lifetimeMs / 2 : lifetimeMs - 60_000;
  return {
    access: grant.access,
    refresh: grant.refresh,
    renewAtMs: clock.now().getTime() + usableMs,
  };
}

function tooManySignIns({ transport, account }: TokenParts): Fault {
  return new Fault({
    code: 'credentials-refused',
    happened: `${transport.place} ended the sign-in of "${account.username}" ${mostSignIns} times within ten minutes`,
    means: 'DR365 stops here, because repeated sign-ins can lock the account out',
    next: 'look at the security events of the VBR server and run again in ten minutes',
  });
}
