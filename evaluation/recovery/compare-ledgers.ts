import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';

/** What is kept of one workload's proofs, as far as it can be held against what was planted. */
export interface KeptLedger {
  readonly workload: string;
  readonly state: string;
  readonly last: {
    readonly sessionId: string | null;
    readonly at: string;
    readonly depth: string;
  } | null;
}

export interface LedgerTally {
  readonly compared: number;
  readonly proven: number;
  readonly neverTested: number;
  /** In words, one for each workload whose ledger is not the planted one. */
  readonly wrong: readonly string[];
}

interface PlantedProof {
  readonly workload: string;
  readonly sessionId: string;
  readonly at: string;
  readonly depth: string;
  readonly isPassed: boolean;
}

/** A mount that no task tells is dated when it was first seen. */
const mostApartMs = 3_600_000;

type Planted = Pick<SimulatorTruth, 'restores' | 'verification' | 'workloads'>;

/** The stored ledger of every workload whose name was always its own, against the restores and scans that were planted. */
export function compareLedgers(truth: Planted, kept: readonly KeptLedger[]): LedgerTally {
  const planted = Map.groupBy(plantedProofs(truth), ({ workload }) => workload);
  const names = new Set(ownNames(truth));
  const compared = kept.filter(({ workload }) => names.has(workload));
  const wrong = compared.flatMap((ledger) => {
    const expected = plantedLedger(ledger.workload, planted.get(ledger.workload) ?? []);
    return isSame(expected, ledger) ? [] : [`${text(ledger)}, planted ${text(expected)}`];
  });
  const inState = (state: string) => compared.filter((ledger) => ledger.state === state).length;
  return {
    compared: compared.length,
    proven: inState('proven'),
    neverTested: inState('never-tested'),
    wrong,
  };
}

/** Quick migrations are not read; the session of a failover plan bears the plan's name and tells none of its machines. */
const provesNobody: ReadonlySet<string> = new Set(['QuickMigration', 'FailoverPlan']);

/** A lab's result is no proof of one machine; a restore that failed proves nothing against its backup. */
function plantedProofs({ restores, verification }: Planted): readonly PlantedProof[] {
  const restored = restores.flatMap((restore) => {
    const { sessionId, sessionType, workload, family, status, mountedAt, endedAt } = restore;
    const isDone = status === 'success' || status === 'warning';
    const isMounted = status === 'running' && mountedAt !== null;
    const at = mountedAt ?? endedAt;
    if (at === null || !(isDone || isMounted) || provesNobody.has(sessionType)) return [];
    return [{ sessionId, workload, at, depth: depthOf(family), isPassed: true }];
  });
  const scanned = verification.flatMap(({ workload, proofs }) =>
    proofs
      .filter(({ kind, result }) => kind !== 'lab' && ['Clean', 'Infected'].includes(result))
      .map(({ sessionId, endedAt, testedAt, result }) => {
        const isPassed = result === 'Clean';
        return { sessionId, workload, at: testedAt ?? endedAt, depth: 'content-scan', isPassed };
      }),
  );
  return [...restored, ...scanned];
}

function depthOf(family: string): string {
  return ['full-machine', 'instant', 'failover'].includes(family) ? 'real-restore' : 'file-restore';
}

function plantedLedger(workload: string, proofs: readonly PlantedProof[]): KeptLedger {
  const newest = (isPassed: boolean) =>
    proofs
      .filter((proof) => proof.isPassed === isPassed)
      .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at))[0];
  const [passed, failed] = [newest(true), newest(false)];
  const isFailed = failed !== undefined && !(passed !== undefined && passed.at >= failed.at);
  const tested = passed === undefined ? 'never-tested' : 'proven';
  return { workload, state: isFailed ? 'failed' : tested, last: passed ?? null };
}

/** Workloads of one name that was always theirs, so that every proof of the name is theirs. */
function ownNames({ workloads }: Planted): readonly string[] {
  const all = workloads.flatMap(({ name, formerName }) => [name, formerName ?? name]);
  return workloads
    .filter(({ name, formerName }) => {
      return formerName === null && all.filter((each) => each === name).length === 2;
    })
    .map(({ name }) => name);
}

function isSame(planted: KeptLedger, kept: KeptLedger): boolean {
  if (planted.state !== kept.state || planted.last?.depth !== kept.last?.depth) return false;
  const [wanted, seen] = [planted.last, kept.last];
  if (wanted === null || seen === null) return wanted === seen;
  if (wanted.sessionId !== seen.sessionId) return false;
  return Math.abs(Date.parse(wanted.at) - Date.parse(seen.at)) <= mostApartMs;
}

function text({ workload, state, last }: KeptLedger): string {
  return `${workload} ${state}${last === null ? '' : ` (${last.depth} ${last.at})`}`;
}
