import { z } from 'zod';
import type { SureBackupResult } from '../../domain/recovery-evidence.ts';
import { type NamedServer, serversNamed } from './server-names.ts';

/** What one line said, or what is wrong with it. */
export type SureBackupRow =
  | { readonly vbrServerId: number; readonly result: SureBackupResult }
  | { readonly problem: string };

const outcome = z.enum(['passed', 'failed', 'skipped']).default('skipped');

const rowSchema = z
  .strictObject({
    workload: z.string().trim().min(1).max(500),
    testedAt: z.iso.datetime({ offset: true }),
    job: z.string().nullable().default(null),
    boot: outcome,
    ping: outcome,
    script: outcome,
    contentScan: outcome,
    server: z.string().default(''),
  })
  .refine(
    ({ boot, ping, script, contentScan }) =>
      [boot, ping, script, contentScan].some((each) => each !== 'skipped'),
    'every test was skipped: that is no test',
  );

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
  const { server, testedAt, ...rest } = read.data;
  const at = new Date(testedAt);
  if (at > now) return problem(`testedAt ${testedAt} lies in the future`);
  const [own, ...others] = serversNamed(servers, server);
  if (own === undefined) return problem(`no VBR server is known as "${server.slice(0, 60)}"`);
  if (others.length > 0) return problem('several VBR servers are read: add "server"');
  return { vbrServerId: own.id, result: { ...rest, testedAt: at } };
}

function objectIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return 'no JSON';
  }
}
