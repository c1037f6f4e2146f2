import { behaviourSince } from './behaviour.ts';
import { itemAt } from './item-at.ts';
import type { JobDraft } from './jobs.ts';

/** Ties the planted jobs that need another one: each of them follows the job it depends on. */
export function relateJobs(drafts: readonly JobDraft[]): JobDraft[] {
  const related: JobDraft[] = [];
  for (const draft of drafts) {
    const before = related.at(-1);
    related.push(before === undefined ? unrelated(draft) : relate(draft, before));
  }
  return related.map(withEnd);
}

function relate(draft: JobDraft, before: JobDraft): JobDraft {
  const { name } = draft.behaviour;
  if (name === 'after-job' && before.behaviour.name === 'renamed') {
    return { ...draft, afterJob: before.index, schedule: before.schedule };
  }
  if (name === 'recreated' && before.behaviour.name === 'deleted') {
    const { index, id, behaviour, retry } = draft;
    return { ...before, index, id, behaviour, retry, madeMs: behaviour.sinceMs, deletedMs: null };
  }
  if (name === 'duplicate-name' && before.behaviour.name === 'duplicate-name') {
    return { ...draft, name: before.name, tenant: before.tenant };
  }
  return unrelated(draft);
}

// Without the job it depends on there is nothing to plant.
function unrelated(draft: JobDraft): JobDraft {
  const { name, sinceMs } = draft.behaviour;
  const isAlone = name === 'after-job' || name === 'recreated';
  return isAlone ? { ...draft, behaviour: behaviourSince('steady', sinceMs) } : draft;
}

// A job is deleted only where the one that takes its name follows.
function withEnd(draft: JobDraft, place: number, drafts: readonly JobDraft[]): JobDraft {
  if (draft.behaviour.name !== 'deleted') return draft;
  const next = place + 1 < drafts.length ? itemAt(drafts, place + 1) : draft;
  return next.behaviour.name === 'recreated'
    ? { ...draft, deletedMs: draft.behaviour.sinceMs }
    : { ...draft, behaviour: behaviourSince('steady', draft.behaviour.sinceMs) };
}
