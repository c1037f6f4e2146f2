import type { CompiledCatalogue } from '../../analysers/health/causes/compile-catalogue.ts';
import type { Playbooks } from '../../analysers/remediation/playbook.ts';
import type { RemediationSettings } from '../../analysers/remediation/settings.ts';
import type { PlanStore } from '../../ports/plan-store.ts';

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
