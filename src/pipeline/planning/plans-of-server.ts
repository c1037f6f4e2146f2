import { isDeepStrictEqual } from 'node:util';
import { type Choice, choiceOf } from '../../analysers/remediation/choose-risks.ts';
import { makePlan, type PlanDraft } from '../../analysers/remediation/make-plan.ts';
import { factKey, verifyPlan } from '../../analysers/remediation/verify-plan.ts';
import type { KeptPlan, Plan, PlanCause, PlanTally, Verification } from '../../domain/plan.ts';
import type { PlanFact } from '../../domain/plan-fact.ts';
import type { Risk } from '../../domain/risk.ts';
import type { RisksToPlan } from '../../ports/plan-store.ts';
import type { Planning } from './planning.ts';
import { signatureBehind } from './signature-behind.ts';

interface Known {
  readonly facts: readonly PlanFact[];
  readonly plans: readonly KeptPlan[];
}

interface PlansOfServer {
  readonly plans: readonly Plan[];
  /** Those that differ from what is kept. */
  readonly changed: readonly Plan[];
  readonly tally: PlanTally;
}

type Knowledge = Pick<Planning, 'playbooks' | 'catalogue' | 'settings' | 'asOf'>;

/** One plan for each risk that calls for one, and what became of the plans that were made before. */
export function plansOfServer(
  vbrServerId: number,
  risks: RisksToPlan,
  { facts, plans: kept }: Known,
  knowledge: Knowledge,
): PlansOfServer {
  const keptById = new Map(kept.map((plan) => [plan.riskId, plan]));
  const seen = new Map(facts.map((fact) => [factKey(fact.kind, fact.name), fact]));
  const open = withoutLeft(risks.open).map((risk) =>
    openRisk(risk, keptById.get(risk.id), risks, knowledge),
  );
  const openIds = new Set(risks.open.map(({ id }) => id));
  const closed = kept.flatMap((plan) =>
    openIds.has(plan.riskId) ? [] : [closedRisk(plan, risks)],
  );
  const failing = causesOfFailures(risks.open);
  const plans: Plan[] = [];
  const changed: Plan[] = [];
  for (const { draft, cause, score } of [...open, ...closed]) {
    if (draft === null) continue;
    const before = keptById.get(draft.riskId);
    const failOtherwise = cause === 'gone' ? failingOtherwise(draft, failing) : new Set<string>();
    const now = { cause, score, facts: seen, failOtherwise, asOf: knowledge.asOf };
    const last = comparable(before, draft);
    const verification = verifyPlan(draft, now, last, knowledge.settings);
    const plan: Plan = { ...draft, cause, verification };
    plans.push(plan);
    if (before === undefined || !isDeepStrictEqual(plan, withoutHistory(before)))
      changed.push(plan);
  }
  return { plans, changed, tally: tallyOf(vbrServerId, open, knowledge) };
}

/** What every job had left before is told as that: no other plan can bring it back. */
function withoutLeft(open: readonly Risk[]): readonly Risk[] {
  const left = new Set(
    open.flatMap(({ kind, workloads }) => (kind === 'workload-left' ? workloads : [])),
  );
  return open.map((risk) =>
    risk.kind === 'workload-left'
      ? risk
      : { ...risk, workloads: risk.workloads.filter((name) => !left.has(name)) },
  );
}

type CausesByJob = ReadonlyMap<string, readonly (string | null)[]>;

/** The classes of cause that each failing job fails of now, by its name in lower case. */
function causesOfFailures(open: readonly Risk[]): CausesByJob {
  const causes = new Map<string, (string | null)[]>();
  for (const { kind, causeClass, jobs } of open) {
    if (kind !== 'runs-failing') continue;
    for (const job of jobs) {
      const name = job.toLowerCase();
      causes.set(name, [...(causes.get(name) ?? []), causeClass]);
    }
  }
  return causes;
}

/** Jobs of a plan that fail of another class of cause; a failure that nothing names may be of this one. */
function failingOtherwise(
  { looksAt, causeClass }: PlanDraft,
  failing: CausesByJob,
): ReadonlySet<string> {
  if (causeClass === null) return new Set();
  const names = looksAt.job.map((name) => name.toLowerCase());
  return new Set(
    names.filter((name) => {
      const causes = failing.get(name) ?? [];
      return causes.length > 0 && causes.every((one) => one !== null && one !== causeClass);
    }),
  );
}

/** A risk or a plan without one, before it is checked. */
interface Called {
  readonly draft: PlanDraft | null;
  readonly cause: PlanCause;
  readonly score: number | null;
}

interface OpenRisk extends Called {
  readonly outcome: Choice | 'without-playbook';
}

function openRisk(
  risk: Risk,
  before: KeptPlan | undefined,
  { accepted }: RisksToPlan,
  knowledge: Knowledge,
): OpenRisk {
  const { score } = risk;
  const choice = choiceOf(risk, accepted, knowledge.settings);
  if (choice !== 'planned') {
    const cause = choice === 'accepted' ? choice : 'below-threshold';
    return { draft: draftOf(before), cause, score, outcome: choice };
  }
  const draft = draftFor(risk, knowledge);
  const cause = risk.isConfirmed ? 'open' : 'unconfirmed';
  return { draft, cause, score, outcome: draft === null ? 'without-playbook' : choice };
}

/** A risk that is neither open nor closed was lost: nothing is known of it. */
function closedRisk(plan: KeptPlan, { closed }: RisksToPlan): Called {
  const as = closed.get(plan.riskId);
  const cause = as === 'fixed' ? 'gone' : (as ?? 'unconfirmed');
  return { draft: draftOf(plan), cause, score: null };
}

function tallyOf(
  vbrServerId: number,
  open: readonly OpenRisk[],
  { settings, asOf }: Knowledge,
): PlanTally {
  const counted = (wanted: OpenRisk['outcome']) =>
    open.filter(({ outcome }) => outcome === wanted).length;
  return {
    ...{ vbrServerId, asOf, risks: open.length },
    planned: counted('planned'),
    belowScore: counted('below-score'),
    belowConfidence: counted('below-confidence'),
    accepted: counted('accepted'),
    withoutPlaybook: counted('without-playbook'),
    minimumScore: settings.minimumScore,
    minimumConfidence: settings.minimumConfidence,
  };
}

function draftFor(risk: Risk, { playbooks, catalogue, settings }: Knowledge): PlanDraft | null {
  const signature = signatureBehind(risk, catalogue);
  return makePlan(risk, { playbooks, signature }, settings);
}

/** A kept plan as it was made, to be checked once more. */
function draftOf(kept: KeptPlan | undefined): PlanDraft | null {
  if (kept === undefined) return null;
  const { cause: _cause, verification: _verification, ...draft } = withoutHistory(kept);
  return draft;
}

function withoutHistory(kept: KeptPlan): Plan {
  const { status: _status, statusSince: _since, madeAt: _madeAt, ...plan } = kept;
  return plan;
}

/** The last verification; its checks only where they were made by the same criteria. */
function comparable(before: KeptPlan | undefined, draft: PlanDraft): Verification | null {
  if (before === undefined) return null;
  const isSame = isDeepStrictEqual(before.content.criteria, draft.content.criteria);
  return isSame ? before.verification : { ...before.verification, checks: [] };
}
