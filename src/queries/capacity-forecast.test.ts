import { describe, expect, it } from 'vitest';
import { createAnswerStore, type KeptServer } from '../../test/fixtures/answer-store.ts';
import { capacityServer, type PlantedCapacity } from '../../test/fixtures/planted-capacity.ts';
import { plantServer } from '../../test/fixtures/planted-server.ts';
import { plainCalibration } from '../../test/fixtures/used-space.ts';
import { capacityForecast } from './capacity-forecast.ts';

const asOf = new Date('2026-11-23T06:00:00Z');
const planted: readonly PlantedCapacity[] = [
  { name: 'Quiet', usedGib: 2000, growthGib: 1, days: 60 },
  {
    name: 'Main Repository',
    usedGib: 8500,
    growthGib: 20,
    days: 60,
    jobs: ['SQL', 'Files', 'Left'],
  },
  { name: 'Young', usedGib: 9950, growthGib: 0, days: 3 },
  { name: 'Full soon', usedGib: 9900, growthGib: 30, days: 60 },
];
const north = capacityServer(1, 'north', planted, asOf);

function ask(
  request: Parameters<typeof capacityForecast>[1],
  servers: readonly KeptServer[] = [north],
) {
  const context = {
    answers: createAnswerStore(servers),
    asOf,
    simulated: false,
    calibration: plainCalibration,
  };
  return capacityForecast(context, request);
}

async function one(request: Parameters<typeof capacityForecast>[1]) {
  const answer = await ask(request);
  if (answer.kind !== 'repository') throw new Error(answer.kind);
  return answer;
}

describe('all repositories', () => {
  it('come in the order in which they press, one over a level never as LOW', async () => {
    const answer = await ask({});
    if (answer.kind !== 'capacity') throw new Error(answer.kind);
    expect(answer.repositories.rows.map(({ name, priority }) => [name, priority])).toEqual([
      ['Full soon', 'URGENT'],
      ['Young', 'HIGH'],
      ['Main Repository', 'MEDIUM'],
      ['Quiet', 'LOW'],
    ]);
    expect(answer).toMatchObject({
      counts: { URGENT: 1, HIGH: 1, MEDIUM: 1, LOW: 1 },
      withoutDates: 1,
    });
    const full = answer.repositories.rows[0]?.levels[2];
    expect(full).toMatchObject({ answer: 'within', likely: '2026-11-27', orderBy: '2026-11-23' });
  });

  it('are paged by a cursor that belongs to the question', async () => {
    const first = await ask({ limit: 3 });
    if (first.kind !== 'capacity') throw new Error(first.kind);
    const cursor = first.repositories.cursorAfter(3) ?? '';
    const second = await ask({ limit: 3, cursor });
    expect(second).toMatchObject({ repositories: { rows: [{ name: 'Quiet' }], offset: 3 } });
    await expect(ask({ cursor, server: 'north' })).rejects.toThrow(/cursor is not one/);
  });

  it('are not analysed yet where nothing is kept', async () => {
    const empty = plantServer({ id: 3, entry: 'empty', dataAt: asOf, score: 95, jobs: [] });
    expect(await ask({}, [empty])).toMatchObject({
      kind: 'insufficient-data',
      reason: 'not analysed yet',
    });
  });
});

