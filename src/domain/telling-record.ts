import type { LogRecord } from './session.ts';

const troubled = new Set(['failed', 'warning']);

// What VBR writes into a log besides what went wrong, and answers rest on: where the bottleneck was, what was waited for,
// and when a workload ran from its backup.
const tellingStart =
  /^(?:load:|primary bottleneck|resource not ready|queued for processing|waiting for|nothing to process)/i;
const publication = /\b(?:mounted|published|publishing|powered on|powering on)\b/i;

/** Whether a log record is worth keeping: all trouble, and of the rest only what an answer can rest on. */
export function isTelling({ status, title }: Pick<LogRecord, 'status' | 'title'>): boolean {
  if (troubled.has(status.toLowerCase())) return true;
  return tellingStart.test(title) || publication.test(title);
}

/** A record as one line; what a signature matches and a cause shows. */
export function recordText({
  title,
  description,
}: Pick<LogRecord, 'title' | 'description'>): string {
  return description === '' ? title : `${title} ${description}`;
}
