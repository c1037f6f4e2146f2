import { afterAll, beforeAll, expect, test } from 'vitest';
import { assessRisks } from '../../src/analysers/risk/assess-risks.ts';
import type { Risk } from '../../src/domain/risk.ts';
import type { RiskAnalysis } from '../../src/ports/risk-keeper.ts';
import { openRiskKeeper } from '../../src/store/risk/risk-keeper.ts';
import { openRiskStore } from '../../src/store/risk/risk-store.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { failingJob, hoursBefore, riskAsOf, riskFacts } from '../fixtures/risk-facts.ts';

const passId = '0193e000-0000-7000-8000-000000000001';
let databases: FreshDatabases;
let keeper: ReturnType<typeof openRiskKeeper>;
let reader: ReturnType<typeof openRiskStore>;
beforeAll(async () => {
  databases = await freshDatabases();
  keeper = openRiskKeeper(databases.connections.analyst.risk);
  reader = openRiskStore(databases.connections.mcp.risk);
});
afterAll(async () => {
  await Promise.all([keeper.close(), reader.close()]);
  await databases.drop();
});

/** One risk for each name, of a server of its own. */
function risksOf(vbrServerId: number, ...names: readonly string[]): readonly Risk[] {
  const server = { id: vbrServerId, name: 'vbr' };
  return assessRisks(riskFacts({ server, jobs: names.map((name) => failingJob(name)) })).risks;
}

function analysis(hours: number, open: readonly Risk[], over: Partial<RiskAnalysis> = {}) {
  return {
    ...{ asOf: hoursBefore(hours), formula: 'risk/1', inputsKey: `k${hours}`, open, closed: [] },
    ...{ compliance: [], tiers: [], blastRadii: [], hasInventory: false, changedPoints: 5 },
    seesAgentComputers: false,
    ...over,
  };
}

const read = (vbrServerId: number, asOf = riskAsOf) =>
  reader.risks.openRisks({ vbrServerIds: [vbrServerId], asOf, limit: 50, offset: 0 });

test('an open risk is read back as it was kept, by id, category, tier and name, and of its server alone', async () => {
  const risks = risksOf(1, 'Nightly', 'Weekly');
  await keeper.keepAnalysis(1, passId, analysis(10, risks));
  await keeper.keepAnalysis(2, passId, analysis(10, risksOf(2, 'Nightly')));
  expect((await read(1)).rows.map(({ id }) => id).toSorted()).toEqual(
    risks.map(({ id }) => id).toSorted(),
  );
  const [first] = risks;
  const query = { vbrServerIds: [1], asOf: riskAsOf, limit: 5, offset: 0 };
  expect((await reader.risks.openRisks({ ...query, id: first?.id ?? '' })).rows).toEqual([first]);
  expect((await reader.risks.openRisks({ ...query, category: 'security' })).total).toBe(0);
  expect((await reader.risks.openRisks({ ...query, tier: 'MEDIUM' })).total).toBe(2);
  expect((await reader.risks.openRisks({ ...query, name: 'NIGHTLY' })).total).toBe(1);
  expect(await keeper.lastAnalysis(1)).toEqual({ asOf: hoursBefore(10), inputsKey: 'k10' });
});

test('history holds one line per change, and tells new, worse and fixed since an instant', async () => {
  const [one, other] = risksOf(3, 'One', 'Other');
  if (one === undefined || other === undefined) throw new Error('two risks were planted');
  const first = await keeper.keepAnalysis(3, passId, analysis(9, [one, other]));
  const again = await keeper.keepAnalysis(3, passId, analysis(8, [one, other]));
  expect([first.changed, again.changed]).toEqual([2, 0]);
  const worse = { ...one, score: one.score + 9 };
  const closed = [{ id: other.id, as: 'fixed' as const }];
  const moved = await keeper.keepAnalysis(3, passId, analysis(7, [worse], { closed }));
  expect(moved).toEqual({ changed: 2, closed: 1 });
  const since = await reader.risks.changesSince([3], hoursBefore(8));
  expect(
    since.map(({ riskId, scoreThen, scoreNow, closedAs }) => ({
      riskId,
      scoreThen,
      scoreNow,
      closedAs,
    })),
  ).toEqual(
    expect.arrayContaining([
      { riskId: one.id, scoreThen: one.score, scoreNow: worse.score, closedAs: null },
      { riskId: other.id, scoreThen: other.score, scoreNow: null, closedAs: 'fixed' },
    ]),
  );
  await keeper.keepAnalysis(3, passId, analysis(6, [worse, other]));
  expect((await read(3)).total).toBe(2);
  expect(
    (await reader.risks.changesSince([3], hoursBefore(6.5))).map(({ scoreThen }) => scoreThen),
  ).toEqual([null]);
});

