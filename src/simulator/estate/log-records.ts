import { loadsAt } from './bottleneck.ts';
import type { Estate } from './estate.ts';
import { itemAt } from './item-at.ts';
import type { SimulatedJob } from './job.ts';
import type { SimulatedTask } from './simulated-task.ts';

export type RecordStatus = 'None' | 'Succeeded' | 'Warning' | 'Failed';

/** One record of a log. */
export interface SimulatedRecord {
  readonly status: RecordStatus;
  readonly atMs: number;
  /** When it was last updated, where that is later. */
  readonly untilMs?: number;
  readonly title: string;
  readonly description: string;
}

/** A record without its time. */
export type Draft = Omit<SimulatedRecord, 'atMs' | 'untilMs'>;

/** VBR puts a nested error into the title alone, or its root into the description: both occur here. */
export function nested(status: RecordStatus, text: string, parity: number): Draft {
  const [first, ...rest] = text.split('\n');
  if (parity % 2 === 0) return { status, title: text, description: '' };
  return { status, title: first ?? text, description: rest.join('\n') };
}

/** The line that closes a log. */
export function ended(
  what: string,
  { result, endedMs }: Pick<SimulatedTask, 'result' | 'endedMs'>,
  { clock }: Estate,
): Draft {
  const status = statusOf(result);
  const how: Readonly<Record<RecordStatus, string>> = {
    None: '',
    Succeeded: '',
    Warning: ' with warnings',
    Failed: ' with errors',
  };
  return { status, title: `${what}${how[status]} at ${clock.inProse(endedMs)}`, description: '' };
}

/** VBR's word for a result, as log records have it. */
export function statusOf(result: number): RecordStatus {
  return itemAt(['None', 'Succeeded', 'Warning', 'Failed'] as const, result);
}

/** A record that tells of no trouble. */
export function said(title: string): Draft {
  return { status: 'Succeeded', title, description: '' };
}

/** How busy each stage was, and which one most. */
export function loadLines(job: SimulatedJob, atMs: number, { options }: Estate): Draft[] {
  const { busiest, percents } = loadsAt(job, options.seed, atMs);
  const loads = Object.entries(percents).map(([stage, percent]) => `${stage} ${percent}%`);
  return [said(`Load: ${loads.join(' > ')}`), said(`Primary bottleneck: ${busiest}`)];
}

/** The records spread evenly over the time from start to end, without those that lie ahead. */
export function inTime(
  drafts: readonly Draft[],
  startMs: number,
  endMs: number,
  { nowMs }: Estate,
): SimulatedRecord[] {
  const step = (endMs - startMs) / Math.max(1, drafts.length - 1);
  return drafts
    .map((draft, place) => ({ ...draft, atMs: Math.floor(startMs + step * place) }))
    .filter(({ atMs }) => atMs <= nowMs);
}
