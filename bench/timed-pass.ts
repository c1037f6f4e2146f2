import { z } from 'zod';
import type { CommandLine } from '../test/fixtures/command-line.ts';
import type { RunningSimulator } from './running-simulator.ts';

const reportSchema = z.object({
  servers: z.array(z.object({ durationMs: z.number(), counts: z.record(z.string(), z.number()) })),
  pass: z.object({ counts: z.record(z.string(), z.number()) }),
});

export interface TimedPass {
  readonly seconds: number;
  /** But those for the files and points of single backups. */
  readonly listRequests: number;
  /** Backups whose files or points were read, nearly always one request each. */
  readonly backupsRead: number;
  readonly logRequests: number;
}

/** Runs a command that makes a pass; its seconds and what it asked of VBR. */
export async function timedPass(
  commands: CommandLine,
  options: readonly string[],
  simulator: RunningSimulator,
): Promise<TimedPass> {
  const began = performance.now();
  const { exitCode, stdout, stderr } = await commands.run(options, simulator.environment);
  if (exitCode !== 0) throw new Error(`${options.join(' ')} ended with ${exitCode}: ${stderr}`);
  const seconds = (performance.now() - began) / 1000;
  const report = reportSchema.parse(JSON.parse(stdout));
  const counts = { ...report.servers[0]?.counts, ...report.pass.counts };
  const countOf = (name: string) => counts[name] ?? Number.NaN;
  const backupsRead = (counts['backups-read'] ?? 0) + (counts['backups-read-by-points'] ?? 0);
  const listRequests = countOf('list-requests') - backupsRead;
  return { seconds, listRequests, backupsRead, logRequests: countOf('log-requests') };
}
