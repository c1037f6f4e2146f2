import type { BackupFile } from './backup.ts';

export type FileKind = 'full' | 'increment' | 'other';

/** By the ending of its name: VBR names full backups .vbk and forward increments .vib. */
export function fileKind({ path }: Pick<BackupFile, 'path'>): FileKind {
  if (/\.vbk$/i.test(path)) return 'full';
  return /\.vib$/i.test(path) ? 'increment' : 'other';
}
