import { z } from 'zod';
import { type Fault, isFault } from '../../../domain/errors.ts';
import type { InstantRecoveryMount } from '../../../domain/infrastructure.ts';
import type { Page } from '../../../ports/vbr-source.ts';
import type { ListPath } from '../read-path.ts';
import { id, optionalText, optionalTime, text } from '../schema/fields.ts';
import { optionalInstant, rowReader } from '../translate/rows.ts';
import type { Zone } from '../translate/zone.ts';
import { type ListParts, readList } from './list-source.ts';

/** A mount of either platform; the example of 1.3-rev0 leaves out job and restore point. */
const mountSchema = z.object({
  id,
  sessionId: id,
  state: text,
  vmName: text,
  jobName: optionalText,
  restorePointDate: optionalTime,
});

const refusals = ['source-forbidden', 'source-unsupported'] as const;

type Platform = InstantRecoveryMount['platform'];

const platforms: readonly (readonly [Platform, ListPath])[] = [
  ['vSphere', '/api/v1/restore/instantRecovery/vSphere/vm'],
  ['HyperV', '/api/v1/restore/instantRecovery/hyperV/vm'],
];

/**
 * The mounts of both platforms. One that is refused does not hide the other: only when neither is shown is that told.
 * One that answered badly is told after the rows of the other.
 */
export async function* readInstantRecoveryMounts(
  parts: ListParts,
): AsyncGenerator<Page<InstantRecoveryMount>> {
  const faults: Fault[] = [];
  for (const [platform, path] of platforms) {
    yield* mountsOn(platform, path, parts, (fault) => faults.push(fault));
  }
  const failure = faults.find((fault) => !isFault(fault, ...refusals));
  if (failure !== undefined) throw failure;
  const [refusal] = faults;
  if (refusal !== undefined && faults.length === platforms.length) throw refusal;
}

async function* mountsOn(
  platform: Platform,
  path: ListPath,
  parts: ListParts,
  note: (fault: Fault) => void,
): AsyncGenerator<Page<InstantRecoveryMount>> {
  try {
    // Its column names changed their case between revisions, so the server's order is taken.
    yield* readList(parts, { path, toRows: readerOf(platform) });
  } catch (error) {
    if (!isFault(error, ...refusals, 'server-answer-unreadable')) throw error;
    note(error);
  }
}

function readerOf(platform: Platform) {
  return rowReader(
    mountSchema,
    (row, zone: Zone): InstantRecoveryMount => ({
      id: row.id,
      platform,
      sessionId: row.sessionId,
      state: row.state,
      workloadName: row.vmName,
      jobName: row.jobName || null,
      restorePointAt: optionalInstant(row.restorePointDate, zone),
    }),
  );
}
