import { analysers } from '../../analysers/index.ts';
import type { Finding } from '../../domain/finding.ts';
import type { VbrServer } from '../../domain/vbr-server.ts';
import { workloadId } from '../../domain/workload.ts';
import type { PassContext } from '../pass-request.ts';
import { guardedFinding } from './guarded-finding.ts';

type Counts = Record<'workloads-analysed', number>;

const hourMs = 3_600_000;
/** A finding this old is made anew, for its age counts. */
const freshHours = 24;

/** Judges each workload whose restore points or tasks changed or whose finding grew old, then the estate's workloads as a whole. */
export async function analyseProtection(context: PassContext, server: VbrServer): Promise<Counts> {
  const { analysis, clock, passId, settings, signal } = context;
  const { protection } = analysers;
  const asOf = clock.now();
  const sources = await analysis.sourceStates(server.id);
  const staleBefore = new Date(asOf.getTime() - freshHours * hourMs);
  let analysed = 0;
  for await (const batch of analysis.workloadsToAssess(server.id, staleBefore)) {
    signal.throwIfAborted();
    const findings = batch.map((workload) => {
      const facts = { workload, sources, asOf, settings: settings.protection };
      const subject = {
        kind: 'workload',
        id: workloadId(workload),
        name: workload.name,
      } as const;
      return guardedFinding(context, { feature: 'protection', subject, asOf }, () =>
        protection.assessSubject(facts),
      );
    });
    await analysis.keepFindings(server.id, passId, findings);
    analysed += findings.length;
  }
  await analysis.keepFindings(server.id, passId, [await estateFinding(context, server, asOf)]);
  return { 'workloads-analysed': analysed };
}

async function estateFinding(
  context: PassContext,
  server: VbrServer,
  asOf: Date,
): Promise<Finding> {
  const { analysis, settings, signal } = context;
  const { protection } = analysers;
  const name = server.info?.name ?? server.entry;
  const subject = { kind: 'estate', id: String(server.id), name } as const;
  let fold = protection.emptyFold();
  for await (const findings of analysis.currentFindings(server.id, 'protection', 'workload')) {
    signal.throwIfAborted();
    for (const finding of findings) fold = protection.addSubject(fold, finding);
  }
  const facts = { vbrServerId: server.id, name, asOf, settings: settings.protection };
  return guardedFinding(context, { feature: 'protection', subject, asOf }, () =>
    protection.assessEstate(fold, facts),
  );
}
