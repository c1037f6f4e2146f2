import { partsOf } from '../../analysers/efficiency/byte-sums.ts';
import { analysers } from '../../analysers/index.ts';
import { oneAhead } from '../../collection/one-ahead.ts';
import type { Finding } from '../../domain/finding.ts';
import type { VbrServer } from '../../domain/vbr-server.ts';
import type { PassContext } from '../pass-request.ts';
import { guardedFinding } from './guarded-finding.ts';

type Counts = Record<'efficiency-analysed', number>;

const hourMs = 3_600_000;
/** A finding this old is made anew, for its age counts. */
const freshHours = 24;

/** Judges what the files of each job save, where they changed or the finding grew old, then the estate. */
export async function analyseEfficiency(context: PassContext, server: VbrServer): Promise<Counts> {
  const { analysis, clock, efficiency, passId, settings, signal } = context;
  const asOf = clock.now();
  const sources = await analysis.sourceStates(server.id);
  const peers = await efficiency.peers(server.id);
  const window = {
    from: new Date(asOf.getTime() - settings.efficiency.historyDays * 24 * hourMs),
    staleBefore: new Date(asOf.getTime() - freshHours * hourMs),
  };
  let analysed = 0;
  await efficiency.forgetOthers(server.id);
  for await (const batch of oneAhead(efficiency.storedByJob(server.id, window))) {
    signal.throwIfAborted();
    const findings = batch.map((stored) => {
      const subject = { kind: 'job', id: stored.id, name: stored.name } as const;
      const facts = { stored, peers, sources, asOf, settings: settings.efficiency };
      return guardedFinding(context, { feature: 'efficiency', subject, asOf }, () =>
        analysers.efficiency.assessSubject(facts),
      );
    });
    const parts = batch.map((stored) => ({ subjectId: stored.id, parts: partsOf(stored) }));
    await efficiency.keepJobs(server.id, passId, parts, findings);
    analysed += findings.length;
  }
  await efficiency.keepJobs(server.id, passId, [], [await estateFinding(context, server, asOf)]);
  return { 'efficiency-analysed': analysed };
}

async function estateFinding(
  context: PassContext,
  server: VbrServer,
  asOf: Date,
): Promise<Finding> {
  const { analysis, settings, signal } = context;
  const analyser = analysers.efficiency;
  const name = server.info?.name ?? server.entry;
  const subject = { kind: 'estate', id: String(server.id), name } as const;
  let fold = analyser.emptyFold();
  for await (const findings of analysis.currentFindings(server.id, 'efficiency', 'job')) {
    signal.throwIfAborted();
    for (const finding of findings) fold = analyser.addSubject(fold, finding);
  }
  const facts = { vbrServerId: server.id, name, asOf, settings: settings.efficiency };
  return guardedFinding(context, { feature: 'efficiency', subject, asOf }, () =>
    analyser.assessEstate(fold, facts),
  );
}
