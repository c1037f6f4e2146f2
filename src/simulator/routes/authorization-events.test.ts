import { expect, it } from 'vitest';
import { askEstate, testEstate } from '../ask-estate.ts';

const estate = testEstate({ days: 120 });
const path = '/api/v1/authorization/events';

interface Row {
  readonly state: string;
  readonly name: string;
  readonly processedTime?: string;
}

it('tells who asked for a second approval and who decided, newest first', () => {
  const rows: Row[] = askEstate(estate)(path).json.data;
  expect(rows.length).toBeGreaterThan(20);
  const times = rows.map((row) => Date.parse(Reflect.get(row, 'creationTime')));
  expect([...times].sort((left, right) => right - left)).toEqual(times);
  for (const { state, processedTime } of rows) {
    expect(processedTime !== undefined).toBe(state === 'Approved' || state === 'Rejected');
  }
});

it('filters by repeated states, names and times, and knows a state more in 1.3-rev2', () => {
  const ask = askEstate(estate);
  const all: Row[] = ask(path).json.data;
  const decided: Row[] = ask(`${path}?stateFilter=Approved&stateFilter=Rejected`).json.data;
  expect(decided).toEqual(all.filter(({ processedTime }) => processedTime !== undefined));
  const named: Row[] = ask(`${path}?nameFilter=Delete*`).json.data;
  expect(named).toEqual(all.filter(({ name }) => name.startsWith('Delete')));
  const limit = '2026-10-20T00:00:00Z';
  const later: Row[] = ask(`${path}?processedAfterFilter=${limit}`).json.data;
  expect(later).toEqual(
    decided.filter((row) => Date.parse(row.processedTime ?? '') >= Date.parse(limit)),
  );
  expect(later.length).toBeLessThan(decided.length);
  expect(ask(`${path}?stateFilter=CockpitMessage`).status).toBe(200);
  expect(ask(`${path}?stateFilter=CockpitMessage`, '1.3-rev1').status).toBe(400);
});

it('is for administrators alone, security administrators among them', () => {
  const status = (role: 'viewer' | 'restore-operator' | 'security-administrator') =>
    askEstate(estate, { role })(path).status;
  expect(status('viewer')).toBe(403);
  expect(status('restore-operator')).toBe(403);
  expect(status('security-administrator')).toBe(200);
});
