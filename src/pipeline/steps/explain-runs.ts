import { attributeCauses } from '../../analysers/health/causes/attribute-causes.ts';
import type { Cause } from '../../domain/cause.ts';
import type { KnownEstate } from '../../domain/run-to-explain.ts';
import type { PassContext } from '../pass-request.ts';

const runsPerBatch = 250;

/** Tells the causes of the runs that changed or whose logs came; one that cannot be explained keeps its mark and its old causes. */
export async function explainRuns(
  { causes, catalogue, signal, journal }: PassContext,
  vbrServerId: number,
  attribute: typeof attributeCauses = attributeCauses,
): Promise<Record<string, number>> {
  const counts = { 'runs-explained': 0, 'causes-changed': 0, 'explanations-failed': 0 };
  let after = '';
  let estate: KnownEstate | null = null;
  for (;;) {
    signal.throwIfAborted();
    const { runIds, runs } = await causes.runsToExplain(vbrServerId, after, runsPerBatch);
    const last = runIds.at(-1);
    if (last === undefined) return counts;
    after = last;
    estate ??= await causes.knownEstate(vbrServerId);
    const told: Cause[] = [];
    const failed = new Set<string>();
    for (const facts of runs) {
      try {
        told.push(...attribute(catalogue, facts, estate));
      } catch (error) {
        journal.error('pipeline', error, { step: 'explain', run: facts.run.id });
        failed.add(facts.run.id);
      }
    }
    const explained = runIds.filter((id) => !failed.has(id));
    const kept = await causes.replaceCauses(vbrServerId, explained, told);
    counts['runs-explained'] += explained.length;
    counts['causes-changed'] += kept.inserted + kept.changed;
    counts['explanations-failed'] += failed.size;
  }
}
