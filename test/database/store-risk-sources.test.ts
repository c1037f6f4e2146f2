import { afterAll, beforeAll, expect, test } from 'vitest';
import { wantedFindings } from '../../src/pipeline/steps/risk-facts-of.ts';
import type { BriefFinding, WantedFindings } from '../../src/ports/risk-sources.ts';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { openRiskSources } from '../../src/store/risk-sources/risk-sources.ts';
import { useCollector } from './collector.ts';
import { instant, plantedFinding, plantedObject } from './store-rows.ts';

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

test('a computer that groups discovered comes with what is kept under its object, and changes the key with its name', async () => {
  const { store, serverId } = collector();
  const base = { type: 'Computer', parentId: null, protectionGroupId: 'g', agentStatus: null };
  const group = { protectionGroupName: 'Kiosks', isGroupDisabled: true, groupReadAt: instant(1) };
  const own = { state: 'Offline', lastConnectedAt: instant(1), operatingSystem: null };
  const computer = (id: string, objectId: string | null) => ({
    ...{ id, name: id, objectId, ...base, ...group, ...own },
  });
  await store.keepListed(serverId, 'backup-objects', [plantedObject('o-1')], true, instant(1));
  const keep = async (rows: ReturnType<typeof computer>[], day: number) => {
    await store.keepListed(serverId, 'agent-computers', rows, true, instant(day));
    return sources.inputsKey(serverId);
  };
  const before = await sources.inputsKey(serverId);
  const both = [computer('kiosk1', 'o-1'), computer('kiosk2', 'o-2'), computer('kiosk3', null)];
  const first = await keep(both, 1);
  const { agentComputers } = await sources.estateFacts(serverId, instant(1));
  expect(agentComputers.map(({ name, hasBackups }) => [name, hasBackups])).toEqual([
    ['kiosk1', true],
    ['kiosk2', false],
    ['kiosk3', false],
  ]);
  expect(agentComputers[0]).toEqual({
    ...computer('kiosk1', 'o-1'),
    ...{ hasBackups: true, lastSeenAt: instant(1) },
  });
  expect(first).not.toBe(before);
  // Going on and off is no news.
  expect(await keep([{ ...computer('kiosk1', 'o-1'), state: 'Online' }, ...both.slice(1)], 2)).toBe(
    first,
  );
  const fewer = await keep(both.slice(1), 3);
  expect(fewer).not.toBe(first);
  const left = await sources.estateFacts(serverId, instant(1));
  expect(left.agentComputers.map(({ name }) => name)).toEqual(['kiosk2', 'kiosk3']);
});

test('groups are known as they were last read, those read too long ago and unnamed ones are not', async () => {
  const { store, serverId } = collector();
  const computer = (id: string, protectionGroupName: string | null, day: number | null) => ({
    ...{ id, name: id, type: 'Computer', parentId: null, protectionGroupId: id, objectId: null },
    ...{ protectionGroupName, isGroupDisabled: day === 5 ? true : null },
    ...{ groupReadAt: day === null ? null : instant(day), state: null, agentStatus: null },
    ...{ lastConnectedAt: null, operatingSystem: null },
  });
  const rows = [computer('a', 'A', 5), computer('b', 'B', 3), computer('c', null, null)];
  await store.keepListed(serverId, 'agent-computers', rows, true, instant(6));
  expect(await store.groupsReadSince(serverId, instant(4))).toEqual(
    new Map([['a', { name: 'A', isDisabled: true, readAt: instant(5) }]]),
  );
  expect([...(await store.groupsReadSince(serverId, instant(3))).keys()]).toEqual(['a', 'b']);
  await store.keepListed(serverId, 'agent-computers', rows.slice(1), true, instant(7));
  expect((await store.groupsReadSince(serverId, instant(4))).size).toBe(0);
});