describe('one repository', () => {
  it.each(['Main Repository', 'main', 'MAIN repository', 'id of Main Repository'])(
    'is found by %s',
    async (repository) => {
      expect((await one({ repository })).repository.name).toBe('Main Repository');
    },
  );

  it('that is not known is said to be, and one of two with a name is asked for', async () => {
    await expect(ask({ repository: 'Mars' })).rejects.toThrow(/no repository is known as "Mars"/);
    const south = capacityServer(2, 'south', planted, asOf);
    await expect(ask({ repository: 'Quiet' }, [north, south])).rejects.toThrow(
      /several repositories fit/,
    );
    expect(await ask({ repository: 'Quiet', server: 'south' }, [north, south])).toMatchObject({
      repository: { serverEntry: 'south' },
    });
  });

  it('is answered by tier where a scale-out repository has several', async () => {
    const tiers = ['performance', 'capacity'].map((tier) => {
      const located = capacityServer(
        1,
        'north',
        [{ name: `S (${tier} tier)`, usedGib: 5000, growthGib: 1, days: 60 }],
        asOf,
      );
      const finding = located.findings.at(-1);
      if (finding === undefined) throw new Error('no finding');
      return { ...finding, measures: { ...finding.measures, tier, parentName: 'S' } };
    });
    const server = { ...north, findings: [...north.findings, ...tiers] };
    expect(await ask({ repository: 's' }, [server])).toMatchObject({
      kind: 'capacity',
      repositories: { total: 2 },
    });
    await expect(ask({ repository: 's', what_if: '+1 TB' }, [server])).rejects.toThrow(
      /each tier fills by itself/,
    );
  });

  it('tells who grows, what no job owns and that no forecast has come due', async () => {
    const { details } = await one({ repository: 'main' });
    expect(details?.growth.jobs.map(({ name }) => name)).toContain('SQL');
    expect(details?.freeing.orphaned.map(({ name }) => name)).toEqual(['Left']);
    expect(details?.promises.resolved).toBe(0);
  });

  it('whose figures cannot be read is told without them, never with zeros', async () => {
    const findings = north.findings.map((finding) =>
      finding.feature === 'capacity' ? { ...finding, measures: { tier: 'unheard of' } } : finding,
    );
    const answer = await ask({ repository: 'main' }, [{ ...north, findings }]);
    expect(answer).toMatchObject({
      details: null,
      repository: { usedGib: null, priority: null, noDates: 'its figures cannot be read' },
    });
  });
});

describe('what if', () => {
  it('is answered by the same forecast with more on top', async () => {
    const { repository, whatIf } = await one({ repository: 'main', what_if: '+1 TB' });
    expect(repository.levels[1]?.likely).toBe('2026-12-18');
    expect(whatIf?.levels[1]).toMatchObject({ answer: 'within', likely: '2026-11-24' });
    expect(whatIf?.priority).toBe('URGENT');
    expect(whatIf?.recommendedGib).toBeGreaterThan(0);
  });

  it('is over a level that is over it now, though the days before say less, and free again by what leaves', async () => {
    const over = (usedGib: number) => ({
      ...north,
      findings: north.findings.map((finding) =>
        finding.subject.name === 'Main Repository' && finding.feature === 'capacity'
          ? { ...finding, measures: { ...finding.measures, usedGib } }
          : finding,
      ),
    });
    const priorityWith = async (usedGib: number, what_if: string) => {
      const answer = await ask({ repository: 'main', what_if }, [over(usedGib)]);
      if (answer.kind !== 'repository') throw new Error(answer.kind);
      return answer.whatIf?.levels.map(({ answer: is }) => is);
    };
    expect(await priorityWith(10_000, '+1 GB')).toEqual(['reached', 'reached', 'reached']);
    expect(await priorityWith(8500, '+1 GB')).toEqual(['reached', 'within', 'within']);
    expect(await priorityWith(8500, '-4 TB')).toEqual(['not-within', 'not-within', 'not-within']);
  });

  it.each([
    [{ what_if: '+1 TB' }, /what_if was asked of no repository/],
    [{ repository: 'main', what_if: 'a miracle' }, /"a miracle" is not understood/],
    [
      { repository: 'main', what_if: 'move job Oracle away' },
      /no single job "Oracle" is known there/,
    ],
    [{ repository: 'young', what_if: '+1 TB' }, /not enough history, 3 of 14 days/],
  ])('is refused with a reason: %j', async (request, reason) => {
    await expect(ask(request)).rejects.toThrow(reason);
  });
});
