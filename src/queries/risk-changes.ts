import type { ChangedRisk, RiskChanges } from '../domain/risk-answer.ts';
import type { RiskChange } from '../ports/risk-answers.ts';
import type { ReadRequest } from './risk-request.ts';

/** What is new, worse, better and fixed since an instant; what another risk tells now is none of them. */
export async function riskChanges(
  { risks, vbrServerIds, analyses }: ReadRequest,
  since: Date,
): Promise<RiskChanges> {
  const changes = await risks.changesSince(vbrServerIds, since);
  const firsts = analyses.map(({ firstAsOf }) => firstAsOf.getTime());
  const first = new Date(Math.max(...firsts));
  const pointsOf = new Map(
    analyses.map(({ vbrServerId, changedPoints }) => [vbrServerId, changedPoints]),
  );
  const those = (wanted: ChangeKind) =>
    changes
      .filter((change) => kindOf(change, pointsOf.get(change.vbrServerId) ?? 0) === wanted)
      .map(shown);
  return {
    since,
    historyFrom: first > since ? first : null,
    new: those('new'),
    worse: those('worse'),
    better: those('better'),
    fixed: those('fixed'),
  };
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
