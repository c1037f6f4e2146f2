import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const file = 'claude_desktop_config.json';

/**
 * Where Claude Desktop may look for its configuration, none for a user without a home. Installed from the
 * Windows Store it reads a folder of its package and ignores %APPDATA% without a word, so both are named.
 */
export async function claudeDesktopPaths(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  if (platform === 'win32') return windowsPaths(environment);
  const home = environment['HOME'];
  if (platform === 'darwin') {
    return home ? [join(home, 'Library', 'Application Support', 'Claude', file)] : [];
  }
  const config = environment['XDG_CONFIG_HOME'] || (home && join(home, '.config'));
  return config ? [join(config, 'Claude', file)] : [];
}

async function windowsPaths(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  const roaming = withoutCase(environment, 'APPDATA');
  const local = withoutCase(environment, 'LOCALAPPDATA');
  const packaged = local === undefined ? [] : await packagedPaths(join(local, 'Packages'));
  return [...(roaming === undefined ? [] : [join(roaming, 'Claude', file)]), ...packaged];
}

async function packagedPaths(packages: string): Promise<readonly string[]> {
  const names = await readdir(packages).catch(() => []);
  return names
    .filter((name) => /^claude_/i.test(name))
    .sort()
    .map((name) => join(packages, name, 'LocalCache', 'Roaming', 'Claude', file));
}

/** A copy of the environment has lost Windows' indifference to case. */
function withoutCase(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
): string | undefined {
  const key = Object.keys(environment).find((each) => each.toUpperCase() === name);
  return key === undefined ? undefined : environment[key] || undefined;
}
