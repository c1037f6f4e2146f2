import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import type { Risk } from '../../src/domain/risk.ts';
import { callTool } from '../../src/doors/mcp/call-tool.ts';
import type { RiskAnswers } from '../../src/ports/risk-answers.ts';
import { aRisk } from '../fixtures/a-risk.ts';
import { hostileNames } from '../fixtures/hostile-names.ts';
import { createInMemoryRiskStore } from '../fixtures/in-memory-risk-store.ts';
import { createToolContext } from '../fixtures/tool-context.ts';

const since = new Date('2026-11-23T05:00:00Z');

/** A risk with everything that a row may carry, its names as long and as foreign as they come. */
function riskNamed(name: string, place: number, state: 'fresh' | 'stale' = 'stale'): Risk {
  const parts = ['loss', 'reach', 'persistence', 'fallback'] as const;
  const risk = aRisk({
    id: `r-${String(place).padStart(10, '0')}`,
    title: `5 jobs fail: storage space at repository "${name}"`,
    causeClass: 'storage_space',
    contributions: parts.map((part) => ({ name: part, weight: 25, points: 20, reason: name })),
    lowersMost: { change: `remove the cause of the failures of ${name}`, points: 57 },
    confidence: {
      value: 0.5,
      factors: [
        {
          name: 'freshness',
          value: state === 'fresh' ? 1 : 0.6,
          reason: 'STALE_HEALTH → JOB-FAILURE',
        },
        { name: 'visibility', value: 0.8, reason: 'FORBIDDEN_LOGS → JOB-FAILURE' },
      ],
    },
    inputs: ['health', 'sessions', 'task-sessions', 'logs', 'protection'].map((input) => ({
      ...{ name: input, asOf: since, state },
    })),
    jobs: Array.from({ length: 40 }, () => name),
    workloads: Array.from({ length: 90 }, () => name),
    evidence: Array.from({ length: 6 }, () => ({
      ...({ kind: 'log-line', id: name, at: since, says: name } as const),
    })),
  });
  return risk;
}

function ask(
  risks: readonly Risk[],
  input: Record<string, unknown>,
  over: Partial<RiskAnswers> = {},
) {
  const { context } = createToolContext();
  const formula = { formula: 'risk/3', formulaFrom: since };
  const analysis = {
    vbrServerId: 1,
    asOf: since,
    firstAsOf: since,
    ...{ hasInventory: false, seesAgentComputers: true },
    ...formula,
  };
  const store = createInMemoryRiskStore();
  const answers: RiskAnswers = {
    ...store.risks,
    lastAnalyses: async () => [{ ...analysis, tiers: [], changedPoints: 5 }],
    openRisks: async ({ limit, offset }) => ({
      rows: risks.slice(offset, offset + limit),
      total: risks.length,
    }),
    ...over,
  };
  return callTool({ ...context, risk: { ...store, risks: answers } }, 'analyze_risks', input);
}

/** Names may look like the marks of a model: they are counted as the text that they are. */
const plain = { disallowedSpecial: new Set<string>() };
const tokensOf = ({ text, structuredContent }: Awaited<ReturnType<typeof ask>>) =>
  countTokens(text, plain) + countTokens(JSON.stringify(structuredContent), plain);

const ordinary = Array.from({ length: 200 }, (_, place) =>
  riskNamed('Scale-Out Backup Repository Prague 07', place, 'fresh'),
);

test('five risks are told within 2,000 tokens, the rest counted and reachable', async () => {
  const answer = await ask(ordinary, {});
  expect(tokensOf(answer)).toBeLessThanOrEqual(2000);
  expect(answer.structuredContent).toMatchObject({ open: 200 });
  expect(answer.structuredContent['risks']).toHaveLength(5);
  expect(answer.text).toContain('r-0000000004');
  expect(JSON.stringify(answer.structuredContent)).toContain('nextCursor');
});

test('no name, however hostile, takes an answer beyond its budget', async () => {
  const risks = hostileNames.map((name, place) => riskNamed(name.repeat(3), place));
  for (const input of [{}, { scope: 'brief' }, { since: '24h' }, { limit: 50 }]) {
    const answer = await ask(risks, input);
    expect(answer.isError).toBe(false);
    expect(tokensOf(answer)).toBeLessThanOrEqual(2000);
  }
  const full = await ask(risks, { detail: 'full', limit: 50 });
  expect(tokensOf(full)).toBeLessThanOrEqual(8000);
}, 60_000);

test('what is met and what is lost keep their budget with the same names', async () => {
  const says = (name: string) => ({ verdict: 'not-met', says: name.repeat(3) }) as const;
  const met = { rpo: 'met', rto: 'unknown', testAge: 'not-met' } as const;
  const workloads = hostileNames.map((name, place) => ({
    ...({
      vbrServerId: 1,
      id: `w-${place}`,
      name: name.repeat(3),
      tier: 'CRITICAL',
      ...met,
    } as const),
    rule: {
      ...{ copies: says(name), media: says(name), offSite: says(name), immutable: says(name) },
      ...{ errors: says(name), verdict: 'not-met' as const },
    },
  }));
  const radii = hostileNames.map((name, place) => ({
    ...({ vbrServerId: 1, kind: 'repository', id: `r-${place}`, name: name.repeat(3) } as const),
    ...{ workloads: 90, losesNewest: 80, losesAll: 70, worstGapHours: 12.5 },
    ...{ byTier: { CRITICAL: 40, LOW: 30 }, names: Array.from({ length: 10 }, () => name) },
    says: 'the workloads themselves live on: what is lost is the way back',
  }));
  const over: Partial<RiskAnswers> = {
    compliance: async ({ limit }) => ({ rows: workloads.slice(0, limit), total: workloads.length }),
    blastRadii: async ({ limit }) => ({ rows: radii.slice(0, limit), total: radii.length }),
  };
  for (const scope of ['rule', 'loss']) {
    for (const asked of [{}, { limit: 50 }]) {
      const answer = await ask([], { scope, ...asked }, over);
      expect(answer.isError).toBe(false);
      expect(tokensOf(answer)).toBeGreaterThan(300);
      expect(tokensOf(answer)).toBeLessThanOrEqual(2000);
    }
  }
}, 60_000);

