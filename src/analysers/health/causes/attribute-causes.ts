import { type Cause, type Component, unknownCause } from '../../../domain/cause.ts';
import type { KnownEstate, RunToExplain, TaskToExplain } from '../../../domain/run-to-explain.ts';
import type { Signature } from '../../../domain/signature.ts';
import type { CompiledCatalogue } from './compile-catalogue.ts';
import { componentsIn, repositoryOf } from './components-in.ts';
import { shownPart } from './shown-part.ts';
import { type Testimony, testimoniesOf, testimoniesOfRun } from './testimonies.ts';

/**
 * Why a run failed or warned: one cause for each workload whose last attempt did, and one for the run itself where no
 * workload accounts for its failure. A workload without any line or message has no cause: nothing could prove it.
 */
export function attributeCauses(
  catalogue: CompiledCatalogue,
  facts: RunToExplain,
  estate: KnownEstate,
): readonly Cause[] {
  const { outcome } = facts.run;
  if (outcome !== 'failed' && outcome !== 'warning') return [];
  const causeOf = causeMaker(catalogue, facts, estate);
  const troubled = lastAttempts(facts).flatMap((task) => {
    const result = outcomeOf(task);
    return result === null ? [] : [{ task, outcome: result }];
  });
  const causes = troubled.flatMap(({ task, outcome: result }) =>
    causeOf(testimoniesOf(catalogue, facts, task, result), result, task),
  );
  const isAccountedFor = troubled.some((one) => one.outcome === outcome);
  if (isAccountedFor) return causes;
  return [...causes, ...causeOf(testimoniesOfRun(catalogue, facts, outcome), outcome, null)];
}

/** The last task of each workload, in the order of their names. */
function lastAttempts({ tasks }: RunToExplain): readonly TaskToExplain[] {
  const last = new Map<string, TaskToExplain>();
  for (const task of tasks) {
    const known = last.get(task.workload);
    if (known === undefined || isLater(task, known)) last.set(task.workload, task);
  }
  return [...last.values()].sort((one, other) => (one.workload < other.workload ? -1 : 1));
}

function isLater(one: TaskToExplain, other: TaskToExplain): boolean {
  const span = one.createdAt.getTime() - other.createdAt.getTime();
  return span === 0 ? one.id > other.id : span > 0;
}

function outcomeOf({ result }: TaskToExplain): Cause['outcome'] | null {
  const word = result?.toLowerCase();
  return word === 'failed' || word === 'warning' ? word : null;
}

function causeMaker(catalogue: CompiledCatalogue, facts: RunToExplain, estate: KnownEstate) {
  const { id: runId, jobId, startedAt: runStartedAt } = facts.run;
  return (
    [best]: readonly Testimony[],
    outcome: Cause['outcome'],
    task: TaskToExplain | null,
  ): readonly Cause[] => {
    if (best === undefined) return [];
    const { fingerprint, sessionId, taskId, recordId, at, text, matches } = best;
    const signature = catalogue.signatures.get(matches[0]?.signatureId ?? '') ?? null;
    const workload = task?.workload ?? null;
    const named = componentsIn(text, estate.components, workload);
    const used = repositoryOf(task?.repository ?? facts.jobRepository);
    const said = { fingerprint, sessionId, taskId, recordId, at, ...shownPart(text, matches[0]) };
    const cause = { runId, jobId, runStartedAt, outcome, workload, ...said };
    const components = distinct([...named, ...used, ...backupServerOf(signature, estate)]);
    return [{ ...cause, ...namedBy(signature), components }];
  };
}

function namedBy(signature: Signature | null): Pick<Cause, 'causeClass' | 'signatureId'> {
  return signature === null
    ? { causeClass: unknownCause, signatureId: null }
    : { causeClass: signature.causeClass, signatureId: signature.id };
}

const scopesOfTheServer: readonly string[] = ['vbr', 'collector', 'provider'];

function backupServerOf(
  signature: Signature | null,
  { backupServer }: KnownEstate,
): readonly Component[] {
  const isWithin = signature !== null && scopesOfTheServer.includes(signature.scope);
  return isWithin ? [{ kind: 'backup-server', name: backupServer }] : [];
}

function distinct(components: readonly Component[]): readonly Component[] {
  return [...new Map(components.map((one) => [`${one.kind} ${one.name}`, one])).values()];
}
