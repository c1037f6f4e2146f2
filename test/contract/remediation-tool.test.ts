import { join } from 'node:path';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import type { KeptPlan } from '../../src/domain/plan.ts';
import { callTool } from '../../src/doors/mcp/call-tool.ts';
import { loadSignatures } from '../../src/settings/failure-signatures.ts';
import { loadPlaybooks } from '../../src/settings/playbooks.ts';
import { hostileNames } from '../fixtures/hostile-names.ts';
import { keptPlan, planAnswersOf } from '../fixtures/kept-plans.ts';
import { createToolContext } from '../fixtures/tool-context.ts';

const knowledge = join(import.meta.dirname, '../../knowledge');
const { signatures } = await loadSignatures(knowledge);
const { byKind } = await loadPlaybooks(knowledge);

function ask(plans: readonly KeptPlan[], input: Record<string, unknown>) {
  const { context } = createToolContext();
  return callTool({ ...context, plans: planAnswersOf(plans) }, 'get_remediation_plan', input);
}

/** Names may look like the marks of a model: they are counted as the text that they are. */
const plain = { disallowedSpecial: new Set<string>() };

function tokensOf({ text, structuredContent }: Awaited<ReturnType<typeof ask>>): number {
  return countTokens(text, plain) + countTokens(JSON.stringify(structuredContent), plain);
}

const longName =
  'Nightly backup of the production database servers in Prague and Brno, second wave';

test('a whole plan keeps within 3,000 tokens, whatever its cause, and says what to check, expect, verify and roll back', async () => {
  const figures = {
    ...{ runsInRow: 3, failedRuns: 12, judgedRuns: 90, workloadsHit: 14, daysUntilFull: 12.4 },
    ...{ growthGibPerDay: 33.3, leadTimeDays: 60, usedPercent: 91.2, machines: 12 },
  };
  const named = signatures.map((signature) =>
    keptPlan({ causeClass: signature.causeClass, title: longName, figures }, signature),
  );
  const kinds = [...byKind.keys()].map((kind) => keptPlan({ kind, title: longName, figures }));
  let most = 0;
  for (const plan of [...named, ...kinds]) {
    const answer = await ask([plan], { risk: plan.riskId });
    most = Math.max(most, tokensOf(answer));
    expect(answer.structuredContent).toMatchObject({ kind: 'plan', risk: plan.riskId });
    expect(answer.text).toMatch(/Check first, nothing is changed by it \(.*\):\n- /);
    expect(answer.text).toMatch(/Effect: .*Side effects: .*Rollback: /);
    expect(answer.text).toMatch(/Verification: not-met since 2026-11-22/);
    expect(answer.text).toContain('Advice only: DR365 executes nothing');
  }
  expect(most).toBeGreaterThan(1000);
  expect(most).toBeLessThanOrEqual(3000);
});

test('the worklist keeps within 2,000 tokens, quick wins first, and counts what has no plan', async () => {
  const plans = signatures
    .slice(0, 60)
    .map((signature, place) =>
      keptPlan({ id: `r-${place}`, causeClass: signature.causeClass, title: longName }, signature),
    );
  const answer = await ask(plans, {});
  expect(tokensOf(answer)).toBeLessThanOrEqual(2000);
  expect(answer.structuredContent).toMatchObject({
    kind: 'worklist',
    page: { total: 60, nextCursor: expect.any(String) },
    counts: { risks: 63, withPlan: 60, belowScore: 2, belowConfidence: 1 },
  });
  expect(answer.text).toMatch(/63 risks: 60 with a plan, 2 below the score/);
  const page = (answer.structuredContent['page'] ?? {}) as Record<string, unknown>;
  const next = await ask(plans, { cursor: page['nextCursor'] });
  expect(next.structuredContent).toMatchObject({ page: { skipped: expect.any(Number) } });
});

test('a feature narrows the worklist, a name with one plan gives the plan', async () => {
  const plans = [
    keptPlan(),
    keptPlan({
      ...{
        id: 'r-full',
        category: 'capacity',
        kind: 'repository-filling',
        jobs: [],
        workloads: [],
      },
      subject: { kind: 'repository', id: 'p', name: 'Main' },
    }),
  ];
  const capacity = await ask(plans, { feature: 'capacity' });
  expect(capacity.structuredContent).toMatchObject({
    page: { total: 1 },
    plans: [{ risk: 'r-full' }],
  });
  const main = await ask(plans, { name: 'main' });
  expect(main.structuredContent).toMatchObject({ kind: 'plan', risk: 'r-full' });
});

