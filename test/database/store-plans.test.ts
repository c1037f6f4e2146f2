import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { compileCatalogue } from '../../src/analysers/health/causes/compile-catalogue.ts';
import { remediationSettings } from '../../src/analysers/remediation/settings.ts';
import type { PlanFact } from '../../src/domain/plan-fact.ts';
import { planRemediation } from '../../src/pipeline/planning/plan-remediation.ts';
import { loadSignatures } from '../../src/settings/failure-signatures.ts';
import { loadPlaybooks } from '../../src/settings/playbooks.ts';
import { withClient } from '../../src/store/connection.ts';
import { openPlanFactStore } from '../../src/store/risk/plan-facts.ts';
import { openPlanStore } from '../../src/store/risk/plan-store.ts';
import { aRisk } from '../fixtures/a-risk.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { keepRisks, testPass } from '../fixtures/kept-risks.ts';

const knowledge = join(import.meta.dirname, '../../knowledge');
const playbooks = await loadPlaybooks(knowledge);
const catalogue = compileCatalogue(await loadSignatures(knowledge));
const start = Date.parse('2026-11-20T06:00:00Z');
const at = (hours: number) => new Date(start + hours * 3_600_000);

let databases: FreshDatabases | undefined;
const given = () => {
  if (databases === undefined) throw new Error('no databases');
  return databases.connections;
};
beforeEach(async () => {
  await databases?.drop();
  databases = await freshDatabases();
});
afterAll(async () => {
  await databases?.drop();
});

const locked = aRisk({
  id: 'r-locked',
  causeClass: 'credentials',
  evidence: [
    {
      ...{ kind: 'log-line', id: 's/t/1', at: at(0) },
      says: 'Error: The referenced account is currently locked out and may not be logged on to',
    },
  ],
});
const minor = aRisk({ id: 'r-minor', score: 5, impact: 2 });

async function planAt(hours: number) {
  const store = openPlanStore(given().remediation.risk);
  try {
    const counts = await planRemediation({
      ...{ store, playbooks, catalogue, passId: testPass, asOf: at(hours), now: () => at(hours) },
      settings: remediationSettings.parse({}),
    });
    return { counts, plans: await store.plans(1) };
  } finally {
    await store.close();
  }
}

async function keepFacts(hours: number, failed: number) {
  const store = openPlanFactStore(given().analyst.risk);
  const metrics = { 'failed-runs-in-a-row': failed };
  const facts: PlanFact[] = [{ kind: 'job', name: 'SQL Daily', knownUntil: at(hours), metrics }];
  await store.keepFacts(1, facts);
  const names = await store.lookedAt(1);
  await store.close();
  return names;
}

async function asOwner(text: string): Promise<Record<string, unknown>[]> {
  return withClient(given().owner.risk, 'test', async (client) => (await client.query(text)).rows);
}

test('planning makes a plan of the very failure text, tallies the rest, and writes nothing twice', async () => {
  await keepRisks(given().owner.risk, [locked, minor], at(0));
  const first = await planAt(0);
  expect(first.counts).toMatchObject({ 'plans-made': 1, 'plans-written': 1 });
  expect(first.plans).toMatchObject([
    {
      riskId: 'r-locked',
      status: 'GENERATED',
      cause: 'open',
      content: {
        signatureId: 'cred-account-locked',
        playbooks: ['cause-credentials/1', 'risk-runs-failing/1'],
      },
      verification: { verdict: 'not-met' },
    },
  ]);
  expect((await planAt(1)).counts).toMatchObject({ 'plans-made': 1, 'plans-written': 0 });
  expect(await asOwner('SELECT risks, planned, below_score FROM plan_tally')).toEqual([
    { risks: 2, planned: 1, below_score: 1 },
  ]);
  expect(await asOwner('SELECT DISTINCT component, message FROM journal_event ORDER BY 2')).toEqual(
    [
      { component: 'remediation', message: 'planning-duration' },
      { component: 'remediation', message: 'plans made' },
    ],
  );
});

