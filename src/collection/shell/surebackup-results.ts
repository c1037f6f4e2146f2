import { historyStart } from '../creation-window.ts';
import type { ServerNow } from '../server-now.ts';
import type { CollectionSettings, Source } from '../source.ts';
import { noteOddities, type ShellReading } from './shell-reading.ts';

const hourMs = 3_600_000;
/** Covers what ended while the last answer was on its way, and clocks that differ. */
const leastOverlapHours = 24;

/** What each machine did in SureBackup: REST tells one result for a whole session. */
export function sureBackupResults(shell: ShellReading): Source {
  return {
    name: 'surebackup-results',
    async collect({ vbrServerId, settings, journal, signal, serverNow }, tally) {
      const since = sinceOf(shell.sureBackupReadAt, await serverNow(), settings);
      const answer = await shell.source.sureBackupResults(since, signal);
      noteOddities(journal, 'surebackup-results', answer);
      tally.page(answer);
      const kept = await shell.keepSureBackup(new Map([[vbrServerId, answer.rows]]));
      tally.kept('surebackup-results', kept);
    },
  };
}

function sinceOf(readAt: Date | null, now: ServerNow, settings: CollectionSettings): Date {
  const start = historyStart(now, settings);
  if (readAt === null) return start;
  const overlapMs = Math.max(settings.overlapHours, leastOverlapHours) * hourMs;
  return new Date(Math.max(start.getTime(), readAt.getTime() - overlapMs));
}
