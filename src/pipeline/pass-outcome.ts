import type { CollectionReport } from '../collection/collect-server.ts';
import { Fault, isFault } from '../domain/errors.ts';
import { type ExitCode, exitCodeOf, exitCodes } from '../domain/exit-code.ts';
import type { PassStatus } from '../domain/pass.ts';
import type { ServerOutcome, ServerResult } from '../domain/pass-report.ts';
import type { SourceName } from '../domain/source-state.ts';
import type { ServerVisit } from './server-visit.ts';

interface JudgedServer {
  readonly exitCode: ExitCode;
  readonly result: ServerResult;
}

/** What a visit means: its outcome, what was the matter, and the exit code it would give alone. */
export function judgeVisit(visit: ServerVisit): JudgedServer {
  const problem = visit.error ?? blindness(visit);
  const exitCode = exitCodeOfVisit(visit, problem);
  const { entry, address, vbrServerId, durationMs } = visit;
  const result: ServerResult = {
    entry,
    address,
    vbrServerId,
    outcome: outcomeOf(visit, exitCode),
    problem: problem === null ? null : shownProblem(problem),
    sources: (visit.collection?.sources ?? []).map(
      ({ source, availability, reason, rowsSeen, rowsRejected, durationMs: readMs }) => {
        return { source, availability, reason, rowsSeen, rowsRejected, durationMs: readMs };
      },
    ),
    counts: { ...visit.collection?.counts, ...visit.analysisCounts },
    durationMs,
  };
  return { exitCode, result };
}

/** The exit code of the whole: 0 when all went well, 10 when some did, else what the failures have in common. */
export function exitCodeOfPass(codes: readonly ExitCode[]): ExitCode {
  if (codes.every((code) => code === exitCodes.ok)) return exitCodes.ok;
  if (codes.some((code) => code === exitCodes.ok || code === exitCodes.partial)) {
    return exitCodes.partial;
  }
  // A defect must not hide behind a network; repeating helps as soon as it helps one server.
  if (codes.includes(exitCodes.defect)) return exitCodes.defect;
  return codes.includes(exitCodes.serverUnreachable)
    ? exitCodes.serverUnreachable
    : exitCodes.cannotHelpByRetrying;
}

/** The status that goes with an exit code. */
export function statusOfPass(exitCode: ExitCode): PassStatus {
  if (exitCode === exitCodes.ok) return 'complete';
  return exitCode === exitCodes.partial ? 'partial' : 'failed';
}

/** Why nothing of a server was read though it was reached; null when something was. */
function blindness({ collection, entry }: ServerVisit): unknown {
  if (collection === null || isAnythingRead(collection)) return null;
  const failed = collection.sources.find(({ availability }) => availability === 'failed');
  return failed === undefined ? nothingVisible(entry) : failed.error;
}

/** Anybody may read the clock, and logs are not asked for while no session is known: neither shows that we see anything. */
const showNothing: readonly SourceName[] = ['server-time', 'logs'];

function isAnythingRead({ sources }: CollectionReport): boolean {
  return sources.some(
    ({ source, availability }) => availability === 'available' && !showNothing.includes(source),
  );
}

function nothingVisible(entry: string): Fault {
  return new Fault({
    code: 'credentials-refused',
    happened: `The account of server ${entry} may see no source at all`,
    means: 'nothing could be read',
    next: 'give it the role Veeam Backup Viewer',
  });
}

/** Counts of what our own errors left undone. */
const defects = ['findings-failed', 'folds-failed', 'explanations-failed'] as const;

function exitCodeOfVisit(visit: ServerVisit, problem: unknown): ExitCode {
  if (visit.wasInterrupted) return exitCodes.partial;
  const isRead = visit.collection !== null && isAnythingRead(visit.collection);
  if (problem !== null) return isRead ? exitCodes.partial : exitCodeOf(problem);
  const failedSources = visit.collection?.sources.filter(
    ({ availability }) => availability === 'failed',
  );
  const { analysisCounts } = visit;
  const failedAnalyses = defects.reduce((sum, name) => sum + (analysisCounts[name] ?? 0), 0);
  return (failedSources ?? []).length + failedAnalyses > 0 ? exitCodes.partial : exitCodes.ok;
}

function outcomeOf(visit: ServerVisit, exitCode: ExitCode): ServerOutcome {
  if (visit.wasInterrupted) return 'interrupted';
  if (isFault(visit.error, 'already-running')) return 'already-running';
  if (exitCode === exitCodes.ok) return visit.collection === null ? 'analysed' : 'complete';
  if (exitCode === exitCodes.partial) return 'partial';
  if (exitCode === exitCodes.serverUnreachable) return 'unreachable';
  return exitCode === exitCodes.defect ? 'defect' : 'refused';
}

function shownProblem(problem: unknown): ServerResult['problem'] {
  if (isFault(problem)) return { code: problem.code, sentence: problem.message };
  return { code: 'defect', sentence: unforeseen };
}

const unforeseen =
  'An error that nobody foresaw ended the work on this server: what it shows may be incomplete; the journal holds what it was.';
