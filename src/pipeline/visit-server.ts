import { collectServer } from '../collection/collect-server.ts';
import { recordNotReached } from '../collection/record-not-reached.ts';
import { isFault } from '../domain/errors.ts';
import type { VbrServer } from '../domain/vbr-server.ts';
import { partsOfPass } from './parts-of-pass.ts';
import type { PassContext, ServerToRead } from './pass-request.ts';
import type { ServerVisit } from './server-visit.ts';
import { type Contact, contactServer } from './steps/contact-server.ts';
import { explainRuns } from './steps/explain-runs.ts';
import { foldRuns } from './steps/fold-runs.ts';
import { groupCauses } from './steps/group-causes.ts';
import { matchLines } from './steps/match-lines.ts';
import { shellReading } from './steps/shell-reading.ts';
import { stopWithin } from './stop-within.ts';
import { timed } from './timed.ts';

/** What of a visit is known so far; a visit that fails halfway still tells it. */
type Notes = {
  -readonly [Name in 'vbrServerId' | 'collection' | 'analysisCounts']: ServerVisit[Name];
};

const mostMsToClose = 2000;

/**
 * Connects to a server, reads it and analyses what is kept of it. What goes wrong at this server stays here and is told;
 * only a failing database, which is every server's matter, is thrown.
 */
export function visitServer(context: PassContext, server: ServerToRead): Promise<ServerVisit> {
  return visit(context, server, (bound, notes) => readAndAnalyse(bound, server, notes));
}

/** Analyses what is kept of a server without asking it. */
export function visitKept(context: PassContext, server: VbrServer): Promise<ServerVisit> {
  return visit(context, server, (bound, notes) => {
    notes.vbrServerId = server.id;
    return underLock(bound, server.id, () => foldAndAnalyse(bound, server.id, notes));
  });
}

async function visit(
  context: PassContext,
  { entry, address }: Pick<ServerToRead, 'entry' | 'address'>,
  work: (context: PassContext, notes: Notes) => Promise<void>,
): Promise<ServerVisit> {
  const { signal, clock, journal } = context;
  const startedAt = clock.now();
  const notes: Notes = { vbrServerId: null, collection: null, analysisCounts: {} };
  let error: unknown = null;
  try {
    const progress: PassContext['progress'] = (event) =>
      context.progress({ ...event, server: entry });
    await work({ ...context, progress }, notes);
  } catch (caught) {
    if (!signal.aborted && isFault(caught, 'database-down', 'database-refused')) throw caught;
    if (!signal.aborted) journal.error('pipeline', caught, { server: entry });
    error = signal.aborted ? null : caught;
  }
  const durationMs = clock.now().getTime() - startedAt.getTime();
  const { collection } = notes;
  return {
    entry,
    address,
    ...notes,
    error: error ?? collection?.endedBy ?? null,
    wasInterrupted: signal.aborted,
    durationMs,
  };
}

async function readAndAnalyse(
  context: PassContext,
  server: ServerToRead,
  notes: Notes,
): Promise<void> {
  await leaveToOther(context, server);
  let contact: Contact;
  try {
    contact = await contactServer(context, server);
  } catch (error) {
    await noteUnreached(context, server, notes, error);
    throw error;
  }
  const { source, vbrServerId } = contact;
  notes.vbrServerId = vbrServerId;
  const close = () => void source.close();
  context.signal.addEventListener('abort', close, { once: true });
  try {
    await underLock(context, vbrServerId, async () => {
      notes.collection = await collect(context, contact, server);
      await foldAndAnalyse(context, vbrServerId, notes);
    });
  } finally {
    context.signal.removeEventListener('abort', close);
    await stopWithin(context.signal, source.close(), mostMsToClose).catch(() => {});
  }
}

/** A server that another pass is at is not even signed in to; the lock of the work itself is taken later. */
async function leaveToOther(context: PassContext, { entry }: ServerToRead): Promise<void> {
  const known = (await context.analysis.servers()).find((server) => server.entry === entry);
  if (known !== undefined) await context.collection.withServerLock(known.id, async () => {});
}

/** A server we know and cannot reach: its sources are marked and its findings made anew, so that they show their age. */
async function noteUnreached(
  context: PassContext,
  { entry, shell = null }: ServerToRead,
  notes: Notes,
  error: unknown,
): Promise<void> {
  if (context.signal.aborted || isFault(error, 'database-down', 'database-refused')) return;
  const known = (await context.analysis.servers()).find((server) => server.entry === entry);
  if (known === undefined) return;
  notes.vbrServerId = known.id;
  try {
    await underLock(context, known.id, async () => {
      const { collection, clock, passId } = context;
      const store = { store: collection, clock };
      await recordNotReached(store, known.id, passId, error, shell !== null);
      await foldAndAnalyse(context, known.id, notes);
    });
  } catch (lockError) {
    if (!isFault(lockError, 'already-running')) throw lockError;
  }
}

function underLock(
  { collection, signal }: PassContext,
  vbrServerId: number,
  work: () => Promise<void>,
): Promise<void> {
  return collection.withServerLock(vbrServerId, () => stopWithin(signal, work()));
}

async function collect(
  context: PassContext,
  { source, vbrServerId }: Contact,
  server: ServerToRead,
) {
  const { collection, passId, clock, settings, progress, signal, startedAt } = context;
  const journal = context.journal.bound({ passId, vbrServerId });
  const report = await collectServer({
    source,
    store: collection,
    vbrServerId,
    passId,
    asOf: startedAt,
    clock,
    journal,
    settings: settings.collection,
    progress,
    signal,
    shell: await shellReading(context, server, vbrServerId),
    only: partsOfPass(context).sources,
  });
  journal.figure('pipeline', 'collection-duration', report.durationMs, 'ms');
  return report;
}

/** Runs and why they failed belong to what is kept: they follow every collection, and come before any analysis. */
async function foldAndAnalyse(
  context: PassContext,
  vbrServerId: number,
  notes: Notes,
): Promise<void> {
  const { passId, progress, steps } = context;
  const journal = context.journal.bound({ passId, vbrServerId });
  const bound = { ...context, journal };
  progress({ step: 'fold', text: 'folding sessions into runs' });
  notes.analysisCounts = await timed(bound, 'fold-duration', () => foldRuns(bound, vbrServerId));
  progress({ step: 'explain', text: 'explaining failures' });
  const explained = await timed(bound, 'explanation-duration', () => explain(bound, vbrServerId));
  notes.analysisCounts = { ...notes.analysisCounts, ...explained };
  if (!steps.includes('analyse')) return;
  // Loaded by who analyses: a collection alone starts without it.
  const { analyseServer } = await import('./analyse-server.ts');
  await analyseServer(bound, vbrServerId, notes);
}

/** Lines are matched when they come; runs and groups follow what changed. */
async function explain(context: PassContext, vbrServerId: number): Promise<Record<string, number>> {
  return {
    ...(await matchLines(context, vbrServerId)),
    ...(await explainRuns(context, vbrServerId)),
    ...(await groupCauses(context, vbrServerId)),
  };
}
