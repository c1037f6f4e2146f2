import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createToolContext } from '../../../test/fixtures/tool-context.ts';
import { Fault } from '../../domain/errors.ts';
import { callTool, type ToolContext } from './call-tool.ts';
import { tools } from './tools/index.ts';

const leak = 'postgres://dr365:hunter2@10.0.0.5/dr365v select * from secrets';

describe('calling a tool', () => {
  it('audits the call by a hash of its arguments, never by the arguments', async () => {
    const { context, audited } = createToolContext();
    await callTool(context, 'get_health_status', { job: 'SQL Nightly' });
    expect(audited).toEqual([
      expect.objectContaining({
        ...{ door: 'mcp', tool: 'get_health_status', outcome: 'answered', durationMs: 0 },
        argumentsHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      }),
    ]);
    expect(JSON.stringify(audited)).not.toContain('SQL');
  });

  it('gives no answer when the call cannot be audited', async () => {
    const { context, errors } = createToolContext();
    const audit: ToolContext['audit'] = async () => {
      throw new Error('audit row refused');
    };
    const result = await callTool({ ...context, audit }, 'get_health_status', {});
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result)).not.toContain('SQL Nightly');
    expect(errors).toHaveLength(1);
  });

  it('says a fault in its one sentence and audits a refusal', async () => {
    const { context, audited, errors } = createToolContext();
    const result = await callTool(context, 'get_health_status', { job: 'nothing' });
    expect(result).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^no job is known as "nothing": .*; .*\.$/),
      structuredContent: { status: 'error', code: 'not-found', message: result.text },
    });
    expect(audited[0]?.outcome).toBe('refused');
    expect(errors).toEqual([]);
  });

  it('says that the database is down, and journals why', async () => {
    const { context, audited, errors } = createToolContext();
    const cause = new Error(leak);
    const down = async () => {
      throw new Fault({
        ...{ code: 'database-down', cause, happened: 'PostgreSQL does not answer' },
        ...{ means: 'nothing can be read', next: 'start it' },
      });
    };
    const answers = { ...context.answers, servers: down };
    const result = await callTool({ ...context, answers }, 'get_health_status', {});
    expect(result.text).toBe('PostgreSQL does not answer: nothing can be read; start it.');
    expect(audited[0]?.outcome).toBe('failed');
    expect(errors).toHaveLength(1);
  });

  it('tells nothing of an unexpected error but a reference that its journal entry carries', async () => {
    const { context, errors } = createToolContext();
    const broken = async () => {
      throw new Error(leak);
    };
    const answers = { ...context.answers, findings: broken };
    const result = await callTool({ ...context, answers }, 'get_health_status', {});
    expect(JSON.stringify(result)).not.toMatch(/hunter2|secrets|10\.0\.0\.5/);
    const reference = /look for (\S+) in/.exec(result.text)?.[1];
    expect(errors).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ reference }) }),
    ]);
  });

  it('names the tools when asked for one that does not exist', async () => {
    const { context } = createToolContext();
    const result = await callTool(context, 'drop_everything', {});
    expect(result.text).toContain('get_health_status');
    expect(result.isError).toBe(true);
  });

  it('understands arguments as clients write them: nulls, blanks, figures as text, unknown names', async () => {
    const { context } = createToolContext();
    const given = { server: '', job: null, limit: '2', cursor: ' ', colour: 'red' };
    expect((await callTool(context, 'get_health_status', given)).isError).toBe(false);
  });

  it('answers each of the five others with what is known of freshness, and no figure', async () => {
    const { context } = createToolContext();
    for (const { name } of tools.filter((tool) => !isAboutHealth(tool.name))) {
      // Risks and plans rest on every analysis, and of those that of health was made.
      const data = name === 'analyze_risks' || name === 'get_remediation_plan' ? 'fresh' : 'never';
      const { text, structuredContent, isError } = await callTool(context, name, {});
      expect(isError).toBe(false);
      expect(structuredContent).toMatchObject({
        status: 'insufficient-data',
        reason: 'not analysed yet',
        servers: [{ server: 'vbr-one', data, collected: '2026-11-23T04:00Z' }],
      });
      expect(text).toContain('not analysed yet');
    }
  });

  it('says "simulated estate" in every answer and every refusal of the demo', async () => {
    const { context } = createToolContext();
    const demo = { ...context, simulated: true };
    for (const { name } of tools) {
      for (const given of [{}, { limit: -1 }]) {
        const { text, structuredContent } = await callTool(demo, name, given);
        expect(text).toContain('simulated estate');
        expect(JSON.stringify(structuredContent)).toContain('simulated estate');
      }
    }
  });

  it('never throws and never answers with a defect, whatever the arguments', async () => {
    const { context, errors } = createToolContext();
    const names = fc.constantFrom(...tools.map((tool) => tool.name));
    await fc.assert(
      fc.asyncProperty(names, fc.anything(), fc.string(), async (name, anything, text) => {
        for (const given of [
          anything,
          { job: text, server: text },
          { cursor: text, since: text },
        ]) {
          const { structuredContent } = await callTool(context, name, given);
          expect(structuredContent).not.toMatchObject({ code: 'defect' });
        }
      }),
      { numRuns: 100 },
    );
    expect(errors).toEqual([]);
  });
});

function isAboutHealth(name: string): boolean {
  return ['get_health_status', 'explain_job_failure'].includes(name);
}
