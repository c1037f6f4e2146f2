import { expect, test } from 'vitest';
import {
  dailyServer,
  inMemoryPass,
  scriptedServer,
} from '../../../test/fixtures/in-memory-pass.ts';
import { createInMemoryRiskKeeper } from '../../../test/fixtures/in-memory-risk-keeper.ts';
import { failingJob, riskAsOf, riskFacts } from '../../../test/fixtures/risk-facts.ts';
import { assessRisks } from '../../analysers/risk/assess-risks.ts';
import type { BriefFinding, RiskSources } from '../../ports/risk-sources.ts';
import { runPass } from '../run-pass.ts';
import { analyseRisk } from './analyse-risk.ts';

/** What is kept of a job that failed before, after a pass whose health found this of its jobs. */
async function keptAfter(findings: readonly BriefFinding[]) {
  const { request } = inMemoryPass([scriptedServer('main', dailyServer())]);
  await runPass({ ...request, steps: ['collect'] });
  const [server] = await request.analysis.servers();
  if (server === undefined) throw new Error('no server was registered');
  const before = riskFacts({
    server: { id: server.id, name: 'main' },
    jobs: [failingJob('A')],
    features: { health: riskAsOf },
  });
  const keeper = createInMemoryRiskKeeper();
  const riskKeeper = { ...keeper, openRisks: async () => assessRisks(before).risks };
  const riskSources: RiskSources = {
    ...request.riskSources,
    async *findings(_id, { feature, kind }) {
      if (feature === 'health' && kind === 'job') yield findings;
    },
  };
  const analysis = { ...request.analysis, sourceStates: async () => before.sources };
  const clock = { now: () => riskAsOf };
  await analyseRisk({ ...request, analysis, riskKeeper, riskSources, clock, passId: 'p' }, server);
  return keeper.kept.at(-1);
}

test('a job of which the analysis stopped keeps its risk unconfirmed, one that is gone loses it', async () => {
  const job = { kind: 'job', id: 'id-A', name: 'A' } as const;
  const stopped: BriefFinding = {
    ...{ subject: job, asOf: riskAsOf, status: 'failed', reason: 'it stopped' },
    ...{ score: null, judgement: null, measures: {} },
  };
  const other = { ...stopped, subject: { ...job, id: 'id-B', name: 'B' } };
  const kept = await keptAfter([stopped]);
  expect(kept?.closed).toEqual([]);
  expect(kept?.open).toMatchObject([{ kind: 'runs-failing', isConfirmed: false }]);
  expect((await keptAfter([other]))?.closed).toMatchObject([{ as: 'fixed' }]);
});
