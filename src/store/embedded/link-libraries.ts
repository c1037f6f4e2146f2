import { access, mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../domain/errors.ts';
import { errorCode } from '../connection.ts';

/** Both paths are relative to the package and start with `native/`. */
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * npm packages carry no symbolic links, and the package's own install script may have been left out: missing
 * links of the shared libraries are made here. Answers the folder to search for libraries when the package
 * may not be written to and the links were made in `ownFolder` instead; else null.
 */
export async function linkLibraries(
  nativeFolder: string,
  ownFolder: string,
): Promise<string | null> {
  const packageFolder = dirname(nativeFolder);
  const missing = [];
  for (const link of await readLinks(nativeFolder)) {
    const target = join(packageFolder, link.target);
    if (!(await leadsToLibrary(target)))
      missing.push({ source: join(packageFolder, link.source), target });
  }
  if (missing.length === 0) return null;
  try {
    for (const { source, target } of missing) {
      await removeDangling(target);
      await makeLink(relative(dirname(target), source), target);
    }
    return null;
  } catch (error) {
    if (process.platform !== 'linux') throw notWritable(nativeFolder, error);
  }
  try {
    // Links of an earlier version may lead nowhere by now.
    await rm(ownFolder, { recursive: true, force: true });
    await mkdir(ownFolder, { recursive: true });
    for (const { source, target } of missing) {
      await makeLink(source, join(ownFolder, basename(target)));
    }
    return ownFolder;
  } catch (error) {
    throw notWritable(nativeFolder, error);
  }
}

async function readLinks(nativeFolder: string): Promise<z.infer<typeof linksSchema>> {
  const text = await readFile(join(nativeFolder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return linksSchema.parse(JSON.parse(text));
}

/** A link of a copied folder may name a place on another machine: it counts as missing. */
async function leadsToLibrary(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

/** One that another starter has just made leads to its library. */
async function removeDangling(target: string): Promise<void> {
  if (!(await leadsToLibrary(target))) await rm(target, { force: true });
}

/** Several starters may do this at once: a link that is there already is as good. */
async function makeLink(source: string, target: string): Promise<void> {
  try {
    await symlink(source, target);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

function notWritable(nativeFolder: string, cause: unknown): Fault {
  return new Fault({
    code: 'database-refused',
    happened: `library links are missing in ${nativeFolder} and cannot be made`,
    means: 'the embedded PostgreSQL cannot be started',
    next: `let this user write there once, or run its install script, or set DB_HOST`,
    cause,
  });
}
