import type { Proof, ProofDepth } from '../../domain/recovery-evidence.ts';
import type { RecoverySettings } from './settings.ts';

/** What each depth proves, of 1: a scan reads content and boots nothing; a real restore leaves nothing to doubt. */
const depthWeights: Readonly<Record<ProofDepth, number>> = {
  'content-scan': 0.3,
  boot: 0.5,
  ping: 0.6,
  'file-restore': 0.6,
  script: 0.85,
  'real-restore': 1,
};

const dayMs = 86_400_000;

/** What was ever proven of one workload. */
export interface WorkloadLedger {
  /** `failed`: a test after the last good one failed. `outdated`: proven, but too long ago. */
  readonly state: 'proven' | 'outdated' | 'failed' | 'never-tested';
  /** The last test that passed. */
  readonly last: LedgerEntry | null;
  /** The one that counts most once age is taken off. */
  readonly best: LedgerEntry | null;
  readonly lastFailure: LedgerEntry | null;
  /** Weight of the best proof's depth, 0–1. */
  readonly depth: number;
  /** Depth × 0.5^(age/half-life), 0–1. */
  readonly strength: number;
  readonly tests: number;
  /** Skipped or inconclusive, which is not tested. */
  readonly notTested: number;
}

interface LedgerEntry {
  readonly at: string;
  readonly depth: ProofDepth;
  readonly ageDays: number;
  readonly sessionId: string | null;
  readonly source: Proof['source'];
  readonly reason?: string | undefined;
}

/** The ledger of one workload from all tests of it, in any order. */
export function ledgerOf(
  proofs: readonly Proof[],
  asOf: Date,
  { proofHalfLifeDays, testedWithinDays }: RecoverySettings,
): WorkloadLedger {
  const known = proofs
    .filter(({ at }) => at <= asOf)
    .sort((one, other) => other.at.getTime() - one.at.getTime());
  const passed = known.filter(({ verdict }) => verdict === 'passed');
  const failure = known.find(({ verdict }) => verdict === 'failed');
  const ageDays = (proof: Proof) => (asOf.getTime() - proof.at.getTime()) / dayMs;
  const strengthOf = (proof: Proof) =>
    depthWeights[proof.depth] * 0.5 ** (ageDays(proof) / proofHalfLifeDays);
  const best = passed.reduce<Proof | null>(
    (most, one) => (most === null || strengthOf(one) > strengthOf(most) ? one : most),
    null,
  );
  const entry = (proof: Proof | undefined | null): LedgerEntry | null =>
    proof ? { ...shown(proof), ageDays: ageDays(proof) } : null;
  const [last] = passed;
  return {
    state: stateOf(last, failure, testedWithinDays, ageDays),
    last: entry(last),
    best: entry(best),
    lastFailure: entry(failure),
    depth: best === null ? 0 : depthWeights[best.depth],
    strength: best === null ? 0 : strengthOf(best),
    tests: passed.length + known.filter(({ verdict }) => verdict === 'failed').length,
    notTested: known.filter(({ verdict }) => verdict === 'skipped' || verdict === 'inconclusive')
      .length,
  };
}

function stateOf(
  last: Proof | undefined,
  failure: Proof | undefined,
  testedWithinDays: number,
  ageDays: (proof: Proof) => number,
): WorkloadLedger['state'] {
  if (failure !== undefined && (last === undefined || failure.at > last.at)) return 'failed';
  if (last === undefined) return 'never-tested';
  return ageDays(last) <= testedWithinDays ? 'proven' : 'outdated';
}

function shown({ at, depth, sessionId, source, reason }: Proof) {
  return { at: at.toISOString(), depth, sessionId, source, reason };
}
