import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const release = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'release');

/** The archive with this ending. */
export function packageOf(ending) {
  const names = existsSync(release) ? readdirSync(release) : [];
  const name = names.find((each) => each.endsWith(ending));
  if (name === undefined) throw new Error(`no package ends with ${ending}: npm run package`);
  return join(release, name);
}
