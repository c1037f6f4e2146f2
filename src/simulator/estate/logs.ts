import { chanceFrom, fraction, pick, textHash, whole } from './chance.ts';
import type { Estate } from './estate.ts';
import { itemAt } from './item-at.ts';
import { affectedPlaces, causeOfSession, textFor } from './session-cause.ts';
import { results } from './session-table.ts';
import { sideKindOf } from './side-sessions.ts';
import { type SimulatedTask, tasksOf } from './tasks.ts';

export type RecordStatus = 'None' | 'Succeeded' | 'Warning' | 'Failed';

export interface SimulatedRecord {
  readonly status: RecordStatus;
  readonly atMs: number;
  readonly title: string;
  readonly description: string;
}

type Draft = Omit<SimulatedRecord, 'atMs'>;

/** A task's log, oldest first: the cause stands among records that say nothing. */
export function taskLog(estate: Estate, task: SimulatedTask): SimulatedRecord[] {
  const chance = chanceFrom(estate.options.seed, textHash('task log'), task.number);
  const { inProse } = estate.clock;
  const before = [
    said(`Queued for processing at ${inProse(task.createdMs)}`),
    said('Required backup infrastructure resources have been assigned'),
    said(`${task.name} processing started at ${inProse(task.createdMs)}`),
    said(`Hard disk 1 (${whole(chance, 40, 900)} GB) ${whole(chance, 1, 90)}.4 GB read`),
  ];
  const after = [said(loadLine(task.number, estate)), said(bottleneckLine(task.number, estate))];
  const isRunning = task.endedMs > estate.nowMs;
  const end = isRunning ? [] : [...after, ended('Processing finished', task, estate)];
  return inTime(
    [...before, ...troubleOf(estate, task), ...end],
    task.createdMs,
    task.endedMs,
    estate,
  );
}

/** A session's own log, oldest first; for jobs without tasks it is the one that carries the cause. */
export function sessionLog(estate: Estate, session: number): SimulatedRecord[] {
  const row = estate.sessions.row(session);
  const { inProse } = estate.clock;
  const endMs = Math.min(row.endedMs, row.createdMs + 86_400_000);
  const isRunning = row.endedMs > estate.nowMs;
  const start = said(`Job started at ${inProse(row.createdMs)}`);
  const close = isRunning ? [] : [ended('Job finished', { ...row, endedMs: endMs }, estate)];
  if (row.source < 0) {
    const side = said(`${sideKindOf(row.source).kind.name} is under way`);
    return inTime([start, side, ...close], row.createdMs, endMs, estate);
  }
  const records = [
    start,
    said('Building the list of machines to process'),
    ...workloadRecords(estate, session),
    ...(isRunning ? [] : [said(loadLine(session, estate)), said(bottleneckLine(session, estate))]),
    ...close,
  ];
  return inTime(records, row.createdMs, endMs, estate);
}

function workloadRecords(estate: Estate, session: number): Draft[] {
  const { source, run } = estate.sessions.row(session);
  const job = itemAt(estate.jobs, source);
  if (job.kind.hasTasks) {
    return tasksOf(estate, session).map(({ name, result, endedMs }) => ({
      status: endedMs > estate.nowMs ? 'None' : statusOf(result),
      title: `Processing ${name}`,
      description: '',
    }));
  }
  const cause = causeOfSession(estate, session);
  if (cause === null) return [said(`Processing ${job.workloads.length} machines`)];
  const status = statusOf(estate.sessions.result(session));
  return affectedPlaces(estate, run).map((place) => {
    const workload = itemAt(job.workloads, place);
    return nested(status, textFor(estate, cause, run, workload), place + session);
  });
}

function troubleOf(estate: Estate, task: SimulatedTask): Draft[] {
  if (task.result === results.success || task.endedMs > estate.nowMs) return [];
  if (task.isCanceled) {
    return [{ status: 'Failed', title: 'Stopped by an operator', description: '' }];
  }
  const cause = causeOfSession(estate, task.session);
  if (cause === null) return [];
  const text = textFor(estate, cause, estate.sessions.run(task.session), task.name);
  return [nested(statusOf(task.result), text, task.number)];
}

// VBR puts a nested error into the title alone, or its root into the description: both occur here.
function nested(status: RecordStatus, text: string, parity: number): Draft {
  const [first, ...rest] = text.split('\n');
  if (parity % 2 === 0) return { status, title: text, description: '' };
  return { status, title: first ?? text, description: rest.join('\n') };
}

function ended(
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

function statusOf(result: number): RecordStatus {
  return itemAt(['None', 'Succeeded', 'Warning', 'Failed'] as const, result);
}

function said(title: string): Draft {
  return { status: 'Succeeded', title, description: '' };
}

function loadLine(number: number, { options }: Estate): string {
  const chance = chanceFrom(options.seed, textHash('load'), number);
  const loads = ['Source', 'Proxy', 'Network', 'Target'].map(
    (stage) => `${stage} ${Math.floor(fraction(chance) * 100)}%`,
  );
  return `Load: ${loads.join(' > ')}`;
}

function bottleneckLine(number: number, { options }: Estate): string {
  const chance = chanceFrom(options.seed, textHash('bottleneck'), number);
  return `Primary bottleneck: ${pick(chance, ['Source', 'Proxy', 'Network', 'Target'])}`;
}

function inTime(
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
