import type { RoleConnections } from '../store/administration.ts';
import { openAnalysisStore } from '../store/analysis/analysis-store.ts';
import { openCapacityStore } from '../store/capacity/capacity-store.ts';
import { openCauseStore } from '../store/causes/cause-store.ts';
import { openCollectionStore } from '../store/collection/collection-store.ts';
import { openSharedPool } from '../store/database.ts';
import { openEfficiencyStore } from '../store/efficiency/efficiency-store.ts';
import { openRecoveryStore } from '../store/recovery/recovery-store.ts';
import { openRetentionStore } from '../store/retention/retention-store.ts';
import { openJournalRows } from '../store/risk/journal-rows.ts';
import { openPlanFactStore } from '../store/risk/plan-facts.ts';
import { openRiskKeeper } from '../store/risk/risk-keeper.ts';
import { openRiskStore } from '../store/risk/risk-store.ts';
import { openRiskSources } from '../store/risk-sources/risk-sources.ts';

type Connections = RoleConnections['collector'];

/** Analyses run side by side, each reading one batch while it keeps another. */
const mostAnalystConnections = 6;
/** One holds the lock of the pass. */
const mostRiskConnections = 3;

/** The stores that one pass works with, each with its own role's rights; those of the analyst share its connections. */
export function openPassStores(collector: Connections, analyst: Connections) {
  const applicationName = 'dr365 analyst';
  const metrics = openSharedPool(analyst.metrics, { max: mostAnalystConnections, applicationName });
  const risk = openSharedPool(analyst.risk, { max: mostRiskConnections, applicationName });
  const stores = {
    collection: openCollectionStore(collector.metrics),
    analysis: openAnalysisStore(metrics),
    causes: openCauseStore(metrics),
    capacity: openCapacityStore(metrics),
    efficiency: openEfficiencyStore(metrics),
    recovery: openRecoveryStore(metrics),
    riskSources: openRiskSources(metrics),
    riskKeeper: openRiskKeeper(risk),
    planFacts: openPlanFactStore(risk),
    risk: openRiskStore(risk),
  };
  const rows = openJournalRows(collector.risk);
  const retention = openRetentionStore(collector);
  const close = async (): Promise<void> => {
    await Promise.all(
      [...Object.values(stores), metrics, risk, retention, rows].map((store) => store.close()),
    );
  };
  return { stores, retention, rows, close };
}
