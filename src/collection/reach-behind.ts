import type { Reach } from './creation-window.ts';
import { overlapHoursToRead } from './overlap-hours.ts';
import type { ServerNow } from './server-now.ts';
import type { SourceContext } from './source.ts';

const hourMs = 3_600_000;
/** So many sessions that run for hours are asked for one by one rather than listed again with all that ended meanwhile. */
const leftToAskFor = { sessions: 10, 'task-sessions': 0 } as const;

/** How far behind its cursor a list of what runs and ends is read again in this pass. */
export async function reachBehind(
  { store, vbrServerId, settings }: SourceContext,
  list: keyof typeof leftToAskFor,
  cursor: Date | null,
  now: ServerNow,
): Promise<Reach> {
  if (cursor === null) return settings;
  const { overlapHours } = settings;
  const since = new Date(cursor.getTime() - overlapHours * hourMs);
  const oldest = await store.oldestUnfinished(vbrServerId, list, since, leftToAskFor[list]);
  return { ...settings, overlapHours: overlapHoursToRead(cursor, now, overlapHours, oldest) };
}
