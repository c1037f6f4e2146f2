import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ended, ended } from '../fixtures/command-line.ts';
import { npm } from '../fixtures/npm.ts';
import { projectRoot } from '../house/planted-checkout.ts';

let place: string;
let program: string;

/** Installed without a registry: the packed files as they were built for all tests, beside the libraries of this checkout. */
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'dr365-installed-'));
  const packed = await npm(
    projectRoot,
    'pack',
    '--silent',
    '--ignore-scripts',
    '--pack-destination',
    place,
  );
  expect(packed.exitCode, packed.stderr).toBe(0);
  const archive = packed.stdout.trim().split(/\s+/).at(-1) ?? '';
  const modules = join(place, 'node_modules');
  await mkdir(join(modules, 'dr365'), { recursive: true });
  const unpacked = await ended(
    spawn('tar', [
      '-xzf',
      join(place, archive),
      '-C',
      join(modules, 'dr365'),
      '--strip-components=1',
    ]),
  );
  expect(unpacked.exitCode, unpacked.stderr).toBe(0);
  for (const name of await readdir(join(projectRoot, 'node_modules'))) {
    await symlink(join(projectRoot, 'node_modules', name), join(modules, name), 'junction');
  }
  program = join(modules, 'dr365', 'bin', 'dr365.js');
}, 180_000);
afterAll(async () => {
  await dr365('db', 'stop', '--demo');
  await rm(place, { recursive: true, force: true });
});

it('the packed tarball holds the scripts for PowerShell beside the code that starts them', async () => {
  const own = join(projectRoot, 'src', 'veeam', 'powershell', 'scripts');
  const packed = join(place, 'node_modules', 'dr365', 'dist', 'app', 'scripts');
  const names = await readdir(own);
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    const text = await readFile(join(own, name), 'utf8');
    expect(await readFile(join(packed, name), 'utf8')).toBe(text);
  }
});

it('the packed tarball, installed elsewhere, runs the main job and answers', async () => {
  const demo = await dr365('demo', '--json');
  expect(demo.exitCode, demo.stderr).toBe(0);
  const answer = await dr365('tool', 'get_health_status', '--demo');
  expect(answer.exitCode, answer.stderr).toBe(0);
  expect(answer.stdout).toContain('simulated estate');
}, 180_000);

function dr365(...options: readonly string[]): Promise<Ended> {
  const env = { ...process.env, DR365_HOME: join(place, 'home') };
  return ended(
    spawn(process.execPath, [program, ...options], {
      cwd: place,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}
