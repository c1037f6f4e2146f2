import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

// Where both hierarchies are mounted, the one that systemd needs lies in a folder of its own.
const hierarchies = ['/sys/fs/cgroup/unified', '/sys/fs/cgroup'];

/** A control group for the machine, so that systemd in it sees and makes groups below this one alone. */
export function createControlGroup(name) {
  const hierarchy = hierarchies.find((each) => existsSync(join(each, 'cgroup.procs')));
  if (hierarchy === undefined) throw new Error('no control groups (version 2) are mounted');
  const folder = join(hierarchy, name);
  mkdirSync(folder, { recursive: true });
  return { folder, remove: () => removeFrom(folder) };
}

function removeFrom(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeFrom(join(folder, entry.name));
  }
  rmdirSync(folder);
}
