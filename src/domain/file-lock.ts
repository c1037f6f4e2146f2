import type { Immutability } from './repository.ts';

/** How long one file is locked against deletion, by whichever of the two lasts longer. */
interface LockSpan {
  readonly days: number;
  /** As long as its retention keeps it. */
  readonly untilRetention: boolean;
}

/** What is known of the locks on the files of one place, which may be several extents. VBR shows no lock of a file, only the rule for new ones. */
export interface FileLock {
  /** The longest that any part of the place is known to lock; null: none is known to. */
  readonly longest: LockSpan | null;
  /** What every part of it is known to lock at least; null: nothing that can be relied on. */
  readonly least: LockSpan | null;
  /** Whether every part tells if and how long it locks. */
  readonly isTold: boolean;
}

/** A part of a place by what VBR says of it; without a definition it says nothing. */
interface LockingPart {
  readonly type: string;
  readonly immutability: Immutability | null;
}

/** In words: every part locks, none does, some do, or nobody knows. */
export type LockKnowledge = 'told' | 'none' | 'in-part' | 'not-told';

/** Types that lock nothing, lower case: they need not tell. */
const lockless: ReadonlySet<string> = new Set(['winlocal', 'linuxlocal', 'smb', 'nfs']);

export const noLock: FileLock = { longest: null, least: null, isTold: true };

/** Whether a type of repository can lock no file. */
export function neverLocks(type: string): boolean {
  return lockless.has(type.toLowerCase());
}

/** The lock of a place made of these parts; a part that is not shown at all is null. */
export function fileLock(parts: readonly (LockingPart | null)[]): FileLock {
  const spans = parts.map(spanOf);
  const known = spans.filter((span) => span !== null && span !== 'not-told');
  const isWhole = known.length === parts.length && parts.length > 0;
  return {
    longest: known.length === 0 ? null : joined(known, Math.max, 'some'),
    least: isWhole ? joined(known, Math.min, 'every') : null,
    isTold: parts.length > 0 && !spans.includes('not-told'),
  };
}

export function lockKnowledge({ longest, least, isTold }: FileLock): LockKnowledge {
  if (least !== null) return 'told';
  if (longest !== null) return 'in-part';
  return isTold ? 'none' : 'not-told';
}

/** The end of a file's lock; `retentionEnd` is when retention would let it go. Null where nothing locks it, or no day is known. */
export function lockEnd(span: LockSpan | null, createdAt: Date, retentionEnd: Date | null) {
  if (span === null) return null;
  const byDays = span.days > 0 ? new Date(createdAt.getTime() + span.days * 86_400_000) : null;
  const byRetention = span.untilRetention ? retentionEnd : null;
  if (byDays === null || byRetention === null) return byDays ?? byRetention;
  return byDays > byRetention ? byDays : byRetention;
}

function spanOf(part: LockingPart | null): LockSpan | 'not-told' | null {
  if (part === null) return 'not-told';
  const { type, immutability } = part;
  if (immutability === null) return neverLocks(type) ? null : 'not-told';
  const { isEnabled, days, mode } = immutability;
  if (!isEnabled) return null;
  // The number of days beside this mode is not what locks.
  if (mode === 'RetentionSettings') return { days: 0, untilRetention: true };
  return days === null ? 'not-told' : { days, untilRetention: false };
}

function joined(
  spans: readonly LockSpan[],
  pick: (...days: number[]) => number,
  of: 'some' | 'every',
): LockSpan {
  return {
    days: pick(...spans.map(({ days }) => days)),
    untilRetention: spans[of](({ untilRetention }) => untilRetention),
  };
}
