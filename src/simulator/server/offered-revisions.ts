import { type Revision, revisions } from '../../domain/vbr-server.ts';
import type { Faults } from './faults.ts';

/** A revision the server's build offers, and whose shapes answer for it. */
export interface OfferedRevision {
  readonly name: string;
  readonly shapes: Revision;
}

/** The build's own revision and all lower ones of 1.3; a version 12 offers none of them. */
export function offeredRevisions(build: Revision, faults: Faults): OfferedRevision[] {
  if (faults.version12 === true) return [{ name: '1.2-rev1', shapes: '1.3-rev0' }];
  return revisions
    .slice(revisions.indexOf(build))
    .map((revision) => ({ name: revision, shapes: revision }));
}
