import { partsOf } from '../../analysers/efficiency/byte-sums.ts';
import { analysers } from '../../analysers/index.ts';
import { oneAhead } from '../../collection/one-ahead.ts';
import type { Finding } from '../../domain/finding.ts';
import type { VbrServer } from '../../domain/vbr-server.ts';
import type { PassContext } from '../pass-request.ts';
import { estateFinding } from './estate-finding.ts';
import { guardedFinding } from './guarded-finding.ts';

type Counts = Record<'efficiency-analysed' | 'findings-failed', number>;

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
  const counts: Counts = { 'efficiency-analysed': 0, 'findings-failed': 0 };
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
    counts['efficiency-analysed'] += findings.length;
    counts['findings-failed'] += failedIn(findings);
  }
  const estate = await estateFinding(context, server, {
    ...{ feature: 'efficiency', subjects: 'job', analyser: analysers.efficiency, asOf },
    factsOf: (named) => ({ ...named, asOf, settings: settings.efficiency }),
  });
  await analysis.keepFindings(server.id, passId, [estate]);
  counts['findings-failed'] += failedIn([estate]);
  return counts;
}

function failedIn(findings: readonly Finding[]): number {
  return findings.filter(({ status }) => status === 'failed').length;
}
