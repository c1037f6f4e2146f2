import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** Checks the checksum that lies beside the archive, unpacks it and gives the one folder it holds. */
export function unpack(archive, place) {
  const [wanted] = readFileSync(`${archive}.sha256`, 'utf8').split(/\s/);
  const found = createHash('sha256').update(readFileSync(archive)).digest('hex');
  if (found !== wanted)
    throw new Error(`${archive} has the checksum ${found}, and ${wanted} is written beside it`);
  run('tar', ['-xzf', archive, '-C', place]);
  const [folder] = readdirSync(place).filter((name) => name.endsWith('linux-x64'));
  return join(place, folder);
}
