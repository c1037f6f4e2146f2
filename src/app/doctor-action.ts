import { join } from 'node:path';
import { createJournal } from '../journal/create-journal.ts';
import { createSecretRegistry } from '../journal/secret-registry.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import { freeBytesOf } from '../setup/doctor/check-machine.ts';
import { type Examination, examine } from '../setup/doctor/examine.ts';
import type { ServerToCheck } from '../setup/doctor/server-to-check.ts';
import { runProgram } from '../setup/run-program.ts';
import { createServerProbe } from '../veeam/rest/server-probe.ts';
import { homeFolder, type OpenHome } from './open-home.ts';
import { scheduleStatus } from './schedule-action.ts';
import type { World } from './world.ts';

/** One look at each thing: a server that hangs is told as such and does not hold up the rest for minutes. */
const patience = { connectMs: 10_000, headersMs: 15_000, bodyIdleMs: 15_000, totalMs: 20_000 };

/** `dr365 doctor`: works without valid settings too, since they may be what is wrong. */
export async function examineHome(
  world: World,
  opened: Promise<OpenHome>,
  { withPowerShell }: { readonly withPowerShell: boolean },
): Promise<Examination> {
  const home = await opened.catch(() => null);
  const { journal, close } = await journalOf(world, home);
  try {
    return await examine({
      home: homeFolder(world, { demo: false }),
      platform: world.platform,
      nodeVersion: process.versions.node,
      now: world.clock.now(),
      configured: async () => {
        const { loaded, administration } = await opened;
        return { administration, servers: loaded.settings.servers.map(serverToCheck) };
      },
      probe: createServerProbe({ clock: world.clock, journal, timeouts: patience }),
      schedule: () => scheduleStatus(world),
      freeBytes: freeBytesOf,
      run: runProgram,
      powershell: {
        isWanted: withPowerShell || home?.loaded.settings.powershell.enabled === true,
        program: home?.loaded.settings.powershell.program ?? null,
      },
    });
  } finally {
    await close();
  }
}

type ConfiguredServer = OpenHome['loaded']['settings']['servers'][number];

function serverToCheck(server: ConfiguredServer): ServerToCheck {
  const { entry, host, port, trust, username, password } = server;
  return {
    entry,
    address: { host, port },
    trust,
    account: { username, password: password.reveal() },
  };
}

/** Without usable settings the log is written all the same. */
async function journalOf(
  world: World,
  home: OpenHome | null,
): Promise<{ readonly journal: Journal; readonly close: () => Promise<void> }> {
  if (home !== null) return { journal: home.journal, close: async () => {} };
  const own = await bareJournal(world.clock, homeFolder(world, { demo: false }));
  return { journal: own, close: own.close };
}

function bareJournal(clock: Clock, home: string) {
  const secrets = createSecretRegistry();
  return createJournal({ folder: join(home, 'logs'), secrets, rows: null, clock, level: 'debug' });
}
