import { runCommandLine } from '../doors/cli/run-command-line.ts';
import { createActions } from './actions.ts';
import { processTerminal } from './process-terminal.ts';
import { presentWorld } from './world.ts';

/** Runs the command that this process was started with. */
export async function runProcess(): Promise<void> {
  const world = presentWorld();
  const terminal = processTerminal();
  const { actions, reportDefect } = createActions(world, terminal);
  await runCommandLine(
    process.argv.slice(2),
    { actions, terminal, clock: world.clock, version: world.version },
    reportDefect,
  );
}
