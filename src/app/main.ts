import { setFlagsFromString } from 'node:v8';
import { runCommandLine } from '../doors/cli/run-command-line.ts';
import { createActions } from './actions.ts';
import { processTerminal } from './process-terminal.ts';
import { presentWorld } from './world.ts';

// A pass makes much short-lived garbage; without a bound V8 lets it pile up to hundreds of megabytes.
setFlagsFromString('--max-semi-space-size=8');
setFlagsFromString('--semi-space-growth-factor=1');

const world = presentWorld();
const terminal = processTerminal();
const { actions, reportDefect } = createActions(world, terminal);

await runCommandLine(
  process.argv.slice(2),
  { actions, terminal, clock: world.clock, version: world.version },
  reportDefect,
);
