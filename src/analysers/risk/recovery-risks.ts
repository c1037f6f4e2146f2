import type { RiskEvidence, RiskSubject } from '../../domain/risk.ts';
import type { RuleFact } from '../../domain/risk-posture.ts';
import type { EstateIndex } from './estate-index.ts';
import { lastingSince, reachOf, type Share } from './formula.ts';
import type { RiskDraft } from './make-risk.ts';
import { nameList } from './protection-risks.ts';
import type { WorkloadFact } from './risk-facts.ts';

/** Workloads whose restore nobody has proven, whose test failed, or that would miss the targets of their tier. */
export function recoveryRisks(
  index: EstateIndex,
  rules: ReadonlyMap<string, RuleFact>,
  intruded: ReadonlyMap<string, Date>,
): RiskDraft[] {
  const current = index.facts.workloads.filter(({ state }) => state !== 'left');
  const untested = current.filter(({ recovery }) => isUntested(recovery?.proof));
  const slow = current.filter(({ recovery }) => recovery?.rto.level === 'NON_COMPLIANT');
  // One that is late is told with its job; here stand those whose own rhythm is too slow for their tier.
  const seldom = current.filter(
    ({ recovery, state }) => state === 'protected' && recovery?.rpo.level === 'NON_COMPLIANT',
  );
  const broken = current.filter(({ id }) => rules.get(id)?.verdict === 'not-met');
  const failed = current.filter((workload) => !isFailedByIntrusion(workload, intruded));
  return [
    ...failed.flatMap((workload) => failedTest(index, workload)),
    ...untestedDraft(index, untested, current.length),
    ...missed(index, slow, 'rto-missed', 'would take longer to restore than their tier allows'),
    ...missed(index, seldom, 'rpo-missed', 'are backed up less often than their tier asks for'),
    ...ruleDraft(index, broken, rules, current.length),
  ];
}

/** A test that failed once the intruder was there says what the intrusion says. */
function isFailedByIntrusion(
  { id, recovery }: WorkloadFact,
  intruded: ReadonlyMap<string, Date>,
): boolean {
  const since = intruded.get(id);
  const failedAt = recovery?.lastFailure?.at;
  return since !== undefined && failedAt !== undefined && failedAt >= since;
}

function isUntested(proof: string | undefined): boolean {
  return proof === 'never-tested' || proof === 'outdated';
}

function failedTest(index: EstateIndex, workload: WorkloadFact): RiskDraft[] {
  const { recovery, id, name, state } = workload;
  if (recovery?.proof !== 'failed') return [];
  const { lastFailure } = recovery;
  const { asOf, settings } = index.facts;
  return [
    {
      ...base(index, [workload], { kind: 'workload', id, name }),
      kind: 'test-failed',
      title: `The newest restore test of "${name}" failed`,
      shares: {
        loss: { value: 1, reason: 'its newest test failed' },
        reach: reachOf(1, settings.fullReachWorkloads, 'workload'),
        persistence: lastingSince(lastFailure?.at ?? null, asOf, settings.longDays),
        fallback: {
          value: state === 'protected' ? 0.5 : 1,
          reason: 'newer points were not tested',
        },
      },
      evidence:
        lastFailure === null
          ? []
          : [
              {
                ...{ kind: 'session', id: lastFailure.sessionId ?? `recovery/${id}` },
                ...{ at: lastFailure.at, says: 'the test that failed' },
              },
            ],
    },
  ];
}

function untestedDraft(
  index: EstateIndex,
  workloads: readonly WorkloadFact[],
  all: number,
): RiskDraft[] {
  if (workloads.length === 0) return [];
  const never = workloads.filter(({ recovery }) => recovery?.proof === 'never-tested').length;
  return [
    {
      ...base(index, workloads, estate(index)),
      kind: 'never-tested',
      title: `${never} workloads were never tested, ${workloads.length - never} too long ago: ${nameList(workloads)}`,
      shares: {
        loss: share(workloads.length, all, 'workloads without a valid proof of restore'),
        reach: reachOf(workloads.length, index.facts.settings.fullReachWorkloads, 'workloads'),
        persistence: { value: 1, reason: 'until somebody tests them' },
        fallback: share(never, workloads.length, 'never tested at all'),
      },
      figures: { neverTested: never, workloadsHit: workloads.length, workloads: all },
    },
  ];
}

function missed(
  index: EstateIndex,
  workloads: readonly WorkloadFact[],
  kind: 'rto-missed' | 'rpo-missed',
  what: string,
): RiskDraft[] {
  if (workloads.length === 0) return [];
  return [
    {
      ...base(index, workloads, estate(index)),
      kind,
      title: `${workloads.length} workloads ${what}: ${nameList(workloads)}`,
      shares: {
        loss: { value: 1, reason: 'beyond the target of their tier' },
        reach: reachOf(workloads.length, index.facts.settings.fullReachWorkloads, 'workloads'),
        persistence: { value: 1, reason: 'by the way they are backed up and restored' },
        fallback: { value: 0, reason: 'they can be restored, too late' },
      },
    },
  ];
}

function ruleDraft(
  index: EstateIndex,
  workloads: readonly WorkloadFact[],
  rules: ReadonlyMap<string, RuleFact>,
  all: number,
): RiskDraft[] {
  if (workloads.length === 0) return [];
  const missing = (part: 'copies' | 'media' | 'offSite' | 'immutable' | 'errors') =>
    workloads.filter(({ id }) => rules.get(id)?.[part].verdict === 'not-met').length;
  const alone = missing('copies');
  return [
    {
      ...base(index, workloads, estate(index)),
      kind: 'rule-not-met',
      needs: ['protection', 'recovery', 'restore-points', 'backups', 'repositories'],
      title: `${workloads.length} workloads do not meet 3-2-1-1-0: ${nameList(workloads)}`,
      shares: {
        loss: share(workloads.length, all, 'workloads'),
        reach: reachOf(workloads.length, index.facts.settings.fullReachWorkloads, 'workloads'),
        persistence: { value: 1, reason: 'by the way they are backed up' },
        fallback: share(alone, workloads.length, 'have one backup alone'),
      },
      figures: {
        workloadsHit: workloads.length,
        tooFewCopies: alone,
        oneMedium: missing('media'),
        notOffSite: missing('offSite'),
        notImmutable: missing('immutable'),
        testFailed: missing('errors'),
      },
    },
  ];
}

function base(index: EstateIndex, workloads: readonly WorkloadFact[], subject: RiskSubject) {
  return {
    subject,
    sample: { value: 1, reason: `${workloads.length} workloads judged` },
    needs: ['recovery', 'protection', 'restore-points', 'sessions'] as const,
    jobs: [],
    workloads,
    figures: { workloadsHit: workloads.length },
    evidence: workloads.slice(0, 3).map(
      ({ id, name }): RiskEvidence => ({
        ...{ kind: 'finding', id: `recovery/${id}`, at: index.facts.features.recovery ?? null },
        says: name,
      }),
    ),
  };
}

function estate({ facts }: EstateIndex): RiskSubject {
  return { kind: 'estate', id: String(facts.server.id), name: facts.server.name };
}

function share(part: number, all: number, what: string): Share {
  return { value: all === 0 ? null : part / all, reason: `${part} of ${all} ${what}` };
}
