import { analysers } from '../../analysers/index.ts';
import { workloadMeasuresSchema } from '../../analysers/protection/measures.ts';
import { type RecoveryFacts, recoveryMethod } from '../../analysers/recovery/assess-workload.ts';
import { familyDurations, isDone } from '../../analysers/recovery/family-durations.ts';
import { recoveryEstateSchema } from '../../analysers/recovery/measures.ts';
import { observedSharing } from '../../analysers/recovery/observed-sharing.ts';
import { learnModels } from '../../analysers/recovery/time-model.ts';
import { oneAhead } from '../../collection/one-ahead.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Proof, RecoveryEvidence, RestoreRecord } from '../../domain/recovery-evidence.ts';
import { restoreFamilies } from '../../domain/session-families.ts';
import type { VbrServer } from '../../domain/vbr-server.ts';
import type { PassContext } from '../pass-request.ts';
import { estateFinding, keptEstateFinding } from './estate-finding.ts';
import { guardedFinding } from './guarded-finding.ts';

type Counts = Record<'recoveries-analysed' | 'findings-failed', number>;

const dayMs = 86_400_000;
/** What of a workload's protection its recovery is judged from. */
const restsOn = workloadMeasuresSchema.pick({
  ...{ state: true, platform: true, newestUsable: true, pointsAsOf: true },
});

/**
 * Judges the recovery of each workload whose protection was judged anew or whose finding is a day old, and of all when a restore,
 * a proof, a setting or the method changed; then the estate. Nothing of that: nothing is read.
 */
export async function analyseRecovery(context: PassContext, server: VbrServer): Promise<Counts> {
  const { analysis, recovery, clock, settings, passId } = context;
  const asOf = clock.now();
  const since = new Date(asOf.getTime() - settings.recovery.historyDays * dayMs);
  const stored = await recovery.evidenceKey(server.id, since);
  const by = JSON.stringify([recoveryMethod, settings.recovery, settings.tiers]);
  const evidenceKey = `${stored} ${by}`;
  const isSame = keyOf(await keptEstateFinding(analysis, server.id, 'recovery')) === evidenceKey;
  const staleBefore = isSame ? new Date(asOf.getTime() - dayMs) : new Date(asOf.getTime() + dayMs);
  await recovery.forgetOthers(server.id);
  const due = await recovery.dueIds(server.id, staleBefore);
  if (isSame && due.length === 0) return { 'recoveries-analysed': 0, 'findings-failed': 0 };
  let failed = 0;
  const learned = learn(await recovery.evidence(server.id, since));
  for await (const batch of oneAhead(
    analysis.currentFindings(server.id, 'protection', 'workload', {
      ...{ subjectIds: due, measures: Object.keys(restsOn.shape) },
    }),
  )) {
    context.signal.throwIfAborted();
    const findings = await judged(context, server.id, batch, { ...learned, evidenceKey, asOf });
    await analysis.keepFindings(server.id, passId, findings);
    failed += findings.filter(({ status }) => status === 'failed').length;
  }
  const { evidence, models, families: durations } = learned;
  const sharing = observedSharing(evidence.restores, models);
  const estate = await estateFinding(context, server, {
    ...{ feature: 'recovery', subjects: 'workload', analyser: analysers.recovery, asOf },
    factsOf: (named) => ({ ...named, evidence, families: durations, sharing, evidenceKey, asOf }),
  });
  await analysis.keepFindings(server.id, passId, [estate]);
  failed += Number(estate.status === 'failed');
  return { 'recoveries-analysed': due.length, 'findings-failed': failed };
}

interface Learned extends Pick<RecoveryFacts, 'models' | 'families'> {
  readonly evidence: RecoveryEvidence;
  readonly proofs: ReadonlyMap<string, readonly Proof[]>;
}

interface Known extends Learned {
  readonly evidenceKey: string;
  readonly asOf: Date;
}

function learn(evidence: RecoveryEvidence): Learned {
  const { restores } = evidence;
  const byFamily = Map.groupBy(restores, ({ family }) => family);
  const proven = [...evidence.proofs, ...restores.flatMap(proofIn)];
  return {
    evidence,
    models: learnModels(restores),
    families: restoreFamilies.map((family) => familyDurations(family, byFamily.get(family) ?? [])),
    proofs: Map.groupBy(proven, ({ workload }) => workload.toLowerCase()),
  };
}

/** A restore that worked proves its workload; one that failed or was stopped proves nothing against its backup by itself. */
function proofIn(restore: RestoreRecord): Proof[] {
  if (!isDone(restore)) return [];
  const { workload, family, sessionId, usableAt, endedAt, startedAt, reason } = restore;
  const isWhole = family === 'full-machine' || family === 'instant' || family === 'failover';
  const depth = isWhole ? 'real-restore' : 'file-restore';
  const at = usableAt ?? endedAt ?? startedAt;
  return [{ workload, at, depth, verdict: 'passed', sessionId, source: 'restore', reason }];
}

async function judged(
  context: PassContext,
  vbrServerId: number,
  protections: readonly Finding[],
  known: Known,
): Promise<readonly Finding[]> {
  const { recovery, settings } = context;
  const read = protections.map(({ subject, measures }) => {
    const parsed = restsOn.safeParse(measures);
    return { subject, protection: parsed.success ? parsed.data : null };
  });
  const pointIds = read.flatMap(({ protection }) => protection?.newestUsable?.id ?? []);
  const points = await recovery.pointFacts(vbrServerId, pointIds);
  return read.map(({ subject, protection }) => {
    const newest = protection?.newestUsable ?? null;
    const point = points.get(newest?.id ?? '') ?? { sizeBytes: null, repositoryId: null };
    const { models, families: durations, asOf } = known;
    const facts: RecoveryFacts = {
      ...{ subject, models, families: durations, asOf },
      ...point,
      platform: protection?.platform ?? null,
      isLeft: protection?.state === 'left',
      newestUsableAt: newest === null ? null : new Date(newest.at),
      pointsAsOf: protection === null ? null : new Date(protection.pointsAsOf),
      proofs: known.proofs.get(subject.name.toLowerCase()) ?? [],
      settings: settings.recovery,
      tiers: settings.tiers,
    };
    return guardedFinding(context, { feature: 'recovery', subject, asOf }, () =>
      analysers.recovery.assessSubject(facts),
    );
  });
}

/** What the estate's finding was made from; null without one. */
function keyOf(estate: Finding | null): string | null {
  const parsed = recoveryEstateSchema.safeParse(estate?.measures);
  return parsed.success ? parsed.data.evidenceKey : null;
}
