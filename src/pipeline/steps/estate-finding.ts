import type { Analyser } from '../../analysers/analyser.ts';
import { oneAhead } from '../../collection/one-ahead.ts';
import type { Feature, Finding, SubjectKind } from '../../domain/finding.ts';
import type { VbrServer } from '../../domain/vbr-server.ts';
import type { AnalysisStore } from '../../ports/analysis-store.ts';
import type { PassContext } from '../pass-request.ts';
import { guardedFinding } from './guarded-finding.ts';

type EstateJudge<Fold, Facts> = Pick<
  Analyser<unknown, never, Fold, Facts>,
  'emptyFold' | 'foldedMeasures' | 'addSubject' | 'assessEstate'
>;

interface EstateQuestion<Fold, Facts> {
  readonly feature: Feature;
  /** What the estate is judged from: the current findings of these. */
  readonly subjects: SubjectKind;
  readonly analyser: EstateJudge<Fold, Facts>;
  readonly asOf: Date;
  readonly factsOf: (estate: { readonly vbrServerId: number; readonly name: string }) => Facts;
}

/** The finding of a server's estate, folded from the current findings of its subjects; one that cannot be folded fails it alone. */
export async function estateFinding<Fold, Facts>(
  context: PassContext,
  server: VbrServer,
  { feature, subjects, analyser, asOf, factsOf }: EstateQuestion<Fold, Facts>,
): Promise<Finding> {
  const { analysis, signal } = context;
  const name = server.info?.name ?? server.entry;
  const subject = { kind: 'estate', id: String(server.id), name } as const;
  let fold = analyser.emptyFold();
  let failure: unknown = null;
  const part = { measures: analyser.foldedMeasures };
  const current = analysis.currentFindings(server.id, feature, subjects, part);
  for await (const findings of oneAhead(current)) {
    signal.throwIfAborted();
    for (const finding of findings) {
      try {
        fold = analyser.addSubject(fold, finding);
      } catch (error) {
        failure ??= error;
      }
    }
  }
  return guardedFinding(context, { feature, subject, asOf }, () => {
    if (failure !== null) throw failure;
    return analyser.assessEstate(fold, factsOf({ vbrServerId: server.id, name }));
  });
}

/** The estate's finding of the last pass that made one; null before the first. */
export async function keptEstateFinding(
  analysis: AnalysisStore,
  vbrServerId: number,
  feature: Feature,
): Promise<Finding | null> {
  for await (const findings of analysis.currentFindings(vbrServerId, feature, 'estate')) {
    const [finding] = findings;
    if (finding !== undefined) return finding;
  }
  return null;
}
