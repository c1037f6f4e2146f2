import type { SourceState } from '../../domain/source-state.ts';
import type { EstateMeasures } from './measures.ts';
import { hoursBetween } from './rhythm.ts';
import type { HealthSettings } from './settings.ts';

/** What of a server could be read, as far as health rests on it. */
export interface Visibility {
  readonly sources: readonly SourceState[];
  /** Logs of failed and warned sessions that are not read yet. */
  readonly pendingLogs: number;
}

/** What health rests on: a licence that the role does not show makes no run uncertain. */
const restsOn: ReadonlySet<SourceState['source']> = new Set([
  'job-states',
  'jobs',
  'sessions',
  'task-sessions',
  'logs',
  'repository-states',
]);

/** How far the sessions speak for the instant of the analysis; `value` 0–1, 0 when they carry no grade. */
export interface SessionFreshness {
  readonly sessionsAsOf: Date | null;
  readonly value: number;
  readonly reason: string;
}

/** 1 while the sessions are fresh, falling in a straight line to 0 where they are too old; 0 when never read. */
export function sessionFreshness(
  { sources }: Pick<Visibility, 'sources'>,
  asOf: Date,
  settings: HealthSettings['freshness'],
): SessionFreshness {
  const state = sources.find(({ source }) => source === 'sessions');
  const seenNow = state?.availability === 'available' ? state.checkedAt : null;
  const sessionsAsOf = state?.lastAvailableAt ?? seenNow;
  if (sessionsAsOf === null) {
    const why =
      state === undefined ? 'not collected yet' : `${state.availability}${because(state)}`;
    return { sessionsAsOf, value: 0, reason: `sessions were never read: ${why}` };
  }
  const ageHours = hoursBetween(sessionsAsOf, asOf);
  const { freshHours, tooOldHours } = settings;
  const value = Math.min(1, Math.max(0, (tooOldHours - ageHours) / (tooOldHours - freshHours)));
  const reason = `sessions were read ${Math.round(ageHours * 10) / 10} hours before`;
  return { sessionsAsOf, value, reason: value > 0 ? reason : `${reason}: too old for a grade` };
}

/** Sources that did not answer in their newest pass, with why. */
export function blindSpots(sources: readonly SourceState[]): EstateMeasures['blindSpots'] {
  return sources.flatMap(({ source, availability, reason, lastAvailableAt }) =>
    availability === 'available'
      ? []
      : [{ source, availability, reason, lastAvailableAt: lastAvailableAt?.toISOString() ?? null }],
  );
}

/** Of the sources that did not answer, those that health rests on. */
export function healthBlindSpots(sources: readonly SourceState[]): EstateMeasures['blindSpots'] {
  return blindSpots(sources.filter(({ source }) => restsOn.has(source)));
}

function because(state: SourceState): string {
  return state.reason === null ? '' : ` (${state.reason})`;
}
