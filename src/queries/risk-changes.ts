import type { ChangedRisk, RiskChanges } from '../domain/risk-answer.ts';
import type { RiskChange } from '../ports/risk-answers.ts';
import type { ReadRequest } from './risk-request.ts';

/**
 * What is new, worse, better and fixed since an instant; what another risk tells now is none of them. Scores of another formula are not
 * compared: worse and better then count from the first analysis by the present one.
 */
export async function riskChanges(
  { risks, vbrServerIds, analyses }: ReadRequest,
  since: Date,
): Promise<RiskChanges> {
  const first = latest(analyses.map(({ firstAsOf }) => firstAsOf));
  const others = analyses.filter(
    ({ formulaFrom, firstAsOf }) => formulaFrom > firstAsOf && formulaFrom > since,
  );
  const formulaFrom =
    others.length === 0 ? null : latest(others.map((analysis) => analysis.formulaFrom));
  const pointsOf = new Map(
    analyses.map(({ vbrServerId, changedPoints }) => [vbrServerId, changedPoints]),
  );
  const among = (changes: readonly RiskChange[], wanted: ChangeKind) =>
    changes.filter((change) => kindOf(change, pointsOf.get(change.vbrServerId) ?? 0) === wanted);
  const changes = await risks.changesSince(vbrServerIds, since);
  const comparable =
    formulaFrom === null ? changes : await risks.changesSince(vbrServerIds, formulaFrom);
  const appeared = among(changes, 'new');
  const known = new Set(appeared.map(({ riskId }) => riskId));
  const moved = (wanted: 'worse' | 'better') =>
    among(comparable, wanted).filter(({ riskId }) => !known.has(riskId));
  return {
    since,
    historyFrom: first > since ? first : null,
    formulaFrom,
    new: appeared.map(shown),
    worse: moved('worse').map(shown),
    better: moved('better').map(shown),
    fixed: among(changes, 'fixed').map(shown),
  };
}

function latest(instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map((each) => each.getTime())));
}

type ChangeKind = 'new' | 'worse' | 'better' | 'fixed' | 'none';

/** A score that moved by less than `changedPoints` is neither worse nor better. */
function kindOf({ scoreThen, scoreNow, closedAs }: RiskChange, changedPoints: number): ChangeKind {
  if (scoreNow === null) return closedAs === 'fixed' ? 'fixed' : 'none';
  if (scoreThen === null) return 'new';
  if (scoreNow - scoreThen >= changedPoints) return 'worse';
  return scoreThen - scoreNow >= changedPoints ? 'better' : 'none';
}

function shown({ riskId, title, scoreThen, scoreNow }: RiskChange): ChangedRisk {
  return { riskId, title, scoreThen, scoreNow };
}
