import { delimiter, join } from 'node:path';
import { locateBinaries } from './binaries.ts';
import type { ClusterPaths } from './cluster-paths.ts';
import { linkLibraries } from './link-libraries.ts';
import { choosePrivileges, type Privileges } from './privileges.ts';
import { type ProgramResult, runProgram } from './run-program.ts';

/** PostgreSQL's own programs, run as this machine allows it. */
export interface PostgresPrograms {
  readonly privileges: Privileges;
  readonly initdb: (words: readonly string[]) => Promise<ProgramResult>;
  /** Output goes to the file when the command leaves a server behind. */
  readonly pgCtl: (words: readonly string[], detachedTo?: string) => Promise<ProgramResult>;
}

export async function preparePrograms(
  paths: ClusterPaths,
  nativeFolder?: string,
): Promise<PostgresPrograms> {
  const binaries = locateBinaries(nativeFolder);
  const privileges = await choosePrivileges(paths.data);
  const libraries = await linkLibraries(binaries.nativeFolder, paths.libraries);
  // The package's own folder as well: libraries found through a link look for others beside the link.
  const searched = [libraries, join(binaries.nativeFolder, 'lib')].join(delimiter);
  const run = (program: string, words: readonly string[], detachedTo?: string) => {
    const [first = program, ...rest] = [...privileges.wrapper, program, ...words];
    return runProgram(first, rest, {
      user: privileges.user,
      ...(libraries === null ? {} : { environment: { LD_LIBRARY_PATH: searched } }),
      ...(detachedTo === undefined ? {} : { detachedTo }),
    });
  };
  return {
    privileges,
    initdb: (words) => run(binaries.initdb, words),
    pgCtl: (words, detachedTo) => run(binaries.pgCtl, words, detachedTo),
  };
}
