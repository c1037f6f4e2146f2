import { chanceFrom, fraction, textHash } from '../estate/chance.ts';
import { type Answer, emptyAnswer, errorAnswer } from './answer.ts';

export type FaultKind =
  | 'reset'
  | 'truncated'
  | 'server-error'
  | 'throttled'
  | 'firewall'
  | 'slow'
  | 'hang'
  | 'gone'
  | 'unauthorized';

/** Something that goes wrong for some requests. The first rule that applies to a request decides. */
export interface FaultRule {
  /**
   * reset: the connection breaks in mid-body; truncated: half the JSON with a matching Content-Length; server-error:
   * 500 ServiceUnavailable; throttled: 429 or 503 with Retry-After; firewall: 403 with HTML; slow: `delayMs` late;
   * hang: no answer until the simulator closes; gone: 404, from then on for good; unauthorized: 401 without a body.
   */
  readonly kind: FaultKind;
  /** Part of the path it applies to; every path without it. */
  readonly path?: string;
  /** Part of the query it applies to; every query without it. */
  readonly query?: string;
  /** Share of the matching requests, 1 without it. */
  readonly probability?: number;
  /** Matching requests to let through first. */
  readonly skipFirst?: number;
  /** Requests it spoils before it is spent; endless without it. */
  readonly times?: number;
  readonly status?: 429 | 503;
  readonly retryAfterSeconds?: number;
  readonly delayMs?: number;
}

/** Everything the server can be made to do wrong; an empty object is a well-behaved server. */
export interface Faults {
  readonly rules?: readonly FaultRule[];
  /** skip and limit of every pagination are null. */
  readonly nullPagination?: boolean;
  /** Most rows a page has, whatever the client asks for. */
  readonly pageCap?: number;
  /** Oldest sessions that retention removes before each further page of /sessions. */
  readonly rowsRemovedBetweenPages?: number;
  /** Sessions that begin before each further page of /sessions. */
  readonly rowsInsertedBetweenPages?: number;
  /** Jobs that ran claim their last run lies three hours ahead. */
  readonly futureLastRun?: boolean;
  /** The Security & Compliance Analyzer never ran: no verdicts, no last run, no sessions of it. */
  readonly analyzerNeverRan?: boolean;
  /** A job of a plug-in exists: /jobs answers 500 as a whole, /jobs/states and /jobs/{id} work. */
  readonly pluginJobBreaksJobs?: boolean;
  /** The tasks of one session of an agent job answer 500. */
  readonly agentTasksFail?: boolean;
  /** Sessions still going show the zero date as their end, jobs that never ran as their last run. */
  readonly zeroDates?: boolean;
  /** So many of the newest sessions claim to begin three hours ahead. */
  readonly futureSessions?: number;
  /** The server's clock is so far ahead of the truth, in everything it writes and reads. */
  readonly clockSkewMinutes?: number;
  /** Reinstalled: everything carries new ids, the old ones are unknown. */
  readonly reinstalled?: boolean;
  /** Restored to its state of so many hours ago: newer sessions are gone. */
  readonly restoredHoursAgo?: number;
  /** The token call is refused because the account needs a second factor. */
  readonly mfa?: boolean;
  /** The server is a version 12: it offers 1.2-rev1 alone. */
  readonly version12?: boolean;
}

export interface FaultDesk {
  readonly faults: () => Faults;
  readonly set: (faults: Faults) => void;
  /** The rule that spoils this request, if any; asking uses up its chance. */
  readonly ruleFor: (path: string, query?: string) => FaultRule | null;
}

/** Holds the faults in force and draws from them repeatably. */
export function createFaultDesk(seed: number, initial: Faults): FaultDesk {
  let faults = initial;
  let counted = countersFor(initial);
  let draws = 0;
  return {
    faults: () => faults,
    set: (next) => {
      faults = next;
      counted = countersFor(next);
    },
    ruleFor: (path, query = '') => {
      const lost = counted.find(({ gone }) => gone.has(path));
      if (lost !== undefined) return lost.rule;
      const hit = counted.find((counter) => {
        if (!isMeant(counter.rule, path, query)) return false;
        draws += 1;
        return applies(counter, fraction(chanceFrom(seed, textHash('fault'), draws)));
      });
      if (hit?.rule.kind === 'gone') hit.gone.add(path);
      return hit?.rule ?? null;
    },
  };
}

interface RuleCounter {
  readonly rule: FaultRule;
  /** Paths that are lost for good. */
  readonly gone: Set<string>;
  seen: number;
  used: number;
}

function countersFor({ rules = [] }: Faults): RuleCounter[] {
  return rules.map((rule) => ({ rule, gone: new Set(), seen: 0, used: 0 }));
}

function isMeant(rule: FaultRule, path: string, query: string): boolean {
  return path.includes(rule.path ?? '') && query.includes(rule.query ?? '');
}

function applies(counter: RuleCounter, draw: number): boolean {
  const { skipFirst = 0, times = Number.POSITIVE_INFINITY, probability = 1 } = counter.rule;
  counter.seen += 1;
  if (counter.seen <= skipFirst || counter.used >= times || draw >= probability) return false;
  counter.used += 1;
  return true;
}

/** The answer a rule gives instead of the right one; null where it only spoils the sending. */
export function answerInstead({ kind, status, retryAfterSeconds }: FaultRule): Answer | null {
  if (kind === 'server-error') {
    return errorAnswer(500, 'ServiceUnavailable', 'The server could not complete the request.');
  }
  if (kind === 'gone') return errorAnswer(404, 'NotFound', 'The object no longer exists.');
  if (kind === 'unauthorized') return emptyAnswer(401);
  if (kind === 'throttled') {
    const answer = errorAnswer(status ?? 429, 'ServiceUnavailable', 'Too many requests.');
    const headers = { ...answer.headers, 'retry-after': String(retryAfterSeconds ?? 1) };
    return { ...answer, headers };
  }
  if (kind !== 'firewall') return null;
  return {
    status: 403,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<html><head><title>Blocked</title></head><body><h1>Request blocked by policy</h1></body></html>',
  };
}
