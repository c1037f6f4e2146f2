import type { SureBackupResult } from '../../domain/recovery-evidence.ts';
import type { Kept } from '../../ports/collection-store.ts';
import type { Journal } from '../../ports/journal.ts';
import type { ShellAnswer, ShellSource } from '../../ports/shell-source.ts';

/** How a server is asked in PowerShell, where the settings allow it, and what it told before. */
export interface ShellReading {
  readonly source: ShellSource;
  readonly keepSureBackup: (
    results: ReadonlyMap<number, readonly SureBackupResult[]>,
  ) => Promise<Kept>;
  /** When SureBackup results were last read without a single one turned away; null reads the whole history. */
  readonly sureBackupReadAt: Date | null;
}

/** What was odd about an answer that was taken goes to the journal. */
export function noteOddities(
  journal: Journal,
  source: string,
  { notes }: ShellAnswer<unknown>,
): void {
  for (const note of notes) journal.action('collection', 'odd output', { source, note });
}
