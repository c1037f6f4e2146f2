import type { ShellReading } from '../../collection/shell/shell-reading.ts';
import { type SourceState, shellSourceNames } from '../../domain/source-state.ts';
import type { PassContext, ServerToRead } from '../pass-request.ts';

/** How a server is asked in PowerShell; null where it is not. What was read that way before then says that it is switched off. */
export async function shellReading(
  context: PassContext,
  { shell = null }: ServerToRead,
  vbrServerId: number,
): Promise<ShellReading | null> {
  const states = await context.analysis.sourceStates(vbrServerId);
  if (shell === null) {
    await recordSwitchedOff(context, vbrServerId, states);
    return null;
  }
  const before = states.find(({ source }) => source === 'surebackup-results');
  const isWhole = before !== undefined && before.rowsRejected === 0;
  return {
    source: shell,
    keepSureBackup: context.recovery.keepSureBackup,
    sureBackupReadAt: isWhole ? before.lastAvailableAt : null,
  };
}

async function recordSwitchedOff(
  { collection, passId, clock }: PassContext,
  vbrServerId: number,
  states: readonly SourceState[],
): Promise<void> {
  for (const source of shellSourceNames) {
    if (!states.some((state) => state.source === source)) continue;
    await collection.recordSource(vbrServerId, passId, {
      source,
      availability: 'unsupported',
      reason: 'REST does not tell it and PowerShell is switched off (powershell.enabled)',
      rowsSeen: 0,
      rowsRejected: 0,
      checkedAt: clock.now(),
    });
  }
}
