import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { isShownIn, sessionTypeIn } from '../estate/names-by-revision.ts';
import { resultWords, type SessionRow } from '../estate/session-table.ts';
import { initiatorOf, jobIdOf, messageOf, nameOf, transferIn } from '../routes/session-row.ts';
import type { VisibleRow } from './visible-rows.ts';

/** Every visible session of every type, as generated. */
export function* sessionRows(estate: Estate, build: Revision): Iterable<VisibleRow> {
  for (let index = estate.firstVisible; index < estate.visibleEnd; index += 1) {
    if (!isShownIn(estate, estate.sessions.source(index), build)) continue;
    yield rowAt(estate, build, index);
  }
}

function rowAt(estate: Estate, build: Revision, index: number): VisibleRow {
  const row = estate.sessions.row(index);
  const isOver = row.endedMs <= estate.nowMs;
  return {
    id: estate.identifiers.of('session', index),
    createdAt: isoText(row.createdMs),
    jobId: jobIdOf(estate, row),
    name: nameOf(estate, row),
    sessionType: sessionTypeIn(estate, row.source, build),
    state: isOver ? 'Stopped' : 'Working',
    ...outcomeOf(estate, row, index, isOver),
    endedAt: isOver ? isoText(row.endedMs) : null,
    usn: 1_000_000 + index * 7,
    parentSessionId: null,
    relatedSessionId: null,
    ...toldSinceRev2(estate, build, row, index),
    initiatedBy: initiatorOf(estate, row),
  };
}

// While it runs VBR gives no result object or an empty one, in turn.
function outcomeOf(estate: Estate, row: SessionRow, index: number, isOver: boolean) {
  if (!isOver) {
    return { result: index % 2 === 0 ? null : 'None', message: null, isCanceled: false };
  }
  return {
    result: itemAt(resultWords, row.result),
    message: messageOf(estate, row, index),
    isCanceled: row.isCanceled,
  };
}

function toldSinceRev2(estate: Estate, build: Revision, row: SessionRow, index: number) {
  if (build !== '1.3-rev2') return nothingTold;
  const { algorithm, progress } = transferIn(estate, row);
  const original = row.run < 0 ? index : estate.runs.firstSession(row.run);
  return {
    originalSessionId: estate.identifiers.of('session', original),
    retryNumber: row.attempt === 0 ? null : row.attempt,
    isRecheckRetry: false,
    algorithm,
    processedBytes: progress?.processedSize ?? null,
    readBytes: progress?.readSize ?? null,
    transferredBytes: progress?.transferredSize ?? null,
    bottleneck: progress?.bottleneck ?? null,
  };
}

const nothingTold = {
  originalSessionId: null,
  retryNumber: null,
  isRecheckRetry: false,
  algorithm: null,
  processedBytes: null,
  readBytes: null,
  transferredBytes: null,
  bottleneck: null,
};

function isoText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