test('an accepted risk leaves the open ones until its day or until it is reopened', async () => {
  const [risk] = risksOf(4, 'Accepted');
  if (risk === undefined) throw new Error('a risk was planted');
  await keeper.keepAnalysis(4, passId, analysis(5, [risk]));
  const accepted = {
    riskId: risk.id,
    owner: 'Ann',
    reason: 'known',
    acceptedAt: hoursBefore(4),
    expiresAt: hoursBefore(-24),
  };
  expect(await keeper.accept(accepted)).toBe(true);
  expect((await read(4)).total).toBe(0);
  expect(await reader.risks.acceptances([4], riskAsOf)).toMatchObject([
    { owner: 'Ann', riskId: risk.id },
  ]);
  expect((await read(4, hoursBefore(-25))).total).toBe(1);
  expect(await keeper.reopen(risk.id, riskAsOf)).toBe(true);
  expect((await read(4)).total).toBe(1);
  expect(await keeper.reopen(risk.id, riskAsOf)).toBe(false);
  expect(await keeper.accept({ ...accepted, riskId: 'r-none' })).toBe(false);
});

test('an accepted risk that became worse by the set points is open again, and it is said', async () => {
  const [risk] = risksOf(14, 'Worse');
  if (risk === undefined) throw new Error('a risk was planted');
  await keeper.keepAnalysis(14, passId, analysis(5, [risk]));
  const accepted = { riskId: risk.id, owner: 'Ann', reason: 'known' };
  const until = { acceptedAt: hoursBefore(4), expiresAt: hoursBefore(-24) };
  expect(await keeper.accept({ ...accepted, ...until })).toBe(true);
  const worse = (points: number) => ({ ...risk, score: risk.score + points });
  await keeper.keepAnalysis(14, passId, analysis(3, [worse(4)]));
  expect([(await read(14)).total, await reader.risks.reopened([14], riskAsOf)]).toEqual([0, []]);
  await keeper.keepAnalysis(14, passId, analysis(2, [worse(5)]));
  expect((await read(14)).total).toBe(1);
  expect(await reader.risks.acceptances([14], riskAsOf)).toEqual([]);
  expect(await reader.risks.reopened([14], riskAsOf)).toEqual([
    { riskId: risk.id, owner: 'Ann', acceptedScore: risk.score, score: risk.score + 5 },
  ]);
  const again = { ...accepted, acceptedAt: hoursBefore(1), expiresAt: hoursBefore(-24) };
  expect(await keeper.accept(again)).toBe(true);
  expect(await reader.risks.reopened([14], riskAsOf)).toEqual([]);
});

test('the formula is told with the instant since when it makes the scores; risks of an older one are still read', async () => {
  const risks = risksOf(15, 'Old').map((risk) => ({ ...risk, formula: 'risk/2' }));
  const by = (hours: number, formula: string) =>
    keeper.keepAnalysis(15, passId, analysis(hours, risks, { formula }));
  for (const hours of [9, 8]) await by(hours, 'risk/2');
  for (const hours of [7, 6]) await by(hours, 'risk/3');
  expect(await reader.risks.lastAnalyses([15])).toMatchObject([
    { formula: 'risk/3', formulaFrom: hoursBefore(7), firstAsOf: hoursBefore(9) },
  ]);
  expect((await read(15)).rows).toMatchObject([{ formula: 'risk/2' }]);
});

