#!/usr/bin/env node
// Starts DR365 on this Node.js when it is new enough, else on the one that was installed beside it.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const main = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist', 'app', 'main.js');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 19)) {
  process.argv[1] = main;
  await import(pathToFileURL(main).href);
} else {
  startOnPrivateNode();
}

function startOnPrivateNode() {
  const child = spawn(privateNode(), [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 50;
  });
}

function privateNode() {
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), 'bin', windows ? 'node.exe' : 'node');
  } catch {
    process.stderr.write(
      `This is Node.js ${process.versions.node}: DR365 needs 22.19 or newer; install Node.js 24 and start it again.\n`,
    );
    process.exit(40);
  }
}
