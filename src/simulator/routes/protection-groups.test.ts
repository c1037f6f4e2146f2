import { expect, it } from 'vitest';
import { revisions } from '../../domain/vbr-server.ts';
import { askEstate, testEstate } from '../ask-estate.ts';
import { repair } from '../estate/repair.ts';
import { agentComputersTruth } from '../truth/agent-computers.ts';
import { workloadTruths } from '../truth/workload-truth.ts';

const path = '/api/v1/agents/protectionGroups';
const estate = testEstate();

interface Row {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly protectionGroupId: string;
  readonly [field: string]: unknown;
}

function listed(revision: (typeof revisions)[number] = '1.3-rev2') {
  const ask = askEstate(estate, { build: revision });
  const groups: readonly Row[] = ask(path).json.data;
  const rows = groups.flatMap(
    ({ id }): readonly Row[] => ask(`${path}/${id}/discoveredEntities?limit=5000`).json.data,
  );
  return { ask, groups, rows };
}

it.each(revisions)(
  'gives in %s the same group by group and, since the newest, at once',
  (revision) => {
    const { ask, rows } = listed(revision);
    const atOnce = ask('/api/v1/agents/discoveredEntities?limit=5000');
    if (revision !== '1.3-rev2') return expect(atOnce.status).toBe(404);
    const ids = (some: readonly Row[]) => some.map(({ id }) => id).sort();
    expect(ids(atOnce.json.data)).toEqual(ids(rows));
    expect(new Set(ids(rows)).size).toBe(rows.length);
  },
);

it('pages, filters and orders', () => {
  const { ask, rows } = listed();
  const list = '/api/v1/agents/discoveredEntities';
  const { data, pagination } = ask(`${list}?limit=3&skip=1`).json;
  expect([data.length, pagination.total]).toEqual([3, rows.length]);
  const names = (query: string) =>
    ask(`${list}?limit=5000&${query}`).json.data.map(({ name }: Row) => name);
  expect(names('orderColumn=Name&orderAsc=false')).toEqual(names('orderColumn=Name').toReversed());
  expect(names('nameFilter=kiosk*').length).toBeGreaterThan(2);
  expect(names('stateFilter=Offline').sort()).toEqual([
    'kiosk2.estate.example',
    'oldkiosk.estate.example',
  ]);
  expect(ask(`${list}?stateFilter=Away`).status).toBe(400);
  expect(ask(`${path}/none/discoveredEntities`).status).toBe(404);
});

it('tells the truth: what is planted as never backed up is no workload, everything else of agents is', () => {
  const { rows, groups } = listed();
  const { neverBackedUp, notJudged, computers } = agentComputersTruth(estate);
  const known = new Set(
    workloadTruths(estate).flatMap(({ points, name }) => (points > 0 ? [name] : [])),
  );
  const short = (name: string) => name.toLowerCase().replace('.estate.example', '');
  expect(neverBackedUp.length).toBeGreaterThan(2);
  expect(neverBackedUp.filter((name) => known.has(short(name)))).toEqual([]);
  const machines = rows.filter(({ type }) => type === 'Computer');
  expect(machines).toHaveLength(computers);
  const told = new Set([...neverBackedUp, ...notJudged]);
  const others = machines.filter(({ name }) => !told.has(name) && !name.startsWith('wsfc-node'));
  expect(others.length).toBeGreaterThan(5);
  expect(others.filter(({ name }) => !known.has(short(name)))).toEqual([]);
  // Spelled as administrators and directories spell them.
  expect(others.some(({ name }) => name.endsWith('.estate.example'))).toBe(true);
  expect(groups.filter(({ isDisabled }) => isDisabled === true)).toHaveLength(1);
  expect(rows.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['ActiveDirectory', 'Cluster']),
  );
});

// In the first days not every machine was backed up yet; in the estate of seed 16 one of an agent is not.
it.each([1, 2, 16])('discovers of agents what is backed up, in whatever estate (%i)', (seed) => {
  const own = testEstate({ seed, days: 3 });
  const known = new Set(
    workloadTruths(own).flatMap(({ points, name }) => (points > 0 ? [name] : [])),
  );
  const { data } = askEstate(own)('/api/v1/agents/discoveredEntities?limit=5000').json;
  const { neverBackedUp, notJudged } = agentComputersTruth(own);
  const told = new Set([...neverBackedUp, ...notJudged]);
  const machines = data.filter(
    ({ type, name }: Row) => type === 'Computer' && !told.has(name) && !/^wsfc/.test(name),
  );
  const bare = machines.map(({ name }: Row) => name.toLowerCase().replace('.estate.example', ''));
  expect(bare.filter((name: string) => !known.has(name))).toEqual([]);
});

it('shows a viewer neither groups nor what they discovered', () => {
  const ask = askEstate(estate, { role: 'viewer' });
  for (const asked of [path, '/api/v1/agents/discoveredEntities']) {
    expect(ask(asked).status).toBe(403);
  }
});

it('takes them out of their groups when somebody repairs that, and has nothing to repair then', () => {
  const own = testEstate({ seed: 6 });
  const planted = agentComputersTruth(own).neverBackedUp.filter((name) => name.startsWith('kiosk'));
  expect(repair(own, { cause: 'never-backed-up' })).toBe(planted.length);
  const { data } = askEstate(own)('/api/v1/agents/discoveredEntities?limit=5000').json;
  expect(data.filter(({ name }: Row) => planted.includes(name))).toEqual([]);
  expect(() => repair(own, { cause: 'never-backed-up' })).toThrow('has no trouble named');
});

it('plants nothing in a healthy estate', () => {
  const healthy = testEstate({ scenario: 'healthy' });
  expect(agentComputersTruth(healthy)).toMatchObject({ neverBackedUp: [], notJudged: [] });
  expect(agentComputersTruth(healthy).computers).toBeGreaterThan(5);
});
