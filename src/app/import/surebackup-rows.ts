import { z } from 'zod';
import type { SureBackupResult } from '../../domain/recovery-evidence.ts';
import { sureBackupLine, sureBackupResultOf } from '../../domain/surebackup-line.ts';
import { type NamedServer, serversNamed } from './server-names.ts';

/** What one line said, or what is wrong with it. */
export type SureBackupRow =
  | { readonly vbrServerId: number; readonly result: SureBackupResult }
  | { readonly problem: string };

const rowSchema = sureBackupLine.extend({ server: z.string().default('') });

/** A line of NDJSON as a result; an absolute instant, and one VBR server it belongs to. */
export function sureBackupRow(
  line: number,
  text: string,
  servers: readonly NamedServer[],
  now: Date,
): SureBackupRow {
  const problem = (what: string) => ({ problem: `line ${line}: ${what}` });
  const read = rowSchema.safeParse(objectIn(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    return problem([issue?.path.join('.'), issue?.message].filter(Boolean).join(': '));
  }
  const { server, ...rest } = read.data;
  const result = sureBackupResultOf(rest, now);
  if (typeof result === 'string') return problem(result);
  const [own, ...others] = serversNamed(servers, server);
  if (own === undefined) return problem(`no VBR server is known as "${server.slice(0, 60)}"`);
  if (others.length > 0) return problem('several VBR servers are read: add "server"');
  return { vbrServerId: own.id, result };
}

function objectIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return 'no JSON';
  }
}
