import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainCalibration } from '../../../test/fixtures/used-space.ts';
import { forecastSeries } from '../../analysers/capacity/forecast.ts';
import { createCapacityRows, type KnownServer } from './capacity-rows.ts';
import { fieldsOf } from './csv-fields.ts';

const servers: readonly KnownServer[] = [
  {
    id: 1,
    names: ['north'],
    repositories: [
      { id: 'r-1', name: 'Main' },
      { id: 'r-2', name: 'A, "B"' },
    ],
  },
  {
    id: 2,
    names: ['south'],
    repositories: [
      { id: 'r-3', name: 'Copy' },
      { id: 'r-4', name: 'Copy' },
    ],
  },
];

function read(...texts: readonly string[]) {
  const rowFrom = createCapacityRows(servers, '2026-11-22');
  return texts.map((text, index) => {
    const row = rowFrom({ line: index + 2, text });
    return 'problem' in row ? row.problem : row.day;
  });
}

it('takes names and ids, quoted or not, with and without a capacity and a server', () => {
  expect(
    read(
      'Main,2026-11-01,12.5,100',
      'R-1,2026-11-02,12,',
      '"a, ""b""",2026-11-01,0,1',
      'main,2026-11-03,1,2,NORTH',
    ),
  ).toEqual([
    { vbrServerId: 1, repositoryId: 'r-1', day: '2026-11-01', usedGib: 12.5, capacityGib: 100 },
    { vbrServerId: 1, repositoryId: 'r-1', day: '2026-11-02', usedGib: 12, capacityGib: null },
    { vbrServerId: 1, repositoryId: 'r-2', day: '2026-11-01', usedGib: 0, capacityGib: 1 },
    { vbrServerId: 1, repositoryId: 'r-1', day: '2026-11-03', usedGib: 1, capacityGib: 2 },
  ]);
});

it.each([
  ['Main,2026-11-01,5', /line 2: fewer than 4 fields/],
  [',2026-11-01,5,', /no repository is named/],
  ['Main,2026-02-30,5,', /not of the form/],
  ['Main,01.11.2026,5,', /not of the form/],
  ['Main,2026-11-23,5,', /in the future/],
  ['Main,2026-11-01,-5,', /used_gib is no number/],
  ['Main,2026-11-01,NaN,', /used_gib is no number/],
  ['Main,2026-11-01,,', /used_gib is no number/],
  ['Main,2026-11-01,1e3,', /used_gib is no number/],
  ['Main,2026-11-01,5,0', /capacity_gib is no number above 0/],
  ['Main,2026-11-01,5,x', /capacity_gib is no number above 0/],
  ['Main,2026-11-01,5,4', /5 GiB used of a capacity of 4 GiB/],
  ['Other,2026-11-01,5,', /no repository or extent is known as "Other"/],
  ['Copy,2026-11-01,5,', /2 repositories are named "Copy"/],
  ['Main,2026-11-01,5,,south', /no repository or extent is known/],
  ['Main,2026-11-01,5,,west', /no VBR server is known as "west"/],
  ['"Main,2026-11-01,5,', /quotation mark is not closed/],
])('names what is wrong: %s', (text, problem) => {
  expect(read(text)[0]).toMatch(problem);
});

it('says a day once', () => {
  expect(read('Main,2026-11-01,5,', 'r-1,2026-11-01,6,')[1]).toBe(
    'line 3: this repository and date are on line 2 already',
  );
});

it('reads fields as RFC 4180 writes them', () => {
  expect(fieldsOf('a,"b ""c"", d",,')).toEqual(['a', 'b "c", d', '', '']);
  expect(fieldsOf('"a"b')).toBeNull();
});

const days = Array.from({ length: 40 }, (_, index) =>
  new Date(Date.UTC(2026, 9, 1 + index)).toISOString().slice(0, 10),
);

it('takes days in any order', () => {
  const lines = days.map((day, index) => `Main,${day},${500 + index},`);
  const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).toSorted();
  fc.assert(
    fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (shuffled) => {
      expect(sorted(read(...shuffled))).toEqual(sorted(read(...lines)));
    }),
    { numRuns: 40 },
  );
});

it('lets no size through that is not finite, below zero or beyond its capacity, whatever is written', () => {
  const cell = fc.oneof(
    fc.constantFrom('', '0', '-0', '5', '-5', 'NaN', 'Infinity', '1e9', '1,5', '0x10', '٥', '5 TB'),
    fc.integer({ min: 0, max: 2000 }).map(String),
    fc.double().map(String),
    fc.string({ maxLength: 6 }),
  );
  let taken = 0;
  fc.assert(
    fc.property(cell, cell, (used, capacity) => {
      const [row] = read(`Main,2026-11-01,${used},${capacity}`);
      if (row === undefined || typeof row === 'string') return;
      taken += 1;
      expect(Number.isFinite(row.usedGib) && row.usedGib >= 0).toBe(true);
      expect(row.capacityGib === null || row.capacityGib >= row.usedGib).toBe(true);
      expect(row.capacityGib).not.toBe(0);
    }),
    { numRuns: 1000 },
  );
  expect(taken).toBeGreaterThan(10);
});

it('takes a file whose unit changes from GB to TB; the forecast mends and counts that', () => {
  const lines = days.map((day, index) => {
    const gigabytes = 4000 + 10 * index;
    return `Main,${day},${index < 20 ? gigabytes : gigabytes / 1000},`;
  });
  const readings = read(...lines).flatMap((row, day) =>
    typeof row === 'string' ? [] : [{ day, value: row.usedGib }],
  );
  const made = forecastSeries({
    ...{ readings, originDay: 39, historyDays: 60, horizonDays: 30, calibration: plainCalibration },
  });
  if (made.status !== 'ready') throw new Error('not ready');
  expect(made.unitChanges).toMatchObject([{ index: 20 }]);
  expect(made.path[9]).toBeCloseTo(4.49, 6);
});
