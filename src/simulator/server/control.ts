import { isFault } from '../../domain/errors.ts';
import { type Answer, errorAnswer, jsonAnswer, linesAnswer } from './answer.ts';
import type { ReadRequest } from './answer-request.ts';

/** What may be asked of the simulator itself, from this machine and without a token. */
export interface ControlledSimulator {
  readonly truth: () => unknown;
  readonly capacityDays: () => Iterable<unknown>;
  readonly requests: () => unknown;
  readonly violations: () => unknown;
  readonly advance: (hours: number) => void;
  readonly appendRuns: (request: {
    readonly sessions: number;
    readonly failedShare?: number;
    readonly warnedShare?: number;
  }) => void;
  /** Ends planted trouble; how many jobs are rid of it. */
  readonly repair: (wanted: {
    readonly incident?: string;
    readonly job?: string;
    readonly cause?: string;
  }) => number;
  /** Rows of a kind by the name of its table; null for one that is not known. */
  readonly visibleRows: (name: string) => Iterable<unknown> | null;
}

/** Answers `/__truth`, `/__truth/capacity`, `/__truth/rows/NAME`, `/__requests`, `/__advance` and `/__repair`. */
export function controlAnswer(simulator: ControlledSimulator, request: ReadRequest): Answer | null {
  const call = `${request.method} ${request.path}`;
  if (call === 'GET /__truth') return jsonAnswer(simulator.truth());
  if (call === 'GET /__truth/capacity') return linesAnswer(simulator.capacityDays());
  if (call === 'GET /__requests') {
    return jsonAnswer({ counts: simulator.requests(), violations: simulator.violations() });
  }
  const kind = /^GET \/__truth\/rows\/(\w+)$/.exec(call)?.[1];
  const rows = kind === undefined ? null : simulator.visibleRows(kind);
  if (rows !== null) return linesAnswer(rows);
  if (call === 'POST /__advance')
    return changeAnswer(request.body, advanceBy.bind(null, simulator));
  return call === 'POST /__repair'
    ? changeAnswer(request.body, repairBy.bind(null, simulator))
    : null;
}

function changeAnswer(body: string, change: (wanted: unknown) => Answer): Answer {
  try {
    return change(JSON.parse(body));
  } catch (error) {
    if (isFault(error, 'input-invalid')) return refused(error.message);
    if (error instanceof SyntaxError) return refused('the body is not JSON');
    throw error;
  }
}

function advanceBy(simulator: ControlledSimulator, wanted: unknown): Answer {
  const hours = numberIn(wanted, 'hours');
  const sessions = numberIn(wanted, 'sessions');
  if (hours === null && sessions === null) return refused('hours or sessions is needed');
  if (sessions !== null) {
    const failedShare = numberIn(wanted, 'failedShare') ?? 0.03;
    const warnedShare = numberIn(wanted, 'warnedShare') ?? 0.06;
    simulator.appendRuns({ sessions, failedShare, warnedShare });
  }
  if (hours !== null) simulator.advance(hours);
  return jsonAnswer({ advanced: true });
}

function repairBy(simulator: ControlledSimulator, wanted: unknown): Answer {
  const incident = textIn(wanted, 'incident');
  const job = textIn(wanted, 'job');
  const cause = textIn(wanted, 'cause');
  const repairedJobs = simulator.repair({
    ...(incident !== null && { incident }),
    ...(job !== null && { job }),
    ...(cause !== null && { cause }),
  });
  return jsonAnswer({ repairedJobs });
}

function textIn(value: unknown, key: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : null;
}

function numberIn(value: unknown, key: string): number | null {
  if (typeof value !== 'object' || value === null || !(key in value)) return null;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'number' && Number.isFinite(found) && found >= 0 ? found : null;
}

function refused(text: string): Answer {
  return errorAnswer(400, 'UnexpectedContent', text);
}
