import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMcpServer } from '../../src/doors/mcp/create-mcp-server.ts';
import { createToolContext } from '../fixtures/tool-context.ts';

const productTools: Readonly<Record<string, readonly string[]>> = {
  get_health_status: ['scope', 'job', 'workload', 'since'],
  explain_job_failure: ['job'],
  get_capacity_forecast: ['repository', 'what_if'],
  get_efficiency_metrics: ['scope', 'job', 'repository'],
  get_recovery_performance: ['workload', 'tier', 'concurrent'],
  analyze_risks: ['scope', 'category', 'tier', 'name', 'since'],
  get_remediation_plan: ['risk', 'feature', 'name'],
};

describe('the MCP server, asked by a client of the same protocol', () => {
  let client: Client;

  beforeEach(async () => {
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    const { context } = createToolContext();
    await createMcpServer({ ...context, version: '0.1.0' }).connect(ours);
    client = new Client({ name: 'test', version: '1' });
    await client.connect(theirs);
  });

  afterEach(async () => {
    await client.close();
  });

  it('lists the seven tools by their lasting names and arguments, all optional and described', async () => {
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(Object.keys(productTools));
    for (const { name, inputSchema } of tools) {
      const names = ['server', 'limit', 'cursor', 'detail', ...(productTools[name] ?? [])];
      expect(Object.keys(inputSchema.properties ?? {}).toSorted()).toEqual(names.toSorted());
      expect(inputSchema.required ?? []).toEqual([]);
      for (const property of Object.values(inputSchema.properties ?? {})) {
        expect(property).toMatchObject({ description: expect.any(String) });
        expect(property).toHaveProperty('type');
      }
    }
  });

  it('declares every tool as read-only, with a title, a description and an output schema', async () => {
    const { tools } = await client.listTools();
    for (const tool of tools) {
      expect(tool).toMatchObject({
        name: expect.stringMatching(/^[a-z_]{1,40}$/),
        title: expect.any(String),
        description: expect.any(String),
        annotations: {
          ...{ readOnlyHint: true, destructiveHint: false },
          ...{ idempotentHint: true, openWorldHint: false },
        },
        outputSchema: { type: 'object' },
      });
    }
  });

  it('keeps the list of tools as it was agreed', async () => {
    const { tools } = await client.listTools();
    await expect(JSON.stringify(tools, null, 2)).toMatchFileSnapshot('mcp-tools.snapshot.txt');
  });

  it('spends at most 2,500 tokens on the list of tools', async () => {
    const { tools } = await client.listTools();
    expect(countTokens(JSON.stringify({ tools }))).toBeLessThanOrEqual(2500);
    expect(countTokens(client.getInstructions() ?? '')).toBeLessThanOrEqual(100);
  });

  it('answers a call with text and structured content, and passes its own output schema', async () => {
    const result = await client.callTool({ name: 'get_health_status', arguments: {} });
    expect(result).toMatchObject({
      content: [{ type: 'text', text: expect.stringContaining('SQL Nightly') }],
      structuredContent: { status: 'answered', verdict: 'attention', page: { total: 1 } },
    });
    expect(result.isError ?? false).toBe(false);
  });

  it('answers wrong arguments as a tool error that says what to do, not as a protocol error', async () => {
    const result = await client.callTool({
      name: 'get_health_status',
      arguments: { scope: 'galaxy' },
    });
    expect(result).toMatchObject({
      isError: true,
      content: [{ type: 'text', text: expect.stringMatching(/scope: .*correct them/) }],
    });
  });
});
