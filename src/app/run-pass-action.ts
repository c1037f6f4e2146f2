import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { compileCatalogue } from '../analysers/health/causes/compile-catalogue.ts';
import type { PassReport } from '../domain/pass-report.ts';
import type { PassOptions } from '../doors/cli/cli-context.ts';
import type { ServerToRead } from '../pipeline/pass-request.ts';
import { runPass } from '../pipeline/run-pass.ts';
import { loadSignatures } from '../settings/failure-signatures.ts';
import { loadForecastCalibration } from '../settings/forecast-calibration.ts';
import { shippedCalibrationFile } from './knowledge-files.ts';
import type { OpenHome } from './open-home.ts';
import { openPassStores } from './pass-stores.ts';
import { plannerApart } from './plan-apart.ts';
import { retentionDays } from './retention-days.ts';
import type { World } from './world.ts';

interface PassParts extends Pick<PassOptions, 'command' | 'steps' | 'only' | 'progress'> {
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
  const { stores, retention, rows, close } = openPassStores(collector, analyst);
  journal.attach(rows);
  try {
    return await runPass({
      command: parts.command,
      steps: parts.steps,
      ...(parts.only !== undefined && { only: parts.only }),
      servers: parts.servers,
      ...stores,
      planner: plannerApart(world, remediation.risk, loaded.settings.remediation),
      retention: { store: retention, days: retentionDays(loaded.settings.retention) },
      calibration,
      catalogue: compileCatalogue(signatures),
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
    await close();
  }
}
