import { join } from 'node:path';
import type { InitialiseOptions } from '../doors/cli/cli-context.ts';
import type { Terminal } from '../doors/cli/terminal.ts';
import { createJournal } from '../journal/create-journal.ts';
import { createSecretRegistry } from '../journal/secret-registry.ts';
import { defaultConfigText } from '../settings/default-config-text.ts';
import { parseServerAddress } from '../settings/server-address.ts';
import type { ClaudeDesktopEntry } from '../setup/claude-desktop-entry.ts';
import { claudeDesktopPaths } from '../setup/claude-desktop-paths.ts';
import { initialise } from '../setup/initialise.ts';
import { createTerminalPrompt } from '../setup/terminal-prompt.ts';
import { createServerProbe } from '../veeam/rest/server-probe.ts';
import { homeFolder, secretStoreOf } from './open-home.ts';
import { programEntry } from './program-entry.ts';
import type { World } from './world.ts';

/** `dr365 init`: needs no valid settings, since it is what makes them. */
export async function initialiseHome(
  world: World,
  terminal: Terminal,
  options: InitialiseOptions,
): Promise<readonly string[]> {
  const home = homeFolder(world, { demo: false });
  const registry = createSecretRegistry();
  const password = world.environment['VEEAM_PASSWORD'] ?? null;
  if (password !== null) registry.remember(password);
  const journal = await createJournal({
    folder: join(home, 'logs'),
    secrets: registry,
    rows: null,
    clock: world.clock,
    level: 'debug',
  });
  try {
    const { lines } = await initialise(
      {
        probe: createServerProbe({ clock: world.clock, journal }),
        prompt: process.stdin.isTTY ? createTerminalPrompt(process.stdin, process.stderr) : null,
        parseAddress: parseServerAddress,
        tell: terminal.err,
        home,
        now: world.clock.now(),
        settingsFileText: defaultConfigText(),
        ...(world.platform === 'win32' && { keepPassword: sealing(world, home) }),
        claude: options.withClaude
          ? { paths: await pathsOfClaude(world), entry: claudeEntry(world, home) }
          : null,
      },
      {
        server: options.server ?? world.environment['VEEAM_SERVER'] ?? null,
        username: options.username ?? world.environment['VEEAM_USERNAME'] ?? null,
        password,
        fingerprint: options.fingerprint ?? world.environment['VEEAM_TLS_FINGERPRINT'] ?? null,
        acceptFingerprint: options.acceptFingerprint,
        caFile: world.environment['VEEAM_CA_FILE'] ?? null,
      },
    );
    journal.action('init', 'set up', { server: options.server });
    return lines;
  } finally {
    await journal.close();
  }
}

/** Sealed with DPAPI under the name that the settings look for; set-up is about the one server of the short form. */
function sealing(world: World, home: string): (password: string) => Promise<void> {
  const store = secretStoreOf(world, home, { demo: false });
  return (password) => store.write('server-password-main', password);
}

/** Absolute paths only: Claude Desktop starts it with an environment and a folder of its own. */
function claudeEntry(world: World, home: string): ClaudeDesktopEntry {
  const args = [programEntry(world), 'mcp'];
  return { command: process.execPath, args, env: { DR365_HOME: home } };
}

function pathsOfClaude({ platform, environment }: World): Promise<readonly string[]> {
  return claudeDesktopPaths(platform, environment);
}
