import { posix, win32 } from 'node:path';
import { Fault } from '../domain/errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

interface HomeQuestion {
  readonly environment: Environment;
  /** The checkout we run from; null when there is none. */
  readonly checkoutRoot: string | null;
  readonly platform: NodeJS.Platform;
  /** True when we run from an installed package. */
  readonly installed: boolean;
}

/** Where settings, secrets, data and logs live: DR365_HOME, else .dr365 of the checkout, else the platform's data folder. */
export function resolveHome(question: HomeQuestion): string {
  const { environment, checkoutRoot, platform, installed } = question;
  const chosen = environment['DR365_HOME']?.trim();
  if (chosen) return chosenHome(chosen, checkoutRoot, platform);
  if (!installed && checkoutRoot !== null) return pathsOf(platform).join(checkoutRoot, '.dr365');
  if (platform === 'win32') {
    return win32.join(withoutCase(environment, 'ProgramData') ?? 'C:\\ProgramData', 'DR365');
  }
  const userHome = environment['HOME'];
  if (!userHome) throw noHome('neither DR365_HOME nor HOME is set', 'set DR365_HOME');
  return posix.join(userHome, '.local', 'share', 'dr365');
}

function chosenHome(
  chosen: string,
  checkoutRoot: string | null,
  platform: NodeJS.Platform,
): string {
  const { join, isAbsolute } = pathsOf(platform);
  if (isAbsolute(chosen)) return join(chosen);
  if (checkoutRoot !== null) return join(checkoutRoot, chosen);
  throw noHome('DR365_HOME is not an absolute path', 'set DR365_HOME to a path from the root');
}

function pathsOf(platform: NodeJS.Platform): typeof posix {
  return platform === 'win32' ? win32 : posix;
}

/** A copy of the environment has lost Windows' indifference to case. */
function withoutCase(environment: Environment, name: string): string | undefined {
  const key = Object.keys(environment).find((each) => each.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : environment[key] || undefined;
}

function noHome(happened: string, next: string): Fault {
  return new Fault({
    code: 'settings-invalid',
    happened,
    means: 'there is no place for settings and data',
    next,
  });
}
