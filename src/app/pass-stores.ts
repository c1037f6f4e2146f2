import type { RoleConnections } from '../store/administration.ts';
import { openAnalysisStore } from '../store/analysis/analysis-store.ts';
import { openCapacityStore } from '../store/capacity/capacity-store.ts';
import { openCauseStore } from '../store/causes/cause-store.ts';
import { openCollectionStore } from '../store/collection/collection-store.ts';
import { openEfficiencyStore } from '../store/efficiency/efficiency-store.ts';
import { openRecoveryStore } from '../store/recovery/recovery-store.ts';
import { openRetentionStore } from '../store/retention/retention-store.ts';
import { openJournalRows } from '../store/risk/journal-rows.ts';
import { openPlanFactStore } from '../store/risk/plan-facts.ts';
import { openRiskKeeper } from '../store/risk/risk-keeper.ts';
import { openRiskStore } from '../store/risk/risk-store.ts';
import { openRiskSources } from '../store/risk-sources/risk-sources.ts';

type Connections = RoleConnections['collector'];

/** The stores that one pass works with, each opened with its own role's rights. */
export function openPassStores(collector: Connections, analyst: Connections) {
  const stores = {
    collection: openCollectionStore(collector.metrics),
    analysis: openAnalysisStore(analyst.metrics),
    causes: openCauseStore(analyst.metrics),
    capacity: openCapacityStore(analyst.metrics),
    efficiency: openEfficiencyStore(analyst.metrics),
    recovery: openRecoveryStore(analyst.metrics),
    riskSources: openRiskSources(analyst.metrics),
    riskKeeper: openRiskKeeper(analyst.risk),
    planFacts: openPlanFactStore(analyst.risk),
    risk: openRiskStore(analyst.risk),
  };
  const rows = openJournalRows(collector.risk);
  const retention = openRetentionStore(collector);
  const close = async (): Promise<void> => {
    await Promise.all([...Object.values(stores), retention, rows].map((store) => store.close()));
  };
  return { stores, retention, rows, close };
}
