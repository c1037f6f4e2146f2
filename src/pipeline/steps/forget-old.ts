import { isFault } from '../../domain/errors.ts';
import { exitCodeOf } from '../../domain/exit-code.ts';
import { type ForgettableKind, forgettableKinds } from '../../ports/retention-store.ts';
import type { PassContext, Retention } from '../pass-request.ts';
import type { StepResult } from './step-result.ts';

const dayMs = 86_400_000;
const monthsAheadMs = 62 * dayMs;
/** Portions of one kind in one pass; a long neglected history goes over several passes. */
const mostPortions = 20;

/**
 * Makes the partitions of this and the coming months, then removes what grew older than it is wanted, kind by kind, at the end
 * of a pass. What is removed is counted and journalled. Only a failing database is thrown; all else leaves the rest for the
 * next pass.
 */
export async function forgetOld(context: PassContext): Promise<StepResult> {
  const { retention, signal, passId, clock, progress } = context;
  if (retention === undefined || signal.aborted) return { counts: {}, exitCodes: [] };
  const journal = context.journal.bound({ passId });
  const began = clock.now();
  progress({ step: 'forget', text: 'removing what is older than its retention' });
  const counts: Record<string, number> = {};
  try {
    await forgetAll(context, retention, counts);
  } catch (error) {
    if (isFault(error, 'database-down')) throw error;
    journal.error('retention', error);
    return { counts: { ...counts, 'retention-failed': 1 }, exitCodes: [exitCodeOf(error)] };
  }
  if (Object.keys(counts).length > 0) journal.action('retention', 'old history removed', counts);
  journal.figure('retention', 'retention-duration', clock.now().getTime() - began.getTime(), 'ms');
  return { counts, exitCodes: [] };
}

/** Adds to the counts as it goes on, so that a failure later on does not hide what is gone. */
async function forgetAll(
  { startedAt, signal }: PassContext,
  retention: Retention,
  counts: Record<string, number>,
): Promise<void> {
  await retention.store.prepareMonths(startedAt, new Date(startedAt.getTime() + monthsAheadMs));
  for (const kind of forgettableKinds) {
    const rows = await forgetKind(retention, kind, startedAt, signal);
    if (rows === 0) continue;
    const name = `forgotten-${kind === 'session-months' ? 'sessions' : kind}`;
    counts[name] = (counts[name] ?? 0) + rows;
  }
}

async function forgetKind(
  { store, days }: Retention,
  kind: ForgettableKind,
  asOf: Date,
  signal: AbortSignal,
): Promise<number> {
  const before = new Date(asOf.getTime() - days[kind] * dayMs);
  let removed = 0;
  for (let portion = 0; portion < mostPortions && !signal.aborted; portion += 1) {
    const { rows, isDone } = await store.forget(kind, before);
    removed += rows;
    if (isDone) break;
  }
  return removed;
}
