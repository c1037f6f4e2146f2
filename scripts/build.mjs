// Compiles src/ to dist/, from nothing, and lays the scripts for PowerShell beside the code that starts them.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

rmSync(join(root, 'dist'), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
});
const scripts = join('veeam', 'powershell', 'scripts');
cpSync(join(root, 'src', scripts), join(root, 'dist', scripts), { recursive: true });
process.exitCode = status ?? 1;