test('a plan keeps its status through the loop from failing to fixed to failing again', async () => {
  const { owner, remediation } = given();
  await keepRisks(owner.risk, [locked], at(0));
  await planAt(0);
  expect(await keepFacts(0, 3)).toContain('sql daily');
  const store = openPlanStore(remediation.risk);
  expect(await store.setStatus('r-locked', 'INVESTIGATING', at(0.5))).toMatchObject({
    status: 'GENERATED',
  });
  expect(await store.setStatus('r-nobody', 'REVIEWED', at(0.5))).toBeNull();
  await store.close();
  const verdictAt = async (hours: number) => {
    const [plan] = (await planAt(hours)).plans;
    return [plan?.status, plan?.cause, plan?.verification.verdict];
  };
  expect(await verdictAt(1)).toEqual(['INVESTIGATING', 'open', 'not-met']);
  await keepRisks(owner.risk, [], at(24));
  await keepFacts(24, 0);
  expect(await verdictAt(24)).toEqual(['INVESTIGATING', 'gone', 'not-met']);
  await keepFacts(48, 0);
  expect(await verdictAt(48)).toEqual(['INVESTIGATING', 'gone', 'met']);
  await keepRisks(owner.risk, [locked], at(72));
  await keepFacts(72, 1);
  expect(await verdictAt(72)).toEqual(['INVESTIGATING', 'open', 'regressed']);
  expect(await asOwner('SELECT status, verdict FROM plan_status_change')).toEqual([
    { status: 'INVESTIGATING', verdict: 'not-met' },
  ]);
});

test('an accepted risk keeps its plan, and calls for none', async () => {
  const { owner } = given();
  await keepRisks(owner.risk, [locked], at(0));
  await planAt(0);
  await asOwner(`INSERT INTO risk_acceptance (vbr_server_id, risk_id, owner, reason, accepted_at, expires_at, accepted_score)
    VALUES (1, 'r-locked', 'me', 'because', '${at(0).toISOString()}', '${at(2).toISOString()}', 80)`);
  expect((await planAt(1)).plans).toMatchObject([{ cause: 'accepted' }]);
  expect((await planAt(3)).plans).toMatchObject([{ cause: 'open' }]);
});

test('a plan whose risk is gone is met although its job fails of another cause, which has its own plan', async () => {
  const { owner } = given();
  await keepRisks(owner.risk, [locked], at(0));
  await planAt(0);
  const later = async (hours: number, open: readonly ReturnType<typeof aRisk>[]) => {
    await keepRisks(owner.risk, open, at(hours));
    await keepFacts(hours, open.length);
    const { plans } = await planAt(hours);
    return plans.find(({ riskId }) => riskId === 'r-locked')?.verification.verdict;
  };
  const failing = (causeClass: string | null) => [aRisk({ id: 'r-other', causeClass })];
  expect(await later(24, [])).toBe('not-met');
  expect(await later(49, failing('vss'))).toBe('met');
  expect(await later(50, failing(null))).toBe('regressed');
  expect(await later(51, failing('credentials'))).toBe('regressed');
});

test('a plan looks at no workload that every job had left before: that is told by itself', async () => {
  const left = aRisk({ id: 'r-left', kind: 'workload-left', jobs: [], workloads: ['old01'] });
  const chain = aRisk({ id: 'r-chain', workloads: ['old01', 'sql02'] });
  await keepRisks(given().owner.risk, [left, chain], at(0));
  const { plans } = await planAt(0);
  const looksAt = plans.map(({ riskId, looksAt: { workload } }) => [riskId, workload]);
  expect(looksAt.toSorted()).toEqual([
    ['r-chain', ['sql02']],
    ['r-left', ['old01']],
  ]);
});

test('of plan facts that come twice under one name the last is kept, and those of before go', async () => {
  const { analyst, remediation } = given();
  const facts = openPlanFactStore(analyst.risk);
  const plans = openPlanStore(remediation.risk);
  const fact = (name: string, failed: number): PlanFact => ({
    ...{ kind: 'job', name, knownUntil: at(1), metrics: { 'failed-runs-in-a-row': failed } },
  });
  await facts.keepFacts(1, [fact('Gone', 9)]);
  await facts.keepFacts(1, [fact('SQL Daily', 1), fact('Other', 4), fact('sql\u0000 daily', 2)]);
  const kept = await plans.facts(1);
  expect(
    kept.map(({ name, metrics }) => [name, metrics['failed-runs-in-a-row']]).toSorted(),
  ).toEqual([
    ['other', 4],
    ['sql daily', 2],
  ]);
  await Promise.all([facts.close(), plans.close()]);
});

test('a NUL character in a foreign name costs no batch', async () => {
  const evil = aRisk({ id: 'r-nul', title: 'Job "a\u0000b" fails' });
  const store = openPlanStore(given().remediation.risk);
  await keepRisks(given().owner.risk, [aRisk({ id: 'r-nul' })], at(0));
  const [made] = (await planAt(0)).plans;
  expect(made).toBeDefined();
  if (made !== undefined) {
    await store.keep(testPass, at(1), [{ ...made, title: evil.title }]);
    expect((await store.plans(1))[0]?.title).toBe('Job "ab" fails');
  }
  await store.close();
});