test.each([
  'delete old backups',
  'Delete the old backups for me',
  'please remove restore points older than a month',
])('"%s" is refused politely with what may be looked at', async (name) => {
  const answer = await ask([keptPlan()], { name });
  expect(answer.isError).toBe(false);
  expect(answer.text).toMatch(/DR365 deletes nothing and has no way to.*A person decides/);
  expect(answer.text).toMatch(/What you may look at:\n- what frees by itself/);
  expect(answer.structuredContent).toMatchObject({ refused: { lookAt: expect.any(Array) } });
});

test.each([
  ['Delete the old backups for me', /DR365 deletes nothing and has no way to.*A person decides/],
  ['please restart the job', /DR365 only advises.*A person carries a plan out/],
])(
  '"%s" is refused before anything is analysed, and that nothing is analysed is said',
  async (name, said) => {
    const { context } = createToolContext();
    const noTallies = { ...planAnswersOf([]), tallies: async () => [] };
    for (const plans of [undefined, noTallies]) {
      const asked = { ...context, ...(plans !== undefined && { plans }) };
      const answer = await callTool(asked, 'get_remediation_plan', { name });
      expect(answer.text).toMatch(said);
      expect(answer.text).toMatch(/What you may look at:\n- /);
      expect(answer.text).toContain('insufficient-data: remediation plan: not analysed yet');
      expect(answer.structuredContent).toMatchObject({
        status: 'insufficient-data',
        refused: { reason: expect.stringMatching(said), lookAt: expect.any(Array) },
      });
    }
    const named = await callTool(context, 'get_remediation_plan', { name: 'SQL Daily' });
    expect(named.structuredContent).not.toHaveProperty('refused');
  },
);

test.each(['SQL Daily', 'Delete old backups', 'Restore Test Job', 'Backup Set 3', 'fix-it'])(
  'the name "%s" is no wish',
  async (name) => {
    const plan = keptPlan({ subject: { kind: 'job', id: 'j', name } });
    expect((await ask([plan], { name })).structuredContent).toMatchObject({ kind: 'plan' });
  },
);

test('what has no plan is said to have none, with a name that is like it', async () => {
  const answer = await ask([keptPlan()], { risk: 'r-nobody' });
  expect(answer.isError).toBe(true);
  expect(answer.text).toMatch(/no plan for "r-nobody" \(similar: "SQL Daily"\)/);
});

test('names of VBR reach no line of their own and no command', async () => {
  for (const name of hostileNames) {
    const plan = keptPlan({
      subject: { kind: 'job', id: 'j', name },
      title: `Job "${name}" fails`,
    });
    const { text, structuredContent } = await ask([plan], { risk: plan.riskId });
    expect(text.split('\n').filter((line) => /^(SYSTEM|IMPORTANT|Option 9)/.test(line))).toEqual(
      [],
    );
    expect(JSON.stringify(structuredContent)).not.toMatch(/[\u202a-\u202e\u200b-\u200f]/);
    const commands = plan.content.checks.map(({ command }) => command ?? '');
    expect(name.length > 2 && commands.some((command) => command.includes(name))).toBe(false);
  }
});

test('no name, however hostile or long, takes a plan beyond 3,000 tokens or a worklist beyond 2,000', async () => {
  const over = (name: string) => ({
    subject: { kind: 'job', id: name.repeat(3), name: name.repeat(3) } as const,
    title: `Job "${name.repeat(3)}" fails`,
    jobs: Array.from({ length: 40 }, () => name),
    workloads: Array.from({ length: 90 }, () => name),
    evidence: Array.from({ length: 6 }, () => ({
      ...({ kind: 'log-line', id: name.repeat(3), says: name.repeat(3) } as const),
      at: new Date('2026-11-22T06:00:00Z'),
    })),
  });
  const wordiest = signatures.toSorted((one, other) => words(other) - words(one))[0] ?? null;
  const plans = hostileNames.map((name, place) =>
    keptPlan(
      { ...over(name), id: `r-${place}`, causeClass: wordiest?.causeClass ?? null },
      wordiest,
    ),
  );
  for (const plan of plans) {
    const tokens = tokensOf(await ask([plan], { risk: plan.riskId }));
    expect(tokens, plan.title.slice(0, 60)).toBeLessThanOrEqual(3000);
  }
  for (const asked of [{}, { limit: 50 }]) {
    const tokens = tokensOf(await ask(plans, asked));
    expect(tokens).toBeGreaterThan(1000);
    expect(tokens).toBeLessThanOrEqual(2000);
  }
  const full = await ask(plans, { limit: 50, detail: 'full' });
  expect(tokensOf(full)).toBeLessThanOrEqual(8000);
}, 60_000);

const words = (signature: (typeof signatures)[number]) => JSON.stringify(signature).length;
