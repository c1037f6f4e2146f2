import { historyStart } from '../creation-window.ts';
import type { Source } from '../source.ts';
import { noteOddities, type ShellReading } from './shell-reading.ts';

/**
 * Why restores were made: REST tells who made them alone. VBR gives the whole list at any time, so all of the history is
 * asked for, and restores that REST tells late find their reasons.
 */
export function restoreReasons(shell: ShellReading): Source {
  return {
    name: 'restore-reasons',
    async collect({ store, vbrServerId, settings, journal, signal, serverNow }, tally) {
      const since = historyStart(await serverNow(), settings);
      const answer = await shell.source.restoreReasons(since, signal);
      noteOddities(journal, 'restore-reasons', answer);
      tally.page(answer);
      const { changed, unknown } = await store.keepRestoreReasons(vbrServerId, answer.rows);
      tally.add('restore-reasons-changed', changed);
      tally.add('restore-reasons-of-unknown', unknown);
      if (unknown === 0) return;
      tally.incomplete(
        `PowerShell told reasons of ${answer.rows.length} restores, and REST shows no such restore for ${unknown} of them`,
      );
    },
  };
}
