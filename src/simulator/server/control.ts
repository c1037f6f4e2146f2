import { isFault } from '../../domain/errors.ts';
import { type Answer, errorAnswer, jsonAnswer } from './answer.ts';
import type { ReadRequest } from './answer-request.ts';

/** What may be asked of the simulator itself, from this machine and without a token. */
export interface ControlledSimulator {
  readonly truth: () => unknown;
  readonly requests: () => unknown;
  readonly violations: () => unknown;
  readonly advance: (hours: number) => void;
  readonly appendRuns: (request: {
    readonly sessions: number;
    readonly failedShare?: number;
    readonly warnedShare?: number;
  }) => void;
}

/** Answers `/__truth`, `/__requests` and `/__advance`. */
export function controlAnswer(simulator: ControlledSimulator, request: ReadRequest): Answer | null {
  const call = `${request.method} ${request.path}`;
  if (call === 'GET /__truth') return jsonAnswer(simulator.truth());
  if (call === 'GET /__requests') {
    return jsonAnswer({ counts: simulator.requests(), violations: simulator.violations() });
  }
  return call === 'POST /__advance' ? advanceAnswer(simulator, request.body) : null;
}

function advanceAnswer(simulator: ControlledSimulator, body: string): Answer {
  try {
    const wanted: unknown = JSON.parse(body);
    return advanceBy(simulator, wanted);
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

function numberIn(value: unknown, key: string): number | null {
  if (typeof value !== 'object' || value === null || !(key in value)) return null;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'number' && Number.isFinite(found) && found >= 0 ? found : null;
}

function refused(text: string): Answer {
  return errorAnswer(400, 'UnexpectedContent', text);
}
