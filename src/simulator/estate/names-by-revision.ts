import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from './estate.ts';
import { itemAt } from './item-at.ts';
import type { SimulatedJob } from './job.ts';
import { knows } from './knows.ts';
import { operationOf } from './operations/operation-of.ts';
import { sideKindOf } from './side-sessions.ts';

/** Repository types that rev2 renamed. */
const renamedInRev2: Readonly<Record<string, string>> = {
  DDBoost: 'DellDataDomain',
  HPStoreOnceIntegration: 'HPEStoreOnce',
  Quantum: 'QuantumDXi',
  SmartObjectS3: 'S3Integrated',
};

export function jobTypeIn({ kind }: SimulatedJob, revision: Revision): string {
  return revision === '1.3-rev0' ? kind.typeInRev0 : kind.type;
}

/** rev0 writes statuses and workloads with a small first letter. */
export function wordIn(word: string, revision: Revision): string {
  return revision === '1.3-rev0' ? word.charAt(0).toLowerCase() + word.slice(1) : word;
}

export function repositoryTypeIn(type: string, revision: Revision): string {
  return revision === '1.3-rev2' ? (renamedInRev2[type] ?? type) : type;
}

/** The type of the session whose source this is. */
export function sessionTypeIn(estate: Estate, source: number, revision: Revision): string {
  const operation = operationOf(estate, source);
  if (operation !== null) {
    const { sessionType, since, olderType } = operation.kind;
    return knows(revision, since) ? sessionType : (olderType ?? sessionType);
  }
  if (source < 0) return sideKindOf(source).kind.sessionType;
  const { kind } = itemAt(estate.jobs, source);
  return revision === '1.3-rev0' ? kind.sessionTypeInRev0 : kind.sessionType;
}

/** Whether a revision shows sessions of this source: a type it has neither this nor an older name for is left out. */
export function isShownIn(estate: Estate, source: number, revision: Revision): boolean {
  const operation = operationOf(estate, source);
  if (operation !== null) {
    return operation.kind.olderType !== null || knows(revision, operation.kind.since);
  }
  return source >= 0 || knows(revision, sideKindOf(source).kind.since ?? '1.3-rev0');
}
