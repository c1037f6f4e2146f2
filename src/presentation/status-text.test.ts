import { expect, test } from 'vitest';
import { scheduleLine, statusText } from './status-text.ts';

const asOf = new Date('2026-11-26T12:00:00Z');
const database = {
  kind: 'embedded',
  running: true,
  host: '127.0.0.1',
  port: 5433,
  serverVersion: '18.4',
  metricsSchema: 9,
  riskSchema: 1,
  newestSchema: { metrics: 9, risk: 1 },
};
const schedule = {
  scheduler: 'systemd',
  installed: true,
  active: true,
  lastRunAt: new Date('2026-11-26T11:00:00Z'),
  lastExitCode: 10,
  nextRunAt: new Date('2026-11-26T13:00:00Z'),
} as const;
const collectedAt = new Date('2026-11-26T11:00:00Z');
const server = {
  id: 1,
  entry: 'main',
  revision: '1.3-rev2',
  buildVersion: null,
  freshness: { state: 'fresh', collectedAt, analysedAt: collectedAt, ageMinutes: 60 },
  pendingLogs: 12,
  blindSpots: [],
  sources: [
    { source: 'sessions', ageMinutes: 60, state: 'fresh', pending: null },
    { source: 'jobs', ageMinutes: 30, state: 'fresh', pending: null },
    { source: 'licence', ageMinutes: null, state: 'never', pending: null },
    { source: 'malware-events', ageMinutes: 4320, state: 'stale', pending: null },
    { source: 'logs', ageMinutes: 60, state: 'fresh', pending: 12 },
  ],
} as const;
const pass = {
  id: 'p',
  command: 'run',
  startedAt: collectedAt,
  endedAt: new Date('2026-11-26T11:00:42Z'),
  status: 'partial',
  exitCode: 10,
  counts: { 'sessions-new': 3 },
} as const;

test('one screen tells database, schedule, last run, freshness per source and what waits', () => {
  const text = statusText({
    asOf,
    simulated: false,
    servers: [server],
    passes: [pass],
    database,
    schedule,
  });
  expect(text.split('\n')).toEqual([
    'As of 2026-11-26T12:00Z.',
    'Database: embedded PostgreSQL 18.4 at 127.0.0.1:5433; schema metrics 9 of 9, risk 1 of 1.',
    'Schedule: systemd, last 2026-11-26T11:00Z with exit code 10, next 2026-11-26T13:00Z.',
    'Pass 2026-11-26T11:00Z (run): partial, exit code 10, 42 seconds, 3 new sessions.',
    'Server "main": 1.3-rev2, build not visible; data fresh, 60 min old; logs pending: 12.',
    '  fresh, at most 60 min old (3): sessions, jobs, logs',
    '  stale (1): malware-events 3 d',
    '  waiting for later passes: logs 12',
  ]);
});

test('before the first pass it says what to do next', () => {
  const none = {
    scheduler: 'systemd',
    installed: false,
    active: false,
    lastRunAt: null,
    lastExitCode: null,
    nextRunAt: null,
  } as const;
  const text = statusText({
    asOf,
    simulated: true,
    servers: [],
    passes: [],
    database: { ...database, running: false },
    schedule: none,
  });
  expect(text.split('\n')).toEqual([
    'As of 2026-11-26T12:00Z, simulated estate.',
    'Database: embedded PostgreSQL does not answer.',
    'Schedule: not installed (systemd); "dr365 schedule install" does it.',
    'Passes: none yet.',
    'Nothing was collected yet: run "dr365 run".',
  ]);
});

test.each([
  [{ scheduler: null }, 'no scheduler that DR365 knows answers on this machine.'],
  [{ active: false }, 'installed (systemd) and switched off.'],
  [{ lastRunAt: null, nextRunAt: null }, 'systemd, has not run yet, next not told.'],
  [
    { lastExitCode: null },
    'systemd, last 2026-11-26T11:00Z with exit code unknown, next 2026-11-26T13:00Z.',
  ],
] as const)('a schedule with %j is told as such', (change, told) => {
  expect(scheduleLine({ ...schedule, ...change })).toBe(`Schedule: ${told}`);
});

test('what a server cannot show is told with its reason, and long names are cut', () => {
  const blind = {
    source: 'licence',
    availability: 'forbidden',
    reason: `not visible ${'x'.repeat(300)}`,
    lastAvailableAt: collectedAt,
  } as const;
  const odd = {
    ...server,
    entry: 'e'.repeat(90),
    buildVersion: '9'.repeat(50),
    sources: [],
    blindSpots: [blind],
  };
  const text = statusText({
    ...{ asOf, simulated: false, servers: [odd], passes: [pass], database, schedule },
  });
  const [told = '', blindLine = ''] = text.split('\n').slice(-2);
  expect(told).toContain(`"${'e'.repeat(79)}…": 1.3-rev2, build ${'9'.repeat(39)}…;`);
  expect(blindLine).toBe(
    `  licence: forbidden, ${blind.reason.slice(0, 199)}…; last seen 2026-11-26T11:00Z`,
  );
});

test('a pass at work has no end, no code and no sessions yet, and a server that was never analysed no age', () => {
  const working = {
    ...pass,
    endedAt: null,
    exitCode: null,
    status: 'running',
    counts: {},
  } as const;
  const freshness = { state: 'never', collectedAt, analysedAt: null, ageMinutes: null } as const;
  const text = statusText({
    ...{ asOf, simulated: true, servers: [{ ...server, freshness }], passes: [working] },
    ...{ database, schedule },
  });
  expect(text).toContain('Pass 2026-11-26T11:00Z (run): running, not ended.\n');
  expect(text).toContain('build not visible; data never; logs pending: 12.\n');
});
