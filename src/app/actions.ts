import type { PassReport } from '../domain/pass-report.ts';
import type { Actions, HomeChoice, PassOptions } from '../doors/cli/cli-context.ts';
import type { Terminal } from '../doors/cli/terminal.ts';
import type { ServerToRead } from '../pipeline/pass-request.ts';
import { machineActions } from './machine-actions.ts';
import type { OpenHome } from './open-home.ts';
import type { World } from './world.ts';

interface Composition {
  readonly actions: Actions;
  /** Writes an error that is nobody's fault but ours to the log of the last home that was opened. */
  readonly reportDefect: (error: unknown) => Promise<void>;
}

/**
 * Puts the adapters behind the commands; what only one command needs is loaded by it. Each home is opened
 * once per process.
 */
export function createActions(world: World, terminal: Terminal): Composition {
  const homes = new Map<boolean, Promise<OpenHome>>();
  const homeOf = ({ demo }: HomeChoice): Promise<OpenHome> => {
    const known = homes.get(demo) ?? openTelling(world, terminal, { demo });
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
    simulateEstate: async (progress) => {
      const { simulateEstate } = await import('./demo-estate.ts');
      return simulateEstate(world, await homeOf({ demo: true }), progress, signal);
    },
    ask: async (choice, tool, input) => {
      const { askOnce } = await import('./ask-once.ts');
      return askOnce(world, await homeOf(choice), tool, input);
    },
    openReader: async (choice) => {
      const { openReader } = await import('./readers.ts');
      return openReader(await homeOf(choice));
    },
    serveMcp: async (choice) => {
      const { serveMcp } = await import('./serve-mcp.ts');
      await serveMcp(world, await homeOf(choice));
    },
    simulate: async (options) => {
      const { simulate } = await import('./simulate-action.ts');
      return simulate(world, options);
    },
    backtest: async (options) => {
      const { runBacktest } = await import('./backtest/run-backtest.ts');
      return runBacktest(world, options);
    },
    ...throughFiles(world, homeOf),
    exportDatabases: async (choice, file, progress) => {
      const { exportToFile } = await import('./database-backup.ts');
      return exportToFile(world, await homeOf(choice), { file, progress, signal });
    },
    importDatabases: async (choice, file, progress) => {
      const { importFromFile } = await import('./database-backup.ts');
      return importFromFile(await homeOf(choice), { file, progress, signal });
    },
    ...acceptances(world, homeOf),
    setPlanStatus: async (choice, riskId, status) => {
      const { setPlanStatus } = await import('./set-plan-status.ts');
      return setPlanStatus(world, await homeOf(choice), riskId, status);
    },
    loadSettings: async (choice) => (await homeOf(choice)).loaded,
    administration: async (choice) => (await homeOf(choice)).administration,
    ...machineActions(world, terminal, homeOf, () => actions),
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

type HomeOf = (choice: HomeChoice) => Promise<OpenHome>;

function throughFiles(
  world: World,
  homeOf: HomeOf,
): Pick<Actions, 'drawCapacity' | 'importCapacity' | 'importSureBackup' | 'importInventory'> {
  return {
    drawCapacity: async (choice, folder) => {
      const { drawCapacity } = await import('./draw-capacity.ts');
      return drawCapacity(world, await homeOf(choice), folder);
    },
    importCapacity: async (choice, file) => {
      const { importCapacity } = await import('./import/import-capacity.ts');
      return importCapacity(world, await homeOf(choice), file);
    },
    importSureBackup: async (choice, file) => {
      const { importSureBackup } = await import('./import/import-surebackup.ts');
      return importSureBackup(world, await homeOf(choice), file);
    },
    importInventory: async (choice, file) => {
      const { importInventory } = await import('./import/import-inventory.ts');
      return importInventory(world, await homeOf(choice), file);
    },
  };
}

function acceptances(world: World, homeOf: HomeOf): Pick<Actions, 'acceptRisk' | 'reopenRisk'> {
  return {
    acceptRisk: async (choice, accepted) => {
      const { acceptRisk } = await import('./risk-acceptance.ts');
      return acceptRisk(world, await homeOf(choice), accepted);
    },
    reopenRisk: async (choice, riskId) => {
      const { reopenRisk } = await import('./risk-acceptance.ts');
      return reopenRisk(world, await homeOf(choice), riskId);
    },
  };
}

/** What a reader should know of the settings is said once, beside the answer and not in it. */
async function openTelling(
  world: World,
  terminal: Terminal,
  choice: HomeChoice,
): Promise<OpenHome> {
  const { openHome } = await import('./open-home.ts');
  const home = await openHome(world, choice);
  for (const note of home.loaded.notes) terminal.err(`Careful: ${note}.`);
  return home;
}

async function pass(
  world: World,
  home: OpenHome,
  options: PassOptions,
  signal: AbortSignal,
): Promise<PassReport> {
  const { passOver } = await import('./run-pass-action.ts');
  const { demo, ...parts } = options;
  const collects = parts.steps.includes('collect') && !demo;
  const servers = collects ? await serversToRead(world, home) : [];
  return passOver(world, home, { ...parts, servers, signal });
}

async function serversToRead(world: World, home: OpenHome): Promise<readonly ServerToRead[]> {
  const { configuredServers } = await import('./configured-servers.ts');
  return configuredServers(world, home);
}

function signalOf(terminal: Terminal): AbortSignal {
  const controller = new AbortController();
  terminal.interrupted.then(() => controller.abort());
  return controller.signal;
}
