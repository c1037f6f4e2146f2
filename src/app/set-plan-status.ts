import type { KeptPlan, PlanStatus } from '../domain/plan.ts';
import { openPlanStore } from '../store/risk/plan-store.ts';
import type { OpenHome } from './open-home.ts';
import type { World } from './world.ts';

/** Sets how far people have come with the plan for a risk; gives it as it was before, null where there is none. */
export async function setPlanStatus(
  { clock }: World,
  { administration, journal }: OpenHome,
  riskId: string,
  status: PlanStatus,
): Promise<KeptPlan | null> {
  await administration.ensureRunning();
  await administration.migrate();
  const { remediation } = await administration.connections();
  const store = openPlanStore(remediation.risk);
  try {
    const before = await store.setStatus(riskId, status, clock.now());
    if (before !== null) {
      journal.action('remediation', 'plan status set', { riskId, from: before.status, to: status });
    }
    return before;
  } finally {
    await store.close();
  }
}
