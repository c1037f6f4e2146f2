import { Fault } from '../../domain/errors.ts';
import { shownText } from '../../domain/foreign-text.ts';
import type { ProgramResult } from './run-program.ts';

/** STATUS_DLL_NOT_FOUND: on a bare Windows Server VCRUNTIME140.dll is the one that is missing. */
const libraryNotFound = 3_221_225_781;

interface Cause {
  readonly applies: (result: ProgramResult) => boolean;
  readonly happened: string;
  readonly next: string;
}

/** Causes that trying again cannot mend, by what the program answers. */
const lastingCauses: readonly Cause[] = [
  {
    applies: ({ exitCode, output }) => exitCode === libraryNotFound || /VCRUNTIME140/i.test(output),
    happened: 'the Microsoft Visual C++ runtime (VCRUNTIME140.dll) is missing on this machine',
    next: 'install the Visual C++ Redistributable x64 from https://aka.ms/vs/17/release/vc_redist.x64.exe, then try again',
  },
  {
    applies: ({ output }) =>
      /administrative permissions is not|cannot be run as root/i.test(output),
    happened: 'PostgreSQL refuses to run with administrative permissions',
    next: 'run the command from a shell that is not elevated, or set DB_HOST',
  },
  {
    applies: ({ exitCode, output }) =>
      exitCode !== 0 && isMusl() && /ENOENT|no such file|not found|relocating/i.test(output),
    happened: 'the embedded PostgreSQL needs glibc, and this system is built on musl (Alpine)',
    next: 'set DB_HOST to a PostgreSQL 13 or later, or use an image based on Debian',
  },
  {
    applies: ({ output }) => /no space left/i.test(output),
    happened: 'the disk of the home folder is full',
    next: 'make room there, or point DR365_HOME to another disk, then try again',
  },
  {
    applies: ({ output }) => /permission denied|EACCES|EPERM|invalid permissions/i.test(output),
    happened: 'this user may not use the folder of the embedded PostgreSQL or its programs',
    next: 'run DR365 as the user that made the home folder, or set DR365_HOME to a folder of your own',
  },
];

/** The Fault for an answer that trying again cannot mend; null when it may. */
export function lastingFault(result: ProgramResult): Fault | null {
  const found = lastingCauses.find((cause) => cause.applies(result));
  if (found === undefined) return null;
  return new Fault({
    code: 'database-refused',
    happened: found.happened,
    means: 'the embedded database cannot be started',
    next: found.next,
    cause: new Error(shownText(result.output, 2000)),
  });
}

/** The Fault for everything else that kept the server from starting. */
export function launchFault(action: string, result: ProgramResult, logFile: string): Fault {
  const lastLine = result.output.trim().split('\n').at(-1) ?? '';
  const reason = lastLine === '' ? `exit code ${result.exitCode}` : shownText(lastLine);
  return new Fault({
    code: 'database-down',
    happened: `the embedded PostgreSQL could not be ${action} (${reason})`,
    means: 'nothing can be read or kept',
    next: `read the end of ${logFile}, then try again`,
    cause: new Error(shownText(result.output, 2000)),
  });
}

function isMusl(): boolean {
  if (process.platform !== 'linux') return false;
  const report: unknown = process.report.getReport();
  return !JSON.stringify(report).includes('"glibcVersionRuntime"');
}
