import { type Chance, chanceFrom, textHash, whole } from './chance.ts';
import { componentOf } from './component.ts';
import { itemAt } from './item-at.ts';
import type { ChangeKind, JobChange } from './job.ts';
import { type JobDraft, plainTargets } from './jobs.ts';
import { laterBy, type Schedule } from './schedule.ts';
import type { Storage } from './storage/simulated-repository.ts';
import { dayMs, hourMs } from './zone-clock.ts';

const kindsInTurn = ['repository', 'objects', 'schedule'] as const;

/**
 * Gives the jobs that got worse at a known day a change shortly before it, each kind in turn; those that
 * get slower had a component replaced; the renamed are renamed.
 */
export function planChanges(
  drafts: readonly JobDraft[],
  seed: number,
  storage: Storage,
): JobDraft[] {
  let turn = 0;
  return drafts.map((draft) => {
    const { name } = draft.behaviour;
    const chance = chanceFrom(seed, textHash('change'), draft.index);
    if (name === 'renamed') return { ...draft, change: renaming(draft, chance) };
    if (name === 'slowing') return changed(draft, 'component', chance, { seed, storage });
    if (name !== 'worsened' && name !== 'failing') return draft;
    const kind = itemAt(kindsInTurn, turn % kindsInTurn.length);
    turn += 1;
    return changed(draft, kind, chance, { seed, storage });
  });
}

interface ChangeSurroundings {
  readonly seed: number;
  readonly storage: Storage;
}

function changed(
  draft: JobDraft,
  kind: ChangeKind | 'repository',
  chance: Chance,
  { seed, storage }: ChangeSurroundings,
): JobDraft {
  const atMs = draft.behaviour.sinceMs - whole(chance, 2, 20) * hourMs;
  if (kind === 'repository') return { ...draft, movedFrom: moving(draft, atMs, storage) };
  const change = { kind, atMs };
  if (kind === 'objects') {
    const added = `${itemAt(draft.workloads, 0)}-new`;
    const former = { workloads: draft.workloads.slice(0, 7) };
    const workloads = [...former.workloads, added];
    return { ...draft, workloads, change: { ...change, before: '', after: added, former } };
  }
  if (kind === 'schedule') {
    const schedule = laterBy(draft.schedule, 24 * 60 - 150);
    const before = clockText(schedule);
    const after = clockText(draft.schedule);
    return { ...draft, change: { ...change, before, after, former: { schedule } } };
  }
  const proxy = componentOf(draft, 'proxy', seed).name;
  const before = `${proxy} 13.0.0.4967`;
  return { ...draft, change: { ...change, before, after: `${proxy} 13.0.1.180`, former: {} } };
}

function moving(draft: JobDraft, untilMs: number, storage: Storage): JobDraft['movedFrom'] {
  const others = plainTargets(storage).filter(({ targetId }) => targetId !== draft.targetId);
  const former = others[draft.index % Math.max(1, others.length)];
  return former === undefined ? null : { ...former, untilMs };
}

function renaming(draft: JobDraft, chance: Chance): JobChange {
  const before = `${draft.name.replace(/ \d+$/, '')} old`;
  const atMs = draft.behaviour.sinceMs - (whole(chance, 0, 20) * dayMs) / 20;
  return { kind: 'name', atMs, before, after: draft.name, former: { name: before } };
}

function clockText({ minutes }: Schedule): string {
  const minute = itemAt(minutes, 0);
  return [Math.floor(minute / 60), minute % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
