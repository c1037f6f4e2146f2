import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  hoursBefore,
  riskFacts,
  sourceRead,
  workloadOf,
} from '../../../test/fixtures/risk-facts.ts';
import type { AgentComputerFact } from '../../domain/estate-facts.ts';
import type { SourceName, SourceState } from '../../domain/source-state.ts';
import { assessRisks } from './assess-risks.ts';
import { carryOver } from './carry-over.ts';
import { canTellOfComputers } from './discovered-computers.ts';
import type { RiskFacts } from './risk-facts.ts';

const dayHours = 24;

function computer(name: string, over: Partial<AgentComputerFact> = {}): AgentComputerFact {
  return {
    ...{ id: `g1/${name}`, name, type: 'Computer', parentId: 'g1', protectionGroupId: 'g1' },
    ...{ protectionGroupName: 'Kiosks', isGroupDisabled: false, groupReadAt: hoursBefore(1) },
    ...{ objectId: `o-${name}`, state: 'Online', agentStatus: 'Installed' },
    ...{ lastConnectedAt: null, operatingSystem: 'Linux', lastSeenAt: hoursBefore(1) },
    hasBackups: false,
    ...over,
  };
}

const kind = 'agent-never-backed-up';
const told = (facts: RiskFacts, wanted: string = kind) =>
  assessRisks(facts).risks.filter((risk) => risk.kind === wanted);
const namesIn = (facts: RiskFacts) => told(facts).flatMap(({ workloads }) => workloads);
const withComputers = (agentComputers: AgentComputerFact[], over: Partial<RiskFacts> = {}) =>
  riskFacts({ workloads: [workloadOf('erp1', [])], agentComputers, ...over });
const sourcesWith = (source: SourceName, over: Partial<SourceState> | null) => [
  ...riskFacts().sources.filter((state) => state.source !== source),
  ...(over === null ? [] : [sourceRead(source, over)]),
];

test('computers that groups discovered and no backup knows are one risk, the highest tier first', () => {
  const facts = withComputers([
    computer('kiosk1'),
    computer('x-dc9.example.com', { state: 'Offline', lastConnectedAt: hoursBefore(48) }),
    computer('kiosk2', { protectionGroupName: 'Tills', protectionGroupId: 'g2' }),
    computer('erp1'),
  ]);
  const [risk, ...more] = told(facts);
  expect(more).toEqual([]);
  expect(risk).toMatchObject({
    category: 'protection',
    tier: 'CRITICAL',
    title:
      '3 agent computers were discovered and never backed up: x-dc9.example.com, kiosk1, kiosk2',
    workloads: ['kiosk1', 'kiosk2', 'x-dc9.example.com'],
    figures: { computers: 3, offlineComputers: 1, inDisabledGroups: 0 },
  });
  expect(risk?.evidence[0]).toMatchObject({
    id: 'agent-computer/x-dc9.example.com',
    says: 'discovered by protection group "Kiosks", in no backup; it is offline and may be gone',
  });
  expect(risk?.contributions[0]?.reason).toContain(
    'protection group "Kiosks", protection group "Tills", in no backup that this server shows',
  );
  expect(told(withComputers([computer('erp1')]))).toEqual([]);
});

describe('what may be backed up is not claimed', () => {
  test.each<[string, AgentComputerFact[]]>([
    ['as another workload of its name, in whatever case', [computer('ERP1')]],
    ['as a virtual machine of its short name', [computer('erp1.example.com')]],
    ['under its object', [computer('renamed', { hasBackups: true })]],
    [
      'as a node of a cluster that is',
      [
        computer('erp1', { id: 'g1/c', type: 'Cluster' }),
        computer('node1', { parentId: 'c' }),
        computer('node2', { parentId: 'c' }),
      ],
    ],
  ])('%s', (_why, computers) => {
    expect(namesIn(withComputers(computers))).toEqual([]);
  });

  test('a workload that no analysis came to an end of is known all the same', () => {
    const open = { feature: 'protection', kind: 'workload', id: 'x', name: 'kiosk1' } as const;
    const facts = withComputers([computer('kiosk1')]);
    expect(namesIn(facts)).toEqual(['kiosk1']);
    expect(namesIn({ ...facts, unjudged: [open] })).toEqual([]);
  });

  test('nodes of a cluster that no backup knows are claimed, the cluster itself is not', () => {
    const cluster = computer('cluster', { id: 'g1/c', type: 'Cluster', objectId: null });
    expect(namesIn(withComputers([cluster, computer('node1', { parentId: 'c' })]))).toEqual([
      'node1',
    ]);
  });
});

