import type { KeptPlan, PlanVerdict } from '../../src/domain/plan.ts';
import type { Risk } from '../../src/domain/risk.ts';
import { everyCause } from '../../src/simulator/estate/causes/causes.ts';
import type { SimulatorOptions } from '../../src/simulator/options.ts';
import type { Simulator } from '../../src/simulator/start-simulator.ts';
import type { ProblemTruth } from '../../src/simulator/truth/problems.ts';
import { openPlanStore } from '../../src/store/risk/plan-store.ts';
import { compareProblems } from '../risks/compare-problems.ts';
import { keptRisks } from '../risks/kept-risks.ts';
import { withSimulatedHome } from '../simulated-home.ts';
import type { TemporaryHome } from '../temporary-home.ts';

/** What the product's plans say of one planted problem. */
export interface PlanClaim {
  readonly problem: ProblemTruth;
  readonly riskId: string | null;
  readonly hasPlan: boolean;
  readonly namesCause: boolean;
  readonly isRepaired: boolean;
  readonly verdictBefore: PlanVerdict | null;
  readonly verdict: PlanVerdict | null;
  /** Criteria that are not met in the end. */
  readonly open: readonly string[];
}

/** Long enough for a weekly job to run again, then for the three days that an intrusion is watched. */
const repairedHours = 8 * 24;
const heldHours = 74;
const neverBackedUp = 'never-backed-up';

/** Plans, repairs every planted problem as an operator would, lets time pass, and looks at the same plans again. */
export function verifyPlans(options: SimulatorOptions): Promise<PlanClaim[]> {
  return withSimulatedHome(options, async ({ simulator, home, pass }) => {
    await pass(['collect', 'analyse']);
    const risks = await keptRisks(home);
    const before = await plansOf(home);
    const compared = [...compareProblems(simulator.truth(), risks), comparedComputers(risks)];
    const repaired = compared.map(({ problem }) => repairProblem(simulator, problem));
    simulator.advance(repairedHours);
    await pass(['collect', 'analyse'], repairedHours);
    simulator.advance(heldHours);
    await pass(['collect', 'analyse'], repairedHours + heldHours);
    const after = await plansOf(home);
    return compared.map(({ problem, place }, index) => {
      const id = place === null ? undefined : risks[place - 1]?.id;
      return claimOf(problem, id, { before, after }, repaired[index] === true);
    });
  });
}

/** What groups discovered and nothing backed up is planted in each of these estates, and is none of the five problems. */
function comparedComputers(risks: readonly Risk[]) {
  const place = risks.findIndex(({ kind }) => kind === 'agent-never-backed-up');
  const problem = { kind: neverBackedUp, severity: 'medium', jobIds: [], component: null } as const;
  return {
    problem: { ...problem, since: risks[place]?.firstSeenAt.toISOString() ?? '' },
    place: place < 0 ? null : place + 1,
  };
}

interface Plans {
  readonly before: ReadonlyMap<string, KeptPlan>;
  readonly after: ReadonlyMap<string, KeptPlan>;
}

function claimOf(
  problem: ProblemTruth,
  riskId: string | undefined,
  { before, after }: Plans,
  isRepaired: boolean,
): PlanClaim {
  const none = { verdictBefore: null, verdict: null, open: [] };
  const claim = { problem, isRepaired, riskId: riskId ?? null };
  const plan = before.get(riskId ?? '');
  if (plan === undefined) return { ...claim, ...none, hasPlan: false, namesCause: false };
  const later = after.get(plan.riskId) ?? plan;
  return {
    ...{ ...claim, hasPlan: true, namesCause: namesCause(plan, problem) },
    verdictBefore: plan.verification.verdict,
    verdict: later.verification.verdict,
    open: openCriteria(later),
  };
}

/** The class of an incident's cause; a trouble of a job is named by the kind of the risk that compareProblems chose. */
function namesCause({ causeClass }: KeptPlan, { kind }: ProblemTruth): boolean {
  const cause = everyCause.find(({ key }) => key === kind);
  return cause === undefined || (cause.causeClass ?? 'unknown') === (causeClass ?? 'unknown');
}

function repairProblem(simulator: Simulator, { kind, jobIds }: ProblemTruth): boolean {
  if (kind === neverBackedUp) return simulator.repair({ cause: kind }) > 0;
  // What shares the cause of another problem may have gone with it.
  const isThere = simulator
    .truth()
    .problems.some((one) => one.kind === kind && one.jobIds[0] === jobIds[0]);
  if (!isThere) return true;
  const isIncident = kind === 'intrusion' || everyCause.some(({ key }) => key === kind);
  if (isIncident) return simulator.repair({ cause: kind }) > 0;
  return jobIds.every((job) => simulator.repair({ job }) > 0);
}

async function plansOf({ home }: TemporaryHome): Promise<ReadonlyMap<string, KeptPlan>> {
  const { remediation } = await home.administration.connections();
  const store = openPlanStore(remediation.risk);
  try {
    const plans: KeptPlan[] = [];
    for (const id of await store.vbrServerIds()) plans.push(...(await store.plans(id)));
    return new Map(plans.map((plan) => [plan.riskId, plan]));
  } finally {
    await store.close();
  }
}

function openCriteria({ content, verification, cause }: KeptPlan): string[] {
  return content.criteria.flatMap(({ metric }, place) => {
    const check = verification.checks[place];
    return check?.state === 'met'
      ? []
      : [`${metric} ${check?.state} ${check?.value ?? ''} (${cause})`];
  });
}
