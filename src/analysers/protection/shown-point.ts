import type { ShownPoint } from './measures.ts';
import type { JudgedPoint } from './usable-points.ts';

/** A judged point as the finding carries it, with what shows that it was completed. */
export function shownPoint(judged: JudgedPoint | null): ShownPoint | null {
  if (judged === null) return null;
  const { point, verdict, task } = judged;
  return {
    id: point.id,
    at: point.createdAt.toISOString(),
    type: point.type,
    repository: point.repositoryName,
    malwareStatus: point.malwareStatus,
    verdict,
    taskId: task?.id ?? null,
    sessionId: task?.sessionId ?? null,
    isFileSeen: point.file === 'there',
  };
}
