import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, describe, expect, it } from 'vitest';

const server = fileURLToPath(new URL('../fixtures/mcp-stdio-server.ts', import.meta.url));
const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'raw', version: '1' },
  },
};
const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' };
const list = { jsonrpc: '2.0', id: 2, method: 'tools/list', params: {} };
const call = {
  jsonrpc: '2.0',
  id: 3,
  method: 'tools/call',
  params: { name: 'get_health_status', arguments: {} },
};

describe('the MCP server on standard input and output', () => {
  const children: ChildProcessWithoutNullStreams[] = [];

  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  function start(environment: Readonly<Record<string, string>> = {}) {
    const env = { ...process.env, ...environment };
    const child = spawn(process.execPath, [server], { env, shell: false });
    children.push(child);
    const seen = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        seen[name] += text;
      });
    }
    return { child, seen };
  }

  it('answers lines piped in at once, prints only JSON-RPC, closes its stores and ends with 0', async () => {
    const { child, seen } = start();
    child.stdin.end(linesOf(initialize, initialized, list, call));
    const [code] = await once(child, 'close');
    const messages = messagesIn(seen.stdout);
    expect(messages.map((message) => message['id'])).toEqual([1, 2, 3]);
    expect(messages[0]).toMatchObject({ result: { protocolVersion: '2025-06-18' } });
    expect(messages[2]).toMatchObject({ result: { structuredContent: { status: 'answered' } } });
    expect(seen.stderr).toContain('a library prints');
    expect(seen.stderr).toContain('stores closed');
    expect(code).toBe(0);
  });

  it('answers garbage and endless lines with a parse error and goes on', async () => {
    const { child, seen } = start();
    child.stdin.write(linesOf(initialize, initialized));
    child.stdin.write('this is no JSON\n\n{"jsonrpc":\n');
    child.stdin.write(`${'x'.repeat(10_000_000)}\n`);
    child.stdin.end(linesOf(list));
    await once(child, 'close');
    const messages = messagesIn(seen.stdout);
    const errors = messages.filter((message) => message['id'] === null);
    expect(errors).toHaveLength(3);
    expect(errors[0]).toMatchObject({ error: { code: -32700 } });
    expect(messages.at(-1)).toMatchObject({ id: 2 });
  });

  it('reads a message that arrives byte by byte, in the middle of a character too', async () => {
    const { child, seen } = start();
    const named = {
      ...initialize,
      params: { ...initialize.params, clientInfo: { name: 'ü備🔥', version: '1' } },
    };
    for (const byte of Buffer.from(linesOf(named))) child.stdin.write(Buffer.from([byte]));
    child.stdin.end();
    await once(child, 'close');
    expect(messagesIn(seen.stdout)).toHaveLength(1);
  });

  it('is gone within the deadlines even when its stores never close', async () => {
    const { child, seen } = start({ NEVER_CLOSES: '1' });
    child.stdin.write(linesOf(initialize));
    await until(() => seen.stdout.includes('\n'));
    const startedAt = performance.now();
    child.stdin.end();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(6000);
  });

  it('ends when its client goes away and when it is told to stop', async () => {
    for (const stop of ['SIGTERM', 'broken pipe'] as const) {
      const { child, seen } = start();
      child.stdin.on('error', () => {});
      child.stdin.write(linesOf(initialize, initialized));
      await until(() => seen.stdout.includes('\n'));
      if (stop === 'SIGTERM' && process.platform !== 'win32') child.kill('SIGTERM');
      else {
        child.stdout.destroy();
        child.stdin.write(linesOf(list));
      }
      const [code] = await once(child, 'exit');
      expect(code, stop).toBe(0);
    }
  });

  it('serves a client of the present protocol', async () => {
    const client = new Client({ name: 'test', version: '1' });
    const command = process.execPath;
    await client.connect(new StdioClientTransport({ command, args: [server], stderr: 'ignore' }));
    const { tools } = await client.listTools();
    expect(tools).toHaveLength(7);
    const result = await client.callTool({ name: 'analyze_risks', arguments: {} });
    expect(result).toMatchObject({ structuredContent: { status: 'insufficient-data' } });
    await client.close();
  });
});

function linesOf(...messages: readonly object[]): string {
  return messages.map((message) => `${JSON.stringify(message)}\n`).join('');
}

/** Every line of standard output as JSON: a single foreign line fails here. */
function messagesIn(stdout: string): ReadonlyArray<Record<string, unknown>> {
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line));
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !condition(); tries += 1) await wait(25);
  expect(condition()).toBe(true);
}
