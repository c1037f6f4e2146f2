import { chanceFrom, pick, textHash } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import { results } from '../session-table.ts';
import type { Operation } from './operation.ts';

/** One record of an operation's log at its own instant. */
export interface OperationRecord {
  readonly status: 'Succeeded' | 'Warning' | 'Failed';
  readonly atMs: number;
  readonly title: string;
}

const failures: readonly string[] = [
  'Error: The target datastore has not enough free space for the disks of %',
  'Error: Cannot open the backup file of %: the repository does not answer',
  'Error: The host refused to register %: a machine of that name exists',
  'Error: Mounting the disks of % ended after 1800 seconds without an answer',
  'Error: Access to the target folder of % was denied',
];
const warnings: readonly string[] = [
  'Network adapter 1 of % was left disconnected',
  'Tags of % could not be restored',
  'Some items of % were skipped because they are in use',
];

/** The log of a restore or verification, oldest first; an instant recovery tells when its machine was mounted. */
export function operationLog(estate: Estate, operation: Operation): OperationRecord[] {
  const { createdMs, endedMs, mountedMs, dismountMs, kind } = operation;
  const machine = machineOf(estate, operation);
  const { inProse } = estate.clock;
  const isRestore = kind.tasks !== 'Antivirus' && operation.places.length > 0;
  const begin = isRestore ? `Restoring ${machine}` : `Verifying ${operation.name}`;
  return [
    said(createdMs, `${begin}, started at ${inProse(createdMs)}`),
    ...(mountedMs === null
      ? []
      : [
          said(mountedMs, `${machine} is mounted and runs from its backup: Mounted`),
          said(mountedMs + 800, 'Waiting for user to start migration'),
        ]),
    ...(dismountMs === null ? [] : [said(dismountMs, `Removing ${machine} from the host`)]),
    ...troubleOf(operation, machine),
    said(endedMs, `Finished at ${inProse(endedMs)}`),
  ].filter(({ atMs }) => atMs <= estate.nowMs);
}

/** The text of what went wrong; null when nothing did or somebody stopped it. */
export function operationTrouble(operation: Operation, machine: string): string | null {
  const { result, isCanceled, salt, kind } = operation;
  if (isCanceled || result === results.success || result === results.none) return null;
  const chance = chanceFrom(salt, textHash('trouble'));
  if (kind.tasks === 'Antivirus') return 'Some machines did not come out clean';
  if (kind.family === 'lab') return 'Some machines did not answer in the virtual lab';
  return pick(chance, result === results.failed ? failures : warnings).replace('%', machine);
}

/** The machine an operation is about, or its name where it is about none or several. */
export function machineOf(estate: Estate, { job, places, name }: Operation): string {
  const [place] = places;
  if (job < 0 || place === undefined) return name;
  return itemAt(itemAt(estate.jobs, job).workloads, place);
}

function troubleOf(operation: Operation, machine: string): OperationRecord[] {
  const { endedMs, isCanceled, result } = operation;
  if (isCanceled) return [{ status: 'Failed', atMs: endedMs, title: 'Stopped by an operator' }];
  const title = operationTrouble(operation, machine);
  if (title === null) return [];
  const status = result === results.failed ? 'Failed' : 'Warning';
  return [{ status, atMs: operation.mountedMs ?? endedMs, title }];
}

function said(atMs: number, title: string): OperationRecord {
  return { status: 'Succeeded', atMs, title };
}
