import type { KeptPlan, PlanVerdict } from '../../src/domain/plan.ts';
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

/** Long enough for a weekly job to run again, then for a day of which nothing fails. */
const repairedHours = 8 * 24;
const heldHours = 30;

/** Plans, repairs every planted problem as an operator would, lets time pass, and looks at the same plans again. */
export function verifyPlans(options: SimulatorOptions): Promise<PlanClaim[]> {
  return withSimulatedHome(options, async ({ simulator, home, pass }) => {
    await pass(['collect', 'analyse']);
    const risks = await keptRisks(home);
    const before = await plansOf(home);
    const compared = compareProblems(simulator.truth(), risks);
    const repaired = compared.map(({ problem }) => repairProblem(simulator, problem));
    simulator.advance(repairedHours);
    await pass(['collect', 'analyse'], repairedHours);
    simulator.advance(heldHours);
    await pass(['collect', 'analyse'], repairedHours + heldHours);
    const after = await plansOf(home);
    return compared.map(({ problem, place }, index): PlanClaim => {
      const risk = place === null ? undefined : risks[place - 1];
      const plan = before.get(risk?.id ?? '');
      const later = after.get(risk?.id ?? '');
      return {
        ...{ problem, riskId: risk?.id ?? null, hasPlan: plan !== undefined },
        namesCause: plan !== undefined && namesCause(plan, problem),
        isRepaired: repaired[index] === true,
        verdictBefore: plan?.verification.verdict ?? null,
        verdict: later?.verification.verdict ?? null,
        open: later === undefined ? [] : openCriteria(later),
      };
    });
  });
}

/** The class of an incident's cause; a trouble of a job is named by the kind of the risk that compareProblems chose. */
function namesCause({ causeClass }: KeptPlan, { kind }: ProblemTruth): boolean {
  const cause = everyCause.find(({ key }) => key === kind);
  return cause === undefined || (cause.causeClass ?? 'unknown') === (causeClass ?? 'unknown');
}

/** False where the simulator has no way to repair it: an intrusion stays what it was. */
function repairProblem(simulator: Simulator, { kind, jobIds }: ProblemTruth): boolean {
  if (kind === 'intrusion') return false;
  const isIncident = everyCause.some(({ key }) => key === kind);
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
