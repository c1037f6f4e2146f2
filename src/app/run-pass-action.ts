import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { compileCatalogue } from '../analysers/health/causes/compile-catalogue.ts';
import type { PassReport } from '../domain/pass-report.ts';
import type { PassOptions } from '../doors/cli/cli-context.ts';
import type { ServerToRead } from '../pipeline/pass-request.ts';
import { runPass } from '../pipeline/run-pass.ts';
import { loadSignatures } from '../settings/failure-signatures.ts';
import { loadForecastCalibration } from '../settings/forecast-calibration.ts';
import { openAnalysisStore } from '../store/analysis/analysis-store.ts';
import { openCapacityStore } from '../store/capacity/capacity-store.ts';
import { openCauseStore } from '../store/causes/cause-store.ts';
import { openCollectionStore } from '../store/collection/collection-store.ts';
import { openEfficiencyStore } from '../store/efficiency/efficiency-store.ts';
import { openRecoveryStore } from '../store/recovery/recovery-store.ts';
import { openJournalRows } from '../store/risk/journal-rows.ts';
import { openPlanFactStore } from '../store/risk/plan-facts.ts';
import { openRiskKeeper } from '../store/risk/risk-keeper.ts';
import { openRiskStore } from '../store/risk/risk-store.ts';
import { openRiskSources } from '../store/risk-sources/risk-sources.ts';
import { shippedCalibrationFile } from './knowledge-files.ts';
import type { OpenHome } from './open-home.ts';
import { plannerApart } from './plan-apart.ts';
import type { World } from './world.ts';

interface PassParts extends Pick<PassOptions, 'command' | 'steps' | 'progress'> {
  readonly servers: readonly ServerToRead[];
  readonly signal: AbortSignal;
}

/** Runs one pass over the databases of a home, each part with its own role's rights. */
export async function passOver(
  world: World,
  home: OpenHome,
  parts: PassParts,
): Promise<PassReport> {
  const { administration, journal, loaded } = home;
  const signatures = await loadSignatures(join(world.root, 'knowledge'));
  const calibration = await loadForecastCalibration(shippedCalibrationFile(world));
  parts.progress('Starting the database …');
  await administration.ensureRunning();
  await administration.migrate();
  const { collector, analyst, remediation } = await administration.connections();
  const collection = openCollectionStore(collector.metrics);
  const analysis = openAnalysisStore(analyst.metrics);
  const causes = openCauseStore(analyst.metrics);
  const capacity = openCapacityStore(analyst.metrics);
  const efficiency = openEfficiencyStore(analyst.metrics);
  const recovery = openRecoveryStore(analyst.metrics);
  const riskSources = openRiskSources(analyst.metrics);
  const riskKeeper = openRiskKeeper(analyst.risk);
  const planFacts = openPlanFactStore(analyst.risk);
  const risk = openRiskStore(analyst.risk);
  const rows = openJournalRows(collector.risk);
  journal.attach(rows);
  try {
    return await runPass({
      command: parts.command,
      steps: parts.steps,
      servers: parts.servers,
      collection,
      analysis,
      causes,
      capacity,
      efficiency,
      recovery,
      riskSources,
      riskKeeper,
      planFacts,
      planner: plannerApart(world, remediation.risk, loaded.settings.remediation),
      calibration,
      catalogue: compileCatalogue(signatures),
      risk,
      journal,
      clock: world.clock,
      settings: loaded.settings,
      progress: ({ text, server }) =>
        parts.progress(server === undefined ? text : `${server}: ${text}`),
      signal: parts.signal,
      randomBytes,
      residentBytes: () => process.resourceUsage().maxRSS * 1024,
    });
  } finally {
    await journal.flush();
    const stores = [
      ...[collection, analysis, causes, capacity, efficiency, recovery],
      ...[riskSources, riskKeeper, planFacts, risk, rows],
    ];
    await Promise.all(stores.map((store) => store.close()));
  }
}
