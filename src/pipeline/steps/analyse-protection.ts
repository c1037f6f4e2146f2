import { analysers } from '../../analysers/index.ts';
import { oneAhead } from '../../collection/one-ahead.ts';
import type { VbrServer } from '../../domain/vbr-server.ts';
import { workloadId } from '../../domain/workload.ts';
import type { PassContext } from '../pass-request.ts';
import { estateFinding } from './estate-finding.ts';
import { guardedFinding } from './guarded-finding.ts';

type Counts = Record<'workloads-analysed' | 'findings-failed', number>;

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
  const counts: Counts = { 'workloads-analysed': 0, 'findings-failed': 0 };
  for await (const batch of oneAhead(analysis.workloadsToAssess(server.id, staleBefore))) {
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
    counts['workloads-analysed'] += findings.length;
    counts['findings-failed'] += findings.filter(({ status }) => status === 'failed').length;
  }
  const estate = await estateFinding(context, server, {
    ...{ feature: 'protection', subjects: 'workload', analyser: protection, asOf },
    factsOf: (named) => ({ ...named, asOf, settings: settings.protection }),
  });
  await analysis.keepFindings(server.id, passId, [estate]);
  counts['findings-failed'] += Number(estate.status === 'failed');
  return counts;
}
