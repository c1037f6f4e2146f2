import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { run } from './run.mjs';

/** Checks the checksum that lies beside the archive, unpacks it and gives the one folder it holds, none of whose links leads out. */
export function unpack(archive, place) {
  const [wanted] = readFileSync(`${archive}.sha256`, 'utf8').split(/\s/);
  const found = createHash('sha256').update(readFileSync(archive)).digest('hex');
  if (found !== wanted)
    throw new Error(`${archive} has the checksum ${found}, and ${wanted} is written beside it`);
  run('tar', ['-xzf', archive, '-C', place]);
  const [name] = readdirSync(place).filter((each) => each.endsWith('linux-x64'));
  const folder = join(place, name);
  refuseForeignLinks(folder);
  return folder;
}

/** A link that names a place on the machine where it was packed would lead nowhere on any other. */
function refuseForeignLinks(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const target = readlinkSync(path);
    if (isAbsolute(target) || target.includes('..')) {
      throw new Error(`${path} leads to ${target}, which no other machine has`);
    }
  }
}
