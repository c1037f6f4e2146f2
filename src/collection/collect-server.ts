import { isFault } from '../domain/errors.ts';
import type { VbrSource } from '../ports/vbr-source.ts';
import { collectSource, type SourceReport } from './collect-source.ts';
import { concernsTheServer } from './fault-reach.ts';
import { readServerNow } from './server-now.ts';
import { restoreReasons } from './shell/restore-reasons.ts';
import { sessionHistory } from './shell/session-history.ts';
import type { ShellReading } from './shell/shell-reading.ts';
import { sureBackupResults } from './shell/surebackup-results.ts';
import { sideBySide } from './side-by-side.ts';
import type { CollectionRequest, SourceContext } from './source.ts';
import { stages, type Track } from './sources/index.ts';

/** A server none of whose first sources could be understood, such as a firewall's page, is not asked for the rest. */
const unreadableAtMost = 3;

/** What one collection of one server brought. */
export interface CollectionReport {
  readonly sources: readonly SourceReport[];
  /** Such as `sessions-new`, `logs-pending` or `list-requests`. */
  readonly counts: Readonly<Record<string, number>>;
  readonly durationMs: number;
  /** Why later sources were not tried; null when each was. */
  readonly endedBy: unknown;
}

/**
 * Reads every source of a server, each on its own: a source that fails is recorded and the next one is read,
 * unless the failure concerns the server as a whole. Throws only when the store fails or the signal is given; then no track
 * begins another source.
 */
export async function collectServer(
  request: CollectionRequest,
  toRead: readonly (readonly Track[])[] = stagesFor(request),
): Promise<CollectionReport> {
  const startedAt = request.clock.now();
  const requestsBefore = request.source.requestCounts();
  const reports: SourceReport[] = [];
  const context = contextOf(request, reports);
  let endedBy: unknown = null;
  let hasFailed = false;
  const readTrack = async (track: Track) => {
    for (const source of track) {
      request.signal.throwIfAborted();
      if (hasFailed) return;
      const report = await collectSource(source, context, endedBy);
      await recordSource(request, report);
      reports.push(report);
      // Another track may have found the end meanwhile.
      const end = endedBy ?? (await endOf(reports, request.source));
      endedBy ??= end;
    }
  };
  const readOrFail = async (track: Track) => {
    try {
      await readTrack(track);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
  for (const tracks of toRead) await sideBySide(tracks.map(readOrFail));
  const requests = request.source.requestCounts();
  const counts = {
    ...sumOfCounts(reports),
    'logs-pending': await request.store.countPendingLogs(request.vbrServerId),
    'list-requests': requests.list - requestsBefore.list,
    'log-requests': requests.log - requestsBefore.log,
    'other-requests': requests.other - requestsBefore.other,
    'requests-retried': requests.retried - requestsBefore.retried,
  };
  const durationMs = request.clock.now().getTime() - startedAt.getTime();
  return { sources: inOrder(reports, toRead), counts, durationMs, endedBy };
}

/** What REST tells comes first; PowerShell is asked for nothing that REST tells in any revision. */
function stagesFor({
  shell = null,
  only = null,
}: CollectionRequest): readonly (readonly Track[])[] {
  const all = shell === null ? stages : [...stages, [shellTrack(shell)]];
  if (only === null) return all;
  return all.map((tracks) => tracks.map((track) => track.filter(({ name }) => only.has(name))));
}

function shellTrack(shell: ShellReading): Track {
  return [sureBackupResults(shell), restoreReasons(shell), sessionHistory(shell)];
}

/** As they are told, in whatever order they came to their end. */
function inOrder(
  reports: readonly SourceReport[],
  toRead: readonly (readonly Track[])[],
): readonly SourceReport[] {
  const names = toRead.flat(2).map(({ name }) => name);
  return reports.toSorted((one, other) => names.indexOf(one.source) - names.indexOf(other.source));
}

/** Why it is no use to go on after the newest report; null while it is. */
async function endOf(reports: readonly SourceReport[], source: VbrSource): Promise<unknown> {
  const newest = reports.at(-1)?.error ?? null;
  if (await concernsTheServer(newest, source)) return newest;
  return reports.length >= unreadableAtMost && reports.every(({ error }) => saidNothing(error))
    ? newest
    : null;
}

function saidNothing(error: unknown): boolean {
  return isFault(error, 'server-answer-unreadable');
}

function contextOf(request: CollectionRequest, reports: readonly SourceReport[]): SourceContext {
  let asked: ReturnType<SourceContext['serverClock']> | null = null;
  const serverClock = () => {
    asked ??= request.source.serverClock();
    return asked;
  };
  return {
    ...request,
    serverClock,
    serverNow: () => readServerNow(serverClock, request.asOf),
    errorOf: (name) => reports.find(({ source }) => source === name)?.error ?? null,
  };
}

async function recordSource(request: CollectionRequest, report: SourceReport): Promise<void> {
  const { source, availability, reason, rowsSeen, rowsRejected, pending } = report;
  await request.store.recordSource(request.vbrServerId, request.passId, {
    source,
    availability,
    reason,
    rowsSeen,
    rowsRejected,
    pending,
    checkedAt: request.clock.now(),
  });
}

function sumOfCounts(reports: readonly SourceReport[]): Record<string, number> {
  const counts: Record<string, number> = { 'rows-rejected': 0 };
  for (const report of reports) {
    counts['rows-rejected'] = (counts['rows-rejected'] ?? 0) + report.rowsRejected;
    for (const [name, count] of Object.entries(report.counts)) {
      counts[name] = (counts[name] ?? 0) + count;
    }
  }
  return counts;
}
