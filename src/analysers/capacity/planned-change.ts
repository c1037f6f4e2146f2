/** A change that somebody thinks of, as it was understood. Sizes in GiB, the way VBR counts. */
export type PlannedChange =
  | { readonly kind: 'data'; readonly gib: number; readonly inDays: number }
  | {
      readonly kind: 'machines';
      readonly count: number;
      readonly gibEach: number | null;
      readonly inDays: number;
    }
  | {
      readonly kind: 'retention';
      readonly fromDays: number | null;
      readonly toDays: number;
      readonly job: string | null;
    }
  | { readonly kind: 'move'; readonly job: string; readonly arrives: boolean };

const gibIn: Readonly<Record<string, number>> = { MB: 1 / 1024, GB: 1, TB: 1024, PB: 1024 ** 2 };
const number = String.raw`(\d+(?:[.,]\d+)?)`;
const unit = '([MGTP])i?B';
const later = String.raw`(?:\s+in\s+(\d{1,3})\s*d(?:ays?)?)?`;
const data = new RegExp(String.raw`^(?:add\s+)?([+-])?\s*${number}\s*${unit}${later}$`, 'i');
const machines = new RegExp(
  String.raw`^(?:add\s+)?\+?\s*(\d{1,5})\s*(?:new\s+)?(?:vms?|machines?|workloads?|servers?)(?:\s+(?:of|with|at|x|à)?\s*${number}\s*${unit}(?:\s+each)?)?${later}$`,
  'i',
);
const retention =
  /^retention\s+(?:from\s+)?(?:(\d{1,4})\s*(?:d|days?)?\s*(?:to|->|→)\s*)?(?:to\s+)?(\d{1,4})\s*(?:d|days?)?(?:\s+(?:for|of)\s+(?:job\s+)?(.{1,120}))?$/i;
const moveAway = /^move\s+(?:job\s+)?(.{1,120}?)\s+(?:away|out|elsewhere)$/i;
const moveIn = /^move\s+(?:job\s+)?(.{1,120}?)\s+(?:here|in|into this)$/i;

/** The forms that are understood, for whoever wrote another one. */
export const plannedChangeForms =
  '"+10 TB", "+30 machines of 200 GB", "retention 14 to 60 days", "retention to 60 days for job SQL", "move job SQL away", "move job SQL here", each with " in 14 days" after data and machines; several with ";" between';

/** Reads a text of changes; the first part that is not understood is given back. */
export function plannedChanges(
  text: string,
): { readonly changes: readonly PlannedChange[] } | { readonly notUnderstood: string } {
  const changes: PlannedChange[] = [];
  for (const part of text.split(';').map((each) => each.trim().replace(/\s+/g, ' '))) {
    if (part === '') continue;
    const change = plannedChange(part);
    if (change === null) return { notUnderstood: part };
    changes.push(change);
  }
  return changes.length === 0 ? { notUnderstood: text } : { changes };
}

function plannedChange(part: string): PlannedChange | null {
  return asMachines(part) ?? asData(part) ?? asRetention(part) ?? asMove(part);
}

function asData(part: string): PlannedChange | null {
  const [, sign, amount, size, days] = data.exec(part) ?? [];
  const gib = gibOf(amount, size);
  if (gib === null) return null;
  return { kind: 'data', gib: sign === '-' ? -gib : gib, inDays: Number(days ?? 0) };
}

function asMachines(part: string): PlannedChange | null {
  const [, count, amount, size, days] = machines.exec(part) ?? [];
  if (count === undefined) return null;
  return {
    kind: 'machines',
    count: Number(count),
    gibEach: gibOf(amount, size),
    inDays: Number(days ?? 0),
  };
}

function asRetention(part: string): PlannedChange | null {
  const [, from, to, job] = retention.exec(part) ?? [];
  if (to === undefined) return null;
  return {
    kind: 'retention',
    fromDays: from === undefined ? null : Number(from),
    toDays: Number(to),
    job: job ?? null,
  };
}

function asMove(part: string): PlannedChange | null {
  const away = moveAway.exec(part)?.[1];
  if (away !== undefined) return { kind: 'move', job: away, arrives: false };
  const here = moveIn.exec(part)?.[1];
  return here === undefined ? null : { kind: 'move', job: here, arrives: true };
}

function gibOf(amount: string | undefined, size: string | undefined): number | null {
  const each = size === undefined ? undefined : gibIn[`${size.toUpperCase()}B`];
  if (amount === undefined || each === undefined) return null;
  return Number(amount.replace(',', '.')) * each;
}
