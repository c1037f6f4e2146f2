import type { ServerHealth, Verdict } from '../domain/health-answer.ts';
import type { ProtectionCounts } from '../domain/protection-counts.ts';

/** Below this an estate has something to act on even when nothing failed lately (the floor of grade B). */
const healthyScoreFloor = 80;

/** One word for the servers together, and why. What is old or unseen is unknown, whatever else looks well. */
export function verdictOn(
  servers: readonly ServerHealth[],
  protection: ProtectionCounts | null,
): {
  readonly verdict: Verdict;
  readonly verdictReason: string;
} {
  const unknown = servers.map(unknownBecause).filter((reason) => reason !== null);
  const failed = servers.reduce((sum, server) => sum + server.recent.failed, 0);
  if (unknown.length > 0) {
    const failures = failed > 0 ? [`${failed} failed runs are known`] : [];
    return { verdict: 'unknown', verdictReason: [...unknown, ...failures].join('; ') };
  }
  const act = [...servers.map(actBecause), unprotectedIn(protection)].filter(
    (reason) => reason !== null,
  );
  if (act.length > 0) return { verdict: 'attention', verdictReason: act.join('; ') };
  return {
    verdict: 'healthy',
    verdictReason: 'fresh data, no failed run, no job failing or overdue, grade B or better',
  };
}

function unknownBecause(server: ServerHealth): string | null {
  const { entry, freshness, judgement, blindSpots } = server;
  if (freshness.state === 'never') return `${entry} was not collected or not analysed yet`;
  if (freshness.state === 'stale') return `the data of ${entry} is stale`;
  const blind = blindSpots.find((spot) => spot.source === 'sessions');
  if (blind !== undefined) return `the sessions of ${entry} are not all visible`;
  if (judgement.scored === null) return `${entry} has no score: ${judgement.reason}`;
  return null;
}

function unprotectedIn(protection: ProtectionCounts | null): string | null {
  const count = protection === null ? 0 : protection.late + protection.unprotected;
  return count === 0 ? null : `${count} workloads are not protected`;
}

function actBecause({ entry, recent, judgement, jobs, watch }: ServerHealth): string | null {
  const still = (watch?.silentJobs.count ?? 0) + (watch?.stalledJobs.count ?? 0);
  const counts = [
    [recent.failed, 'failed runs'],
    [jobs?.failing ?? 0, 'jobs whose newest run failed'],
    [jobs?.quiet ?? 0, 'jobs overdue'],
    [still, 'jobs silent or stalled'],
  ] as const;
  const causes = counts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []));
  if ((judgement.scored?.score ?? 0) < healthyScoreFloor) causes.push('a score below grade B');
  return causes.length > 0 ? `${entry}: ${causes.join(', ')}` : null;
}
