import { afterAll, beforeAll, expect, test } from 'vitest';
import { wantedFindings } from '../../src/pipeline/steps/risk-facts-of.ts';
import type { BriefFinding, WantedFindings } from '../../src/ports/risk-sources.ts';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { openRiskSources } from '../../src/store/risk-sources/risk-sources.ts';
import { useCollector } from './collector.ts';
import { instant, plantedFinding } from './store-rows.ts';

const collector = useCollector();
const passId = '0193e000-0000-7000-8000-000000000001';
let analysis: ReturnType<typeof openAnalysisStore>;
let sources: ReturnType<typeof openRiskSources>;

beforeAll(() => {
  const { metrics } = collector().databases.connections.analyst;
  analysis = openAnalysisStore(metrics);
  sources = openRiskSources(metrics);
});
afterAll(() => Promise.all([analysis.close(), sources.close()]));

async function found(over: Partial<WantedFindings> = {}): Promise<readonly BriefFinding[]> {
  const all: BriefFinding[] = [];
  const wanted = { ...wantedFindings.jobs, leaveOut: ['durations'], ...over };
  for await (const batch of sources.findings(collector().serverId, wanted)) all.push(...batch);
  return all;
}

test('findings come once each over several batches, without the measures that nobody reads', async () => {
  const ids = Array.from({ length: 2_300 }, (_, place) => `j${String(place).padStart(4, '0')}`);
  const measures = { durations: [1, 2], runs: { judged: 3 }, known: null };
  const kept = ids.map((id) => ({ ...plantedFinding(id, 80), measures }));
  await analysis.keepFindings(collector().serverId, passId, kept);
  const all = await found();
  expect(all.map(({ subject }) => subject.id)).toEqual(ids);
  expect(new Set(all.map((one) => JSON.stringify(one.measures)))).toEqual(
    new Set([JSON.stringify({ runs: { judged: 3 }, known: null })]),
  );
  expect(all[0]?.judgement).toMatchObject({ confidence: { value: expect.any(Number) } });
  const [bare] = await found({ withMeasures: false, withJudgement: false });
  expect([bare?.measures, bare?.judgement, bare?.score]).toEqual([{}, null, 80]);
});

test('the key of what risks are made of changes with what VBR calls a machine, and not without a change', async () => {
  const { store, serverId } = collector();
  const keep = async (severity: string, day: number) => {
    const object = { id: 'o', name: 'erp1', platformName: null, severity, detectedAt: null };
    const rows = [{ ...object, sourceTypes: [] }];
    await store.keepListed(serverId, 'malware-objects', rows, true, instant(day));
    return sources.inputsKey(serverId);
  };
  const first = await keep('Clean', 1);
  expect(await keep('Clean', 2)).toBe(first);
  expect(await keep('Infected', 3)).not.toBe(first);
});
