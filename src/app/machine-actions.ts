import type { Actions, HomeChoice, InitialiseOptions } from '../doors/cli/cli-context.ts';
import type { Terminal } from '../doors/cli/terminal.ts';
import type { FinishingParts } from './finish-set-up.ts';
import type { OpenHome } from './open-home.ts';
import type { World } from './world.ts';

/** Setting this machine up, looking whether it works, and its schedule. */
export function machineActions(
  world: World,
  terminal: Terminal,
  homeOf: (choice: HomeChoice) => Promise<OpenHome>,
  all: () => Actions,
): Pick<
  Actions,
  'initialise' | 'examine' | 'scheduleStatus' | 'installSchedule' | 'removeSchedule'
> {
  return {
    initialise: async (options) => {
      const { initialiseHome } = await import('./initialise-home.ts');
      const lines = await initialiseHome(world, terminal, options);
      for (const line of lines) options.tell(line);
      const { finishSetUp } = await import('./finish-set-up.ts');
      const rest = await finishSetUp(finishing(all(), options), options);
      return { lines: [...lines, ...rest.lines], exitCode: rest.exitCode };
    },
    examine: async (options) => {
      const { examineHome } = await import('./doctor-action.ts');
      return examineHome(world, homeOf({ demo: false }), options);
    },
    scheduleStatus: async () => {
      const { scheduleStatus } = await import('./schedule-action.ts');
      return scheduleStatus(world);
    },
    installSchedule: async (options) => {
      const { installSchedule } = await import('./schedule-action.ts');
      return installSchedule(world, options);
    },
    removeSchedule: async (options) => {
      const { removeSchedule } = await import('./schedule-action.ts');
      return removeSchedule(world, options);
    },
  };
}

/** The end of a set-up, from the actions that the commands have. */
function finishing(
  actions: Actions,
  { tell, progress }: Pick<InitialiseOptions, 'tell' | 'progress'>,
): FinishingParts {
  const home = { demo: false };
  return {
    tell,
    prepareDatabase: async () => {
      const administration = await actions.administration(home);
      await administration.ensureRunning();
      await administration.migrate();
      const { kind, serverVersion, host, port } = await administration.status();
      return `${kind} PostgreSQL ${serverVersion} at ${host}:${port}, with a login for each role`;
    },
    firstPass: () =>
      actions.pass({ ...home, command: 'init', steps: ['collect', 'analyse'], progress }),
    healthLine: async () => {
      const { text } = await actions.ask(home, 'get_health_status', {});
      return text.split('\n').slice(0, 2).join(' ');
    },
    installSchedule: () => actions.installSchedule({ home: null, account: null, dryRun: false }),
  };
}
