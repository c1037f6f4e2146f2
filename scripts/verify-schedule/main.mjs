// Boots systemd in a machine of its own over this one's files, which stay as they are, and does there what docs/first-hour.md
// says of the schedule, with the tarball that `npm run package` built. Needs root, systemd and overlayfs.
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../package/places.mjs';
import { packageOf } from '../verify-package/package-of.mjs';
import { unpack } from '../verify-package/unpack.mjs';
import { createControlGroup } from './control-group.mjs';

const mostMs = 15 * 60_000;
const namespaces = ['--pid', '--mount', '--uts', '--ipc', '--net', '--cgroup'];
const place = mkdtempSync(join(tmpdir(), 'dr365-schedule-'));
const shared = join(place, 'shared');
for (const name of ['shared', 'machine', 'units']) mkdirSync(join(place, name));

requireRoot();
unpack(packageOf('linux-x64.tar.gz'), shared);
copy('administrator.sh', shared);
for (const name of ['verify.target', 'simulator.service', 'administrator.service']) {
  copy(name, join(place, 'units'));
}
const group = createControlGroup('dr365-verify-schedule');
// It enters its control group first, which is the topmost one that the machine sees.
const entering = 'echo $$ >"$0/cgroup.procs" && exec unshare --fork --kill-child "$@"';
const boot = ['/bin/sh', join(import.meta.dirname, 'machine.sh'), place, root];
const machine = spawn('/bin/sh', ['-c', entering, group.folder, ...namespaces, ...boot], {
  stdio: ['ignore', 'ignore', 'pipe'],
});
let complaint = '';
machine.stderr.on('data', (piece) => {
  complaint += piece;
});
try {
  await ended();
} finally {
  machine.kill('SIGKILL');
  await sleep(1000);
  group.remove();
  rmSync(place, { recursive: true, force: true });
}

/** The administrator's script writes how it ended. */
async function ended() {
  const startedAt = performance.now();
  const file = join(shared, 'ended');
  while (!existsSync(file)) {
    if (machine.exitCode !== null) throw new Error(`the machine did not start: ${complaint}`);
    if (performance.now() - startedAt > mostMs) throw new Error(`not done in time:\n${told()}`);
    await sleep(500);
  }
  console.log(told());
  const code = readFileSync(file, 'utf8').trim();
  if (code !== '0') throw new Error(`the administrator's script ended with ${code}`);
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`systemd booted, the schedule tried and taken away: ${seconds.toFixed(0)} s`);
}

function told() {
  const file = join(shared, 'told.txt');
  return existsSync(file) ? readFileSync(file, 'utf8') : `nothing was told\n${complaint}`;
}

function copy(name, folder) {
  copyFileSync(join(import.meta.dirname, name), join(folder, name));
}

function requireRoot() {
  if (process.getuid?.() === 0 && existsSync('/usr/lib/systemd/systemd')) return;
  rmSync(place, { recursive: true });
  throw new Error('this needs root and systemd: it mounts a machine of its own');
}
