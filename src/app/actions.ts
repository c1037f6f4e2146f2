import type { PassReport } from '../domain/pass-report.ts';
import type { Actions, HomeChoice, PassOptions } from '../doors/cli/cli-context.ts';
import type { Terminal } from '../doors/cli/terminal.ts';
import { callTool, type ToolResult } from '../doors/mcp/call-tool.ts';
import { serveMcpOnStdio } from '../doors/mcp/serve-mcp-on-stdio.ts';
import { configuredServers } from './configured-servers.ts';
import { simulateEstate } from './demo-estate.ts';
import { initialiseHome } from './initialise-home.ts';
import { type OpenHome, openHome } from './open-home.ts';
import { openReader, standingReader } from './readers.ts';
import { passOver } from './run-pass-action.ts';
import { simulate } from './simulate-action.ts';
import type { World } from './world.ts';

interface Composition {
  readonly actions: Actions;
  /** Writes an error that is nobody's fault but ours to the log of the last home that was opened. */
  readonly reportDefect: (error: unknown) => Promise<void>;
}

/** Puts the adapters behind the commands. Each home is opened once per process. */
export function createActions(world: World, terminal: Terminal): Composition {
  const homes = new Map<boolean, Promise<OpenHome>>();
  const homeOf = ({ demo }: HomeChoice): Promise<OpenHome> => {
    const known = homes.get(demo) ?? openHome(world, { demo });
    homes.set(demo, known);
    return known;
  };
  const closeHomes = async (): Promise<void> => {
    for (const opened of await Promise.allSettled(homes.values())) {
      if (opened.status === 'fulfilled') await opened.value.journal.close();
    }
    homes.clear();
  };
  const signal = signalOf(terminal);
  const actions: Actions = {
    pass: async (options) => pass(world, await homeOf(options), options, signal),
    simulateEstate: async (progress) =>
      simulateEstate(world, await homeOf({ demo: true }), progress, signal),
    ask: async (choice, tool, input) => askOnce(world, await homeOf(choice), tool, input),
    openReader: async (choice) => openReader(await homeOf(choice)),
    serveMcp: async (choice) => serve(world, await homeOf(choice)),
    simulate: (options) => simulate(world, options),
    loadSettings: async (choice) => (await homeOf(choice)).loaded,
    administration: async (choice) => (await homeOf(choice)).administration,
    initialise: (options) => initialiseHome(world, terminal, options),
    close: closeHomes,
  };
  return {
    actions,
    reportDefect: async (error) => {
      const last = [...homes.values()].at(-1);
      await last?.then(({ journal }) => journal.error('command-line', error)).catch(() => {});
    },
  };
}

function pass(
  world: World,
  home: OpenHome,
  options: PassOptions,
  signal: AbortSignal,
): Promise<PassReport> {
  const { command, steps, progress } = options;
  const collects = steps.includes('collect') && !options.demo;
  const servers = collects ? configuredServers(world, home) : [];
  return passOver(world, home, { command, steps, progress, servers, signal });
}

async function askOnce(
  world: World,
  home: OpenHome,
  tool: string,
  input: unknown,
): Promise<ToolResult> {
  const reader = await openReader(home);
  try {
    return await callTool(
      {
        door: 'cli',
        answers: reader.answers,
        risk: reader.risk,
        audit: reader.risk.audit,
        journal: home.journal,
        clock: world.clock,
        simulated: home.demo,
      },
      tool,
      input,
    );
  } finally {
    await reader.close();
  }
}

/** Serves until the client is gone; the process ends through `exit`. */
function serve(world: World, home: OpenHome): void {
  const reader = standingReader(home);
  serveMcpOnStdio({
    door: 'mcp',
    version: world.version,
    answers: reader.answers,
    risk: reader.risk,
    audit: reader.risk.audit,
    journal: home.journal,
    clock: world.clock,
    simulated: home.demo,
    close: async () => {
      await reader.close();
      await home.journal.close();
    },
    exit: (code) => process.exit(code),
  });
}

function signalOf(terminal: Terminal): AbortSignal {
  const controller = new AbortController();
  terminal.interrupted.then(() => controller.abort());
  return controller.signal;
}