test('an accepted risk that became worse is said to be open again, in the list and in the brief', async () => {
  const reopened = [{ riskId: 'r-0000000001', owner: 'Ann', acceptedScore: 50, score: 61 }];
  for (const input of [{}, { scope: 'brief' }]) {
    const answer = await ask(ordinary.slice(0, 3), input, { reopened: async () => reopened });
    expect(answer.text).toMatch(/open again.* r-0000000001: Ann accepted it at 50, it is 61 now/i);
  }
});

test('an answer says of which machines it is not visible that they were never backed up', async () => {
  const told = async (hasInventory: boolean, ...sees: readonly boolean[]) => {
    const known = { asOf: since, firstAsOf: since, formula: 'risk/3', formulaFrom: since };
    const lastAnalyses = async () =>
      sees.map((seesAgentComputers, place) => ({
        ...{ vbrServerId: place + 1, ...known, tiers: [], changedPoints: 5 },
        ...{ hasInventory, seesAgentComputers },
      }));
    const list = await ask([], {}, { lastAnalyses });
    const brief = await ask([], { scope: 'brief' }, { lastAnalyses });
    return [list.structuredContent['neverBackedUp'], brief.text.split('\n').at(-1)];
  };
  const next = 'import an inventory to see machines that were never backed up';
  expect(await told(false, false)).toEqual([
    `not visible: ${next}`,
    expect.stringMatching(/; machines never backed up: not visible\.$/),
  ]);
  const beyond = 'not visible beyond what protection groups discovered';
  expect(await told(false, true)).toEqual([
    `${beyond}: ${next}`,
    expect.stringContaining(`; machines never backed up: ${beyond}.`),
  ]);
  expect((await told(false, true, false))[0]).toBe(`not visible: ${next}`);
  expect(await told(true, false)).toEqual([undefined, expect.not.stringContaining('never backed')]);
});

test('worse and better are judged by the points that the analysis was made with', async () => {
  const change = { vbrServerId: 1, riskId: 'r-1', title: 'It', changedAt: since, closedAs: null };
  const changesSince = async () => [{ ...change, scoreThen: 50, scoreNow: 57 }];
  const formula = { formula: 'risk/3', formulaFrom: since };
  const known = { vbrServerId: 1, asOf: since, firstAsOf: since, tiers: [] };
  const seen = { hasInventory: true, seesAgentComputers: true };
  const analysis = { ...known, ...seen, ...formula };
  const worse = async (changedPoints: number) => {
    const lastAnalyses = async () => [{ ...analysis, changedPoints }];
    const answer = await ask([], { since: '24h' }, { changesSince, lastAnalyses });
    return /worse (\d+)/.exec(answer.text)?.[1];
  };
  expect([await worse(5), await worse(8)]).toEqual(['1', '0']);
});

test('scores of two formulas are not compared: worse counts from the change, new and fixed do not', async () => {
  const changedAt = new Date('2026-11-21T12:00:00Z');
  const change = { vbrServerId: 1, title: 'It', changedAt, closedAs: null };
  const changesSince = async (_ids: readonly number[], from: Date) =>
    from < changedAt
      ? [
          { ...change, riskId: 'r-1', scoreThen: 50, scoreNow: 90 },
          { ...change, riskId: 'r-2', scoreThen: null, scoreNow: 60 },
          { ...change, riskId: 'r-3', scoreThen: 40, scoreNow: null, closedAs: 'fixed' as const },
        ]
      : [
          { ...change, riskId: 'r-2', scoreThen: 50, scoreNow: 60 },
          { ...change, riskId: 'r-4', scoreThen: 30, scoreNow: 40 },
        ];
  const lastAnalyses = async () => [
    {
      ...{ vbrServerId: 1, asOf: changedAt, firstAsOf: new Date('2026-11-01T00:00:00Z') },
      ...{ formula: 'risk/3', formulaFrom: changedAt, tiers: [], changedPoints: 5 },
      ...{ hasInventory: true, seesAgentComputers: false },
    },
  ];
  const asked = (since: string) => ask([], { since }, { changesSince, lastAnalyses });
  const before = await asked('2026-11-20T00:00:00Z');
  expect(before.structuredContent['changes']).toMatchObject({
    formulaFrom: '2026-11-21T12:00Z',
    worse: { count: 1, first: [{ id: 'r-4', from: 30, to: 40 }] },
    new: { count: 1, first: [{ id: 'r-2' }] },
    fixed: { count: 1, first: [{ id: 'r-3' }] },
  });
  expect(before.text).toContain('The formula changed at 2026-11-21T12:00Z');
  const after = await asked('2026-11-21T13:00:00Z');
  expect(after.structuredContent['changes']).toMatchObject({ worse: { count: 2 } });
  expect(after.text).not.toContain('The formula changed');
});
