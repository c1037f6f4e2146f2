import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from './estate.ts';
import { itemAt } from './item-at.ts';
import type { SimulatedJob } from './job.ts';
import { sideKindOf } from './side-sessions.ts';

/** Repository types that rev2 renamed. */
const renamedInRev2: Readonly<Record<string, string>> = { DDBoost: 'DellDataDomain' };

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
  if (source < 0) return sideKindOf(source).kind.sessionType;
  const { kind } = itemAt(estate.jobs, source);
  return revision === '1.3-rev0' ? kind.sessionTypeInRev0 : kind.sessionType;
}
