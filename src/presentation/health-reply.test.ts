import fc from 'fast-check';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createAnswerStore, type KeptServer } from '../../test/fixtures/answer-store.ts';
import { forbiddenCharacters, hostileNames } from '../../test/fixtures/hostile-names.ts';
import { plantServer, sourcesReadAt } from '../../test/fixtures/planted-server.ts';
import { shownText } from '../domain/foreign-text.ts';
import { healthStatus } from '../queries/health-status.ts';
import { healthReply, mostTokens, type Reply } from './health-reply.ts';
import { estimatedTokens } from './token-estimate.ts';

const asOf = new Date('2026-11-23T06:00:00Z');
const dataAt = new Date('2026-11-23T04:00:00Z');

const hiddenSources = Array.from({ length: 9 }, (_, index) => ({
  source: 'logs' as const,
  availability: 'forbidden' as const,
  checkedAt: dataAt,
  lastAvailableAt: null,
  reason: `the role does not show this ${'备份'.repeat(100)} ${index}`,
  rowsSeen: 0,
  rowsRejected: 0,
}));

describe('the reply to a health question', () => {
  it('keeps 2,000 tokens with a hundred jobs of any hostile or long name, and says how to get the rest', async () => {
    const random = fc.sample(fc.string({ minLength: 90, maxLength: 90 }), 10);
    for (const name of [...hostileNames, ...random]) {
      const kept = estateOf(100, (index) => `${name} ${index}`, name);
      for (const scope of ['estate', 'job'] as const) {
        const reply = await replyTo([kept], { scope, limit: 50 });
        expect(tokensOf(reply), `${scope} of ${JSON.stringify(name)}`).toBeLessThanOrEqual(2000);
        expect(reply.structuredContent['page']).toMatchObject({ nextCursor: expect.any(String) });
      }
    }
  });

  it('keeps them with a thousand jobs, as with a hundred', async () => {
    const kept = estateOf(
      1000,
      (index) => `${'Very long department name '.repeat(9)}${index}`,
      'Error',
    );
    expect(tokensOf(await replyTo([kept], { limit: 50 }))).toBeLessThanOrEqual(2000);
    expect(tokensOf(await replyTo([kept], { scope: 'job' }))).toBeLessThanOrEqual(2000);
  });

  it('keeps the budget of one job whose every run failed', async () => {
    const runs = Array.from({ length: 80 }, (_, hoursAgo) => ({
      hoursAgo,
      outcome: 'failed' as const,
      message: '备份失败'.repeat(200),
      lines: ['Error: 磁盘空间不足'.repeat(90), 'VSS '.repeat(300)],
    }));
    const kept = plantServer({
      ...{ id: 1, entry: 'vbr', dataAt, score: 20 },
      jobs: [{ name: 'SQL', score: 3, runs }],
    });
    for (const detail of ['summary', 'full'] as const) {
      const reply = await replyTo([kept], { job: 'SQL', limit: 50, detail });
      expect(tokensOf(reply)).toBeLessThanOrEqual(mostTokens[detail]);
    }
  });

  it('keeps the budget with thirty servers that see nothing', async () => {
    const kept = Array.from({ length: 30 }, (_, id) => ({
      ...estateOf(10, (index) => `job ${index} ${'ж'.repeat(200)}`, 'x'.repeat(300), id),
      sources: [...sourcesReadAt(dataAt), ...hiddenSources],
    }));
    const reply = await replyTo(kept, {});
    expect(tokensOf(reply)).toBeLessThanOrEqual(2000);
    expect(reply.structuredContent['serversOmitted']).toBeGreaterThan(0);
    expect(reply.text).toContain('more servers not shown');
  });

  it('shows at least three failed runs of ordinary names with why they failed', async () => {
    const kept = estateOf(40, (index) => `SQL cluster ${index} nightly`, 'Error: disk full');
    const reply = await replyTo([kept], {});
    const evidence = [expect.objectContaining({ text: 'Error: disk full', line: 1 })];
    const rows = Array.from({ length: 3 }, () => expect.objectContaining({ evidence }));
    expect(reply.structuredContent['failedRuns']).toEqual(expect.arrayContaining(rows));
  });

  it('spends no room on a message that only repeats how the run ended', async () => {
    const rowsWith = async (message: string, lines: readonly string[]) => {
      const run = {
        hoursAgo: 2,
        outcome: 'failed',
        firstAttempt: 'failed',
        message,
        lines,
      } as const;
      const jobs = [{ name: 'SQL', score: 50, runs: [run] }];
      const kept = plantServer({ id: 1, entry: 'vbr-1', dataAt, score: 71.3, jobs });
      return (await replyTo([kept], {})).structuredContent['failedRuns'];
    };
    const [message, firstAttemptOk] = [expect.anything(), expect.anything()];
    const told = expect.objectContaining({ message });
    expect(await rowsWith('Failed', ['Error: disk full'])).toEqual([
      expect.not.objectContaining({ message }),
    ]);
    expect(await rowsWith('Failed', [])).toEqual([told]);
    expect(await rowsWith('Disk full', ['Error: disk full'])).toEqual([told]);
    expect(await rowsWith('Failed', [])).toEqual([expect.not.objectContaining({ firstAttemptOk })]);
  });

  it('shows fewer failed runs before it cuts a name, which nobody could ask for', async () => {
    const nameOf = (index: number) => `Physical Windows Tier 2 Databases ${index}`;
    const kept = estateOf(40, nameOf, '错误：磁盘空间不足，'.repeat(40));
    const reply = await replyTo([{ ...kept, sources: [...kept.sources, ...hiddenSources] }], {
      since: '24h',
    });
    const names = Array.from({ length: 40 }, (_, index) => nameOf(index));
    const rows = z.array(z.object({ job: z.enum(names) }));
    expect(rows.parse(reply.structuredContent['failedRuns']).length).toBeGreaterThan(0);
    expect(reply.structuredContent['because']).toMatch(/[^…]$/);
    expect(tokensOf(reply)).toBeLessThanOrEqual(2000);
  });

  it('tells every fact of the structured content in the text too', async () => {
    const kept = estateOf(30, (index) => `Job ${index}`, 'Error: disk full');
    const stale = estateOf(3, (index) => `Old ${index}`, 'Error', 2, new Date('2026-11-20T04:00Z'));
    const blind = { ...kept, sources: [...kept.sources, forbiddenTasks] };
    const requests = [{}, { scope: 'job' }, { job: 'Job 0' }, { scope: 'groups' }] as const;
    const cases = requests.flatMap((request) => [
      { servers: [blind], request },
      { servers: [blind, stale], request },
      { servers: [blind, stale], request: { ...request, detail: 'full' as const } },
    ]);
    for (const { servers, request } of cases) {
      const { structuredContent, text } = await replyTo(servers, request);
      for (const [path, fact] of leavesOf(structuredContent)) {
        expect(text, `${path} of ${JSON.stringify(request)}`).toContain(String(fact));
      }
    }
  });

  it('holds no invisible or direction-changing character whatever names and messages VBR sends', async () => {
    const foreign = fc.string({ unit: 'binary', maxLength: 400 });
    const anyName = fc.oneof(foreign, fc.constantFrom(...hostileNames));
    await fc.assert(
      fc.asyncProperty(anyName, anyName, anyName, async (name, message, entry) => {
        const kept = estateOf(3, (index) => `${name}${index}`, message);
        const named = { ...kept, server: { ...kept.server, entry } };
        for (const request of [{}, { scope: 'job' as const }, { job: `${name}0` }]) {
          if (request.job?.trim() === '') continue;
          const reply = await replyTo([named], request).catch(textOfFault);
          const whole = `${reply.text.replaceAll('\n', '')}${JSON.stringify(reply.structuredContent)}`;
          expect(forbiddenCharacters.exec(whole)?.[0]).toBeUndefined();
          expect(hasLongText(reply.structuredContent)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the token estimate', () => {
  it('is seldom below the real count of a name, and never by half', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_. ';
    const anyLetter = fc.constantFrom(...letters);
    const random = fc.sample(fc.string({ unit: anyLetter, minLength: 90, maxLength: 90 }), 200);
    const ratio = (name: string) => (estimatedTokens(name) + 1) / (realTokens(name) + 1);
    const hostile = hostileNames.map((name) => ratio(shownText(name)));
    expect(Math.min(...hostile, ...random.map(ratio))).toBeGreaterThan(0.5);
    expect(hostile.filter((one) => one < 0.9).length).toBeLessThan(hostile.length / 5);
  });
});

const forbiddenTasks = {
  source: 'task-sessions' as const,
  availability: 'forbidden' as const,
  checkedAt: dataAt,
  lastAvailableAt: new Date('2026-11-01T04:00:00Z'),
  reason: 'not visible with this role',
  rowsSeen: 0,
  rowsRejected: 0,
};

function estateOf(
  jobs: number,
  nameOf: (index: number) => string,
  message: string,
  id = 1,
  at = dataAt,
): KeptServer {
  const planted = Array.from({ length: jobs }, (_, index) => ({
    name: nameOf(index),
    score: index % 100,
    runs: [
      {
        hoursAgo: 2 + (index % 9),
        outcome: index % 3 === 1 ? ('success' as const) : ('failed' as const),
        attempts: 2,
        firstAttempt: 'failed' as const,
        message,
        lines: [message, `${message} again`],
      },
    ],
  }));
  return plantServer({ id, entry: `vbr-${id}`, dataAt: at, score: 71.3, jobs: planted });
}

async function replyTo(
  kept: readonly KeptServer[],
  request: Parameters<typeof healthStatus>[1],
): Promise<Reply> {
  const context = { answers: createAnswerStore(kept), asOf, simulated: true };
  return healthReply(await healthStatus(context, request), request.detail ?? 'summary');
}

function textOfFault(error: unknown): Reply {
  return { text: error instanceof Error ? error.message : '', structuredContent: {} };
}

function tokensOf({ text, structuredContent }: Reply): number {
  return realTokens(text) + realTokens(JSON.stringify(structuredContent));
}

/** Names that look like a model's own marks are counted as the plain text they are. */
function realTokens(text: string): number {
  return countTokens(text, { disallowedSpecial: new Set() });
}

function leavesOf(value: unknown, path = ''): ReadonlyArray<readonly [string, unknown]> {
  if (typeof value === 'boolean') return [];
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    // What the text says in its own words: an answered question, its kind, and server names of a list.
    path === '' && (key === 'kind' || inner === 'answered')
      ? []
      : leavesOf(inner, `${path}/${key}`),
  );
}

function hasLongText(value: unknown): boolean {
  return leavesOf(value).some(([, leaf]) => typeof leaf === 'string' && leaf.length > 600);
}
