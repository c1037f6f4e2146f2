import { analysers } from '../../analysers/index.ts';
import { protectedObjectsOf } from '../../analysers/protection/protected-objects.ts';
import { oneAhead } from '../../collection/one-ahead.ts';
import type { Finding } from '../../domain/finding.ts';
import { localClock } from '../../domain/local-clock.ts';
import type { VbrServer } from '../../domain/vbr-server.ts';
import { staleBefore } from '../input-freshness.ts';
import type { PassContext } from '../pass-request.ts';
import { estateFinding, keptEstateFinding } from './estate-finding.ts';
import { guardedFinding } from './guarded-finding.ts';

type HealthAnalyser = typeof analysers.health;
type Counts = Record<'jobs-analysed' | 'findings-changed' | 'findings-failed', number>;

const dayMs = 86_400_000;

/**
 * Judges the health of each job that changed or whose finding grew old, then of the server's estate. An analyser that
 * throws leaves a failed finding of that subject; the others are judged all the same.
 */
export async function analyseHealth(
  context: PassContext,
  server: VbrServer,
  analyser: HealthAnalyser = analysers.health,
): Promise<Counts> {
  const { analysis, collection, clock, settings, signal } = context;
  const counts: Counts = { 'jobs-analysed': 0, 'findings-changed': 0, 'findings-failed': 0 };
  const asOf = clock.now();
  const sources = await analysis.sourceStates(server.id);
  const pendingLogs = await collection.countPendingLogs(server.id);
  const visibility = { sources, pendingLogs };
  const { zone, offsetMinutes } = await analysis.serverClock(server.id);
  const serverTime = localClock(zone, offsetMinutes);
  const keep = keeper(context, server.id, counts);
  const window = {
    from: new Date(asOf.getTime() - settings.health.historyDays * dayMs),
    asOf,
    staleBefore: staleBefore(
      visibility,
      await keptEstateFinding(analysis, server.id, 'health'),
      asOf,
      settings.health.freshness.freshHours,
    ),
  };
  for await (const batch of oneAhead(analysis.jobsToAnalyse(server.id, window))) {
    signal.throwIfAborted();
    const findings = batch.map(({ job, ...known }) => {
      const judging = { asOf, settings: settings.health, visibility, clock: serverTime };
      const facts = { job, ...known, ...judging };
      const subject = { kind: 'job', id: job.id, name: job.name } as const;
      return guardedFinding(context, { feature: 'health', subject, asOf }, () =>
        analyser.assessSubject(facts),
      );
    });
    counts['jobs-analysed'] += findings.length;
    await keep(findings);
  }
  const beside = await factsBeside(context, server.id, asOf);
  const estate = await estateFinding(context, server, {
    ...{ feature: 'health', subjects: 'job', analyser, asOf },
    factsOf: (named) => ({ ...named, ...visibility, ...beside, asOf, settings: settings.health }),
  });
  await keep([estate]);
  return counts;
}

function keeper(context: PassContext, vbrServerId: number, counts: Counts) {
  return async (findings: readonly Finding[]) => {
    const kept = await context.analysis.keepFindings(vbrServerId, context.passId, findings);
    counts['findings-changed'] += kept.inserted + kept.changed;
    counts['findings-failed'] += findings.filter(({ status }) => status === 'failed').length;
  };
}

/** What the estate's health rests on beside its jobs; workloads were judged before, in the same pass. */
async function factsBeside({ analysis, causes, settings }: PassContext, id: number, asOf: Date) {
  const since = new Date(asOf.getTime() - settings.health.historyDays * dayMs);
  const objects = protectedObjectsOf(await keptEstateFinding(analysis, id, 'protection'));
  return {
    repositories: await analysis.repositoryReadings(id),
    groups: await causes.recentGroups(id, since),
    ...(objects === null ? {} : { protectedObjects: objects }),
  };
}
