import { z } from 'zod';
import type { CommandLine } from '../test/fixtures/command-line.ts';
import type { RunningSimulator } from './running-simulator.ts';

const reportSchema = z.object({
  servers: z.array(z.object({ durationMs: z.number(), counts: z.record(z.string(), z.number()) })),
  pass: z.object({ counts: z.record(z.string(), z.number()) }),
});

/** Runs a command that makes a pass; its seconds and its counts. */
export async function timedPass(
  commands: CommandLine,
  options: readonly string[],
  simulator: RunningSimulator,
): Promise<{ seconds: number; counts: Readonly<Record<string, number>> }> {
  const began = performance.now();
  const { exitCode, stdout, stderr } = await commands.run(options, simulator.environment);
  if (exitCode !== 0) throw new Error(`${options.join(' ')} ended with ${exitCode}: ${stderr}`);
  const seconds = (performance.now() - began) / 1000;
  const report = reportSchema.parse(JSON.parse(stdout));
  return { seconds, counts: { ...report.servers[0]?.counts, ...report.pass.counts } };
}
