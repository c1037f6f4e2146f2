// Unpacks the packages that `npm run package` built and uses the one for Linux as a newcomer would: no network but the
// loopback, no Node.js on the path, an empty home. Prints how long the first true answer took.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkZip } from './check-zip.mjs';
import { firstHour } from './first-hour.mjs';
import { packageOf } from './package-of.mjs';
import { unpack } from './unpack.mjs';

const only = process.argv.slice(2);
const asked = (name) => only.length === 0 || only.includes(name);
const place = mkdtempSync(join(tmpdir(), 'dr365-package-'));
try {
  if (asked('windows')) console.log(checkZip(packageOf('win-x64.zip'), place));
  if (asked('linux')) {
    const folder = unpack(packageOf('linux-x64.tar.gz'), place);
    for (const line of await firstHour(folder, place)) console.log(line);
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
