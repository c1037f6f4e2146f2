import { type Confidence, type ConfidenceFactor, confidenceFrom } from '../../domain/confidence.ts';
import { healthBlindSpots, type SessionFreshness, type Visibility } from './visibility.ts';

/** Judged runs at which the sample earns half of its confidence: n / (n + 5). */
const halfTrustRuns = 5;
/** Days of history that are enough for the span to cost nothing. */
const fullSpanDays = 28;
/** What a history of no length keeps. */
const leastSpanTrust = 0.25;
/** What is kept for every source that is not visible, and while logs wait to be read. */
const trustWithoutOneSource = 0.95;

export interface ConfidenceFacts {
  readonly judgedRuns: number;
  readonly spanDays: number;
  readonly freshness: SessionFreshness;
  /** Start of the newest run of a quiet job; nothing shows what it did since. */
  readonly quietSince: string | null;
  /** What could not be judged, of all that should be: runs of a job, jobs of an estate. */
  readonly unread: { readonly count: number; readonly of: number; readonly what: string };
  readonly visibility: Visibility;
}

/** The named factors of a health finding's confidence and their product; formulas in docs/health.md. */
export function healthConfidence(facts: ConfidenceFacts): Confidence {
  return confidenceFrom([
    sample(facts.judgedRuns),
    span(facts.spanDays),
    freshnessFactor(facts),
    completeness(facts),
    visibilityFactor(facts.visibility),
  ]);
}

function sample(runs: number): ConfidenceFactor {
  const value = threeDecimals(runs / (runs + halfTrustRuns));
  return { name: 'sample', value, reason: `${runs} judged runs` };
}

function span(days: number): ConfidenceFactor {
  const share = Math.min(1, days / fullSpanDays);
  const value = threeDecimals(leastSpanTrust + (1 - leastSpanTrust) * share);
  return { name: 'span', value, reason: `${Math.round(days)} days of history` };
}

function freshnessFactor({ freshness, quietSince }: ConfidenceFacts): ConfidenceFactor {
  const quiet = quietSince === null ? '' : `; quiet since ${quietSince.slice(0, 10)}`;
  const value = threeDecimals(freshness.value * (quietSince === null ? 1 : 0.5));
  return { name: 'freshness', value, reason: `${freshness.reason}${quiet}` };
}

function completeness({ unread, visibility }: ConfidenceFacts): ConfidenceFactor {
  const sessions = visibility.sources.find(({ source }) => source === 'sessions');
  const rejected = sessions?.rowsRejected ?? 0;
  const rows = (sessions?.rowsSeen ?? 0) + rejected;
  const known = unread.of === 0 ? 1 : 1 - unread.count / unread.of;
  const accepted = rows === 0 ? 1 : 1 - rejected / rows;
  const logs = visibility.pendingLogs > 0 ? trustWithoutOneSource : 1;
  const reason = `${unread.count} of ${unread.of} ${unread.what}, ${rejected} of ${rows} session rows refused, ${visibility.pendingLogs} logs not read yet`;
  return { name: 'completeness', value: threeDecimals(known * accepted * logs), reason };
}

function visibilityFactor({ sources }: Visibility): ConfidenceFactor {
  const blind = healthBlindSpots(sources);
  const value = threeDecimals(trustWithoutOneSource ** blind.length);
  const names = blind.map(({ source, availability }) => `${source} (${availability})`);
  const reason = blind.length === 0 ? 'every source answered' : `not visible: ${names.join(', ')}`;
  return { name: 'visibility', value, reason };
}

function threeDecimals(value: number): number {
  return Math.round(value * 1000) / 1000;
}