test('another formula alone reopens no accepted risk; what became worse by it since does', async () => {
  const [risk] = risksOf(16, 'Anew');
  if (risk === undefined) throw new Error('a risk was planted');
  const scored = (points: number, formula: string) => [
    { ...risk, score: risk.score + points, formula },
  ];
  await keeper.keepAnalysis(16, passId, analysis(9, scored(0, 'risk/2'), { formula: 'risk/2' }));
  const accepted = { riskId: risk.id, owner: 'Ann', reason: 'known' };
  await keeper.accept({
    ...accepted,
    ...{ acceptedAt: hoursBefore(8), expiresAt: hoursBefore(-24) },
  });
  const anew = (hours: number, points: number) =>
    keeper.keepAnalysis(
      16,
      passId,
      analysis(hours, scored(points, 'risk/3'), { formula: 'risk/3' }),
    );
  await anew(7, 20);
  expect((await read(16)).total).toBe(0);
  await anew(6, 24);
  expect((await read(16)).total).toBe(0);
  await anew(5, 25);
  expect((await read(16)).total).toBe(1);
});

test('an inventory replaces the one before, for its server alone', async () => {
  const machine = (name: string) => ({ name, platform: null });
  await keeper.keepInventory(
    new Map([
      [5, [machine('a'), machine('b'), machine('a')]],
      [6, [machine('z')]],
    ]),
    riskAsOf,
  );
  expect(await keeper.inventory(5)).toEqual(['a', 'b']);
  await keeper.keepInventory(new Map([[5, [machine('c')]]]), riskAsOf);
  expect([await keeper.inventory(5), await keeper.inventory(6), await keeper.inventory(7)]).toEqual(
    [['c'], ['z'], null],
  );
});

const requirement = { verdict: 'not-met' as const, says: 'x' };
const rule = {
  copies: requirement,
  media: requirement,
  offSite: requirement,
  immutable: requirement,
  errors: requirement,
  verdict: 'not-met' as const,
};
const row = (name: string) => ({
  id: `v/${name}`,
  name,
  tier: 'HIGH' as const,
  rpo: 'met' as const,
  rto: 'met' as const,
  testAge: 'unknown' as const,
  rule,
});
const radius = {
  kind: 'repository' as const,
  id: 'r',
  name: 'Main',
  workloads: 2,
  losesNewest: 2,
  losesAll: 1,
  worstGapHours: 3,
  byTier: { HIGH: 1 },
  names: ['a'],
  says: 's',
};

test('of risks with one id the worse is kept, of workloads and things that come twice the last', async () => {
  const [risk] = risksOf(9, 'Twice');
  if (risk === undefined) throw new Error('a risk was planted');
  const milder = { ...risk, score: risk.score - 9, title: 'milder' };
  await keeper.keepAnalysis(
    9,
    passId,
    analysis(3, [risk, milder], {
      compliance: [{ ...row('a'), tier: 'LOW' }, row('a')],
      blastRadii: [{ ...radius, says: 'old' }, radius],
    }),
  );
  expect((await read(9)).rows).toEqual([risk]);
  const asked = { vbrServerIds: [9], limit: 5, offset: 0 };
  expect((await reader.risks.compliance(asked)).rows).toEqual([{ vbrServerId: 9, ...row('a') }]);
  expect((await reader.risks.blastRadii(asked)).rows).toEqual([{ vbrServerId: 9, ...radius }]);
});

test('compliance and blast radii show the present state alone', async () => {
  await keeper.keepAnalysis(
    8,
    passId,
    analysis(3, [], { compliance: [row('a'), row('b')], blastRadii: [radius] }),
  );
  await keeper.keepAnalysis(
    8,
    passId,
    analysis(2, [], { compliance: [row('b')], blastRadii: [radius] }),
  );
  const asked = { vbrServerIds: [8], limit: 5, offset: 0 };
  expect((await reader.risks.compliance(asked)).rows).toEqual([{ vbrServerId: 8, ...row('b') }]);
  expect((await reader.risks.blastRadii({ ...asked, name: 'main' })).rows).toEqual([
    { vbrServerId: 8, ...radius },
  ]);
  expect((await reader.risks.blastRadii({ ...asked, name: 'none' })).total).toBe(0);
  expect(await reader.risks.lastAnalyses([8])).toMatchObject([
    { asOf: hoursBefore(2), firstAsOf: hoursBefore(3) },
  ]);
});
