// Makes a checkout ready to run: installs the locked dependencies, among them the Node.js that DR365 is pinned to,
// when the lock file changed since the last time. Runs on Node 20, before the pinned Node.js is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const marker = join(root, 'node_modules', '.dr365-installed');
const wanted = fingerprint();

if (!isInstalled()) {
  install();
  writeFileSync(marker, wanted);
}
requireModernNode();

function fingerprint() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`;
}

function isInstalled() {
  return existsSync(marker) && readFileSync(marker, 'utf8') === wanted;
}

function install() {
  process.stderr.write('Installing the locked dependencies (only when they changed) …\n');
  const npm = process.env.npm_execpath;
  if (npm === undefined) fail('Start this through npm: npm start, npm test or npm run …');
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync(process.execPath, [npm, ...options], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) {
    fail(`npm could not install the dependencies${error ? ` (${error.message})` : ''}: the registry
must be reachable for the first start; check the network or npm's proxy settings, then try again.`);
  }
}

function requireModernNode() {
  const pinned = join(root, 'node_modules', `node-${platformName()}-${process.arch}`);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (existsSync(pinned) || major > 22 || (major === 22 && minor >= 19)) return;
  fail(`No Node.js comes with DR365 for ${process.platform}-${process.arch}, and this one is ${process.versions.node}:
install Node.js 24, then try again.`);
}

function platformName() {
  return process.platform === 'win32' ? 'win' : process.platform;
}

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
