import { z } from 'zod';
import { shownText } from '../../domain/foreign-text.ts';
import type { RestoreReason } from '../../domain/recovery-evidence.ts';
import type { Page } from '../../ports/vbr-source.ts';
import { shellFault } from './shell-fault.ts';

/** One restore in the module's own words; null where the session has no such property. */
export const restoreReasonRecord = z.strictObject({
  type: z.literal('restore-reason'),
  session: z.guid(),
  startedAt: z.iso.datetime({ offset: true }),
  reason: z.string().max(100_000).nullable(),
});

type RestoreReasonRecord = z.output<typeof restoreReasonRecord>;

/** Whoever began a restore wrote it: one line, and no longer than an answer needs. */
const mostCharacters = 500;

/** The restores that have a reason. When none has the property at all, the module calls it otherwise: that is a Fault. */
export function restoreReasons(records: readonly RestoreReasonRecord[]): Page<RestoreReason> {
  if (records.length > 0 && records.every(({ reason }) => reason === null)) throw notTold();
  const rows = records.flatMap(({ session, startedAt, reason }): RestoreReason[] => {
    const words = shownText(reason ?? '', mostCharacters);
    if (words === '') return [];
    return [{ sessionId: session.toLowerCase(), startedAt: new Date(startedAt), reason: words }];
  });
  return { rows, rejected: [] };
}

function notTold() {
  return shellFault(
    'source-unsupported',
    'The PowerShell module tells no reason of any restore: its sessions have no Info.Reason',
    'nothing needs to be done; the console of VBR shows the reasons',
  );
}
