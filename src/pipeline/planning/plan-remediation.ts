import type { CompiledCatalogue } from '../../analysers/health/causes/compile-catalogue.ts';
import type { Playbooks } from '../../analysers/remediation/playbook.ts';
import type { RemediationSettings } from '../../analysers/remediation/settings.ts';
import type { PlanStore } from '../../ports/plan-store.ts';
import { plansOfServer } from './plans-of-server.ts';

/** Everything planning works with: knowledge, and the risk database as its own role sees it. */
export interface Planning {
  readonly store: PlanStore;
  readonly playbooks: Playbooks;
  readonly catalogue: CompiledCatalogue;
  readonly settings: RemediationSettings;
  readonly passId: string;
  readonly asOf: Date;
  readonly now: () => Date;
}

/** Makes and checks the plans of every server that has risks; only plans that changed are written. */
export async function planRemediation(planning: Planning): Promise<Record<string, number>> {
  const { store, passId, asOf, now } = planning;
  const startedAt = now();
  const counts = { 'plans-made': 0, 'plans-written': 0, 'plans-met': 0, 'plans-regressed': 0 };
  for (const vbrServerId of await store.vbrServerIds()) {
    const risks = await store.risks(vbrServerId, asOf);
    const known = { facts: await store.facts(vbrServerId), plans: await store.plans(vbrServerId) };
    const { plans, changed, tally } = plansOfServer(vbrServerId, risks, known, planning);
    await store.keep(passId, asOf, changed);
    await store.keepTally(tally);
    counts['plans-made'] += tally.planned;
    counts['plans-written'] += changed.length;
    counts['plans-met'] += plans.filter(({ verification: it }) => it.verdict === 'met').length;
    counts['plans-regressed'] += plans.filter(
      ({ verification: it }) => it.verdict === 'regressed',
    ).length;
  }
  const durationMs = now().getTime() - startedAt.getTime();
  const row = { at: now(), level: 'info', passId, vbrServerId: null } as const;
  await store.journal({ ...row, kind: 'action', message: 'plans made', data: counts });
  const data = { value: durationMs, unit: 'ms' };
  await store.journal({ ...row, kind: 'figure', message: 'planning-duration', data });
  return counts;
}
