import type { Source } from '../source.ts';
import { noteOddities, type ShellReading } from './shell-reading.ts';

/** How long VBR keeps sessions: what it has deleted, no pass can read any more. */
export function sessionHistory(shell: ShellReading): Source {
  return {
    name: 'session-history',
    async collect({ settings: { historyDays }, journal, signal }, tally) {
      const answer = await shell.source.sessionHistory(signal);
      noteOddities(journal, 'session-history', answer);
      tally.page(answer);
      const shortest = answer.rows.find(
        ({ keepsAll, weeks }) => !keepsAll && weeks * 7 < historyDays,
      );
      if (shortest === undefined) return;
      tally.incomplete(
        `VBR deletes sessions after ${shortest.weeks} weeks and ${historyDays} days are to be read: older ones are known only if they were read in time`,
      );
    },
  };
}