describe('what nobody says should be backed up is counted and not claimed', () => {
  const away = { state: 'Offline', lastConnectedAt: hoursBefore(31 * dayHours) };
  const left = [
    computer('closed', { isGroupDisabled: true }),
    computer('retired', away),
    computer('192.0.2.7'),
    computer('example.com', { type: 'ActiveDirectory' }),
  ];

  test('disabled groups, computers that have been away for a month, addresses and containers', () => {
    expect(namesIn(withComputers(left))).toEqual([]);
    expect(told(withComputers([...left, computer('kiosk1')]))).toMatchObject([
      {
        workloads: ['kiosk1'],
        figures: { computers: 1, inDisabledGroups: 1, awayForLong: 1, byAddressAlone: 1 },
      },
    ]);
  });

  test('a computer of an enabled group as well is claimed, once', () => {
    const twice = [
      computer('kiosk1', { isGroupDisabled: true }),
      computer('kiosk1.example.com', { id: 'g2/k', protectionGroupId: 'g2' }),
      computer('KIOSK1', { id: 'g3/k', protectionGroupId: 'g3' }),
      computer('kiosk2'),
      computer('kiosk2.example.com', { id: 'g2/l', isGroupDisabled: true }),
    ];
    expect(told(withComputers(twice))).toMatchObject([
      {
        workloads: ['kiosk1.example.com', 'kiosk2'],
        figures: { computers: 2, inDisabledGroups: 0 },
      },
    ]);
  });

  test('what VBR does not tell leaves nothing out and lowers no score', () => {
    const unknown = { isGroupDisabled: null, lastConnectedAt: null, state: null } as const;
    const known = fc.record({
      isGroupDisabled: fc.boolean(),
      state: fc.constantFrom('Online', 'Offline', 'Unknown'),
      lastConnectedAt: fc.constantFrom(null, hoursBefore(10), hoursBefore(2_000)),
    });
    fc.assert(
      fc.property(fc.array(known, { maxLength: 6 }), fc.nat(), (all, place) => {
        const full = all.map((one, index) => computer(`kiosk${index}`, one));
        const bare = full.map((one, index) =>
          index === place % full.length ? { ...one, ...unknown } : one,
        );
        const score = (those: AgentComputerFact[]) => told(withComputers(those))[0]?.score ?? 0;
        expect(score(bare)).toBeGreaterThanOrEqual(score(full));
      }),
    );
  });
});

describe('without the lists of backups nothing is claimed', () => {
  const facts = withComputers([computer('kiosk1')]);
  const sources = ['agent-computers', 'backups', 'backup-objects', 'restore-points'] as const;

  test.each(sources.slice(1))('%s', (source) => {
    const never = { availability: 'forbidden', lastAvailableAt: null } as const;
    const blind = { ...facts, sources: sourcesWith(source, never) };
    expect(namesIn(blind)).toEqual([]);
    expect(canTellOfComputers(blind)).toBe(false);
    expect(canTellOfComputers(facts)).toBe(true);
  });

  test('nor is anything told of computers that were never read', () => {
    for (const over of [{ availability: 'forbidden', lastAvailableAt: null }, null] as const) {
      const bare = { ...facts, agentComputers: [], sources: sourcesWith('agent-computers', over) };
      expect(canTellOfComputers(bare)).toBe(false);
    }
    expect(canTellOfComputers({ ...facts, agentComputers: [] })).toBe(true);
  });

  test('nor before protection was judged, unless there is no backup at all', () => {
    const { protection: _, ...features } = facts.features;
    const unjudged = { ...facts, workloads: [], features };
    expect(namesIn(unjudged)).toEqual([]);
    const bare = sourcesWith('backup-objects', { rowsSeen: 0 });
    expect(namesIn({ ...unjudged, sources: bare })).toEqual(['kiosk1']);
  });

  test('lists that are old or hidden since are told by name as what the claim rests on', () => {
    const old = { availability: 'failed', lastAvailableAt: hoursBefore(60) } as const;
    const [stale] = told({ ...facts, sources: sourcesWith('agent-computers', old) });
    const [hidden] = told({
      ...facts,
      sources: sourcesWith('agent-computers', { availability: 'forbidden' }),
    });
    const [full] = told(facts);
    const reasons = (risk: typeof stale) => risk?.confidence.factors.map(({ reason }) => reason);
    expect(reasons(stale)).toContain('STALE_AGENT_COMPUTERS → PROTECTION');
    expect(reasons(hidden)).toContain('FORBIDDEN_AGENT_COMPUTERS → PROTECTION');
    expect(stale?.score).toBe(full?.score);
    expect(stale?.confidence.value).toBeLessThan(full?.confidence.value ?? 0);
  });

  test('rows that could not be read make it less sure', () => {
    const [risk] = told({ ...facts, sources: sourcesWith('backup-objects', { rowsRejected: 2 }) });
    expect(risk?.confidence.factors).toContainEqual(
      expect.objectContaining({ name: 'sample', value: 0.8 }),
    );
  });
});

test('it is fixed once the computer is backed up or no longer discovered, and not by blindness', () => {
  const facts = withComputers([computer('kiosk1')]);
  const before = told(facts);
  const after = (over: Partial<RiskFacts>) => {
    const now = { ...facts, ...over };
    return carryOver(before, told(now), now);
  };
  const [id] = before.map((risk) => risk.id);
  const fixed = [{ id, as: 'fixed' }];
  expect(after({ workloads: [workloadOf('kiosk1', [])] }).closed).toEqual(fixed);
  expect(after({ agentComputers: [] }).closed).toEqual(fixed);
  const gone = sourcesWith('agent-computers', { availability: 'failed' });
  const blind = after({ agentComputers: [], sources: gone });
  expect(blind.closed).toEqual([]);
  expect(blind.open).toMatchObject([{ id, isConfirmed: false }]);
});

test('a machine of the inventory that a group discovered is told once, and names are matched alike', () => {
  const inventory = ['kiosk1', 'ERP1.example.com', 'dc-new'];
  const facts = withComputers([computer('kiosk1.example.com')], { inventory });
  expect(namesIn(facts)).toEqual(['kiosk1.example.com']);
  expect(told(facts, 'never-backed-up')).toMatchObject([{ workloads: ['dc-new'] }]);
});
