import { chanceFrom, fraction, textHash } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { identityOf } from '../identity.ts';
import { dayMs } from '../zone-clock.ts';
import { type BestPracticeCheck, bestPracticeChecks } from './best-practice-checks.ts';
import { lastSideSession } from './last-side-session.ts';

export interface BestPracticeState {
  readonly id: string;
  readonly text: string;
  readonly status: 'OK' | 'Violation' | 'Suppressed' | 'UnableToCheck' | 'Analyzing';
  readonly note: string;
}

const riskier = { healthy: 0.3, troubled: 1.2, ransomware: 1.4, outage: 1, msp: 1 } as const;

/** The newest session of the analyzer; null when it never ran. */
export function analyzerSession(estate: Estate): number | null {
  return lastSideSession(estate, 'SecurityComplianceAnalyzer', () => true);
}

/** What the analyzer's last run found; nothing when it never ran, and no verdicts while it runs. */
export function bestPracticesOf(estate: Estate): BestPracticeState[] {
  const session = analyzerSession(estate);
  if (session === null) return [];
  const { platform } = identityOf(estate, '1.3-rev2');
  const isRunning = estate.sessions.endedMs(session) > estate.nowMs;
  const ranMs = estate.sessions.createdMs(session);
  return bestPracticeChecks.flatMap((check, place) => {
    if (check.platform !== undefined && check.platform !== platform) return [];
    const verdict = verdictOf(estate, check, place, ranMs);
    return [
      {
        id: estate.identifiers.of('best-practice', place),
        text: check.text,
        status: isRunning ? ('Analyzing' as const) : verdict.status,
        note: verdict.note,
      },
    ];
  });
}

// Most verdicts last; some are mended or broken from one month to the next.
function verdictOf(
  { options }: Estate,
  { violated }: BestPracticeCheck,
  place: number,
  ranMs: number,
): Pick<BestPracticeState, 'note'> & {
  readonly status: Exclude<BestPracticeState['status'], 'Analyzing'>;
} {
  const chance = chanceFrom(options.seed, textHash('best practice'), place);
  const risk = violated * riskier[options.scenario];
  const month = Math.floor(ranMs / (30 * dayMs));
  const moves = fraction(chance) < 0.2;
  const source = moves ? chanceFrom(options.seed, textHash('verdict'), place, month) : chance;
  const isViolated = fraction(source) < risk;
  const draw = fraction(chance);
  if (draw < 0.04) return { status: 'UnableToCheck', note: '' };
  if (!isViolated) return { status: 'OK', note: '' };
  if (draw > 0.88) return { status: 'Suppressed', note: 'Accepted until the next audit' };
  return { status: 'Violation', note: draw > 0.75 ? 'Planned for the maintenance window' : '' };
}
