import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type Ended, ended } from '../fixtures/command-line.ts';
import { npm } from '../fixtures/npm.ts';
import { inspect } from '../fixtures/readme-entry.ts';
import { projectRoot } from '../house/planted-checkout.ts';

const listSchema = z.object({ tools: z.array(z.object({ name: z.string() })) });

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
  const demo = await dr365('demo', '--json');
  expect(demo.exitCode, demo.stderr).toBe(0);
}, 300_000);
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
  const answer = await dr365('tool', 'get_health_status', '--demo');
  expect(answer.exitCode, answer.stderr).toBe(0);
  expect(answer.stdout).toContain('simulated estate');
});

it("the README's Claude Desktop entry starts a server that the inspector lists and calls", async () => {
  const home = join(place, 'home');
  const listed = await inspect(home, '--method', 'tools/list');
  expect(listed.exitCode, listed.stderr).toBe(0);
  expect(listSchema.parse(JSON.parse(listed.stdout)).tools.map(({ name }) => name)).toEqual([
    'get_health_status',
    'explain_job_failure',
    'get_capacity_forecast',
    'get_efficiency_metrics',
    'get_recovery_performance',
    'analyze_risks',
    'get_remediation_plan',
  ]);
  const called = await inspect(home, '--method', 'tools/call', '--tool-name', 'get_health_status');
  expect(called.exitCode, called.stderr).toBe(0);
  expect(called.stdout).toContain('simulated estate');
});

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
