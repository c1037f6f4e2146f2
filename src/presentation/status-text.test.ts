import { expect, test } from 'vitest';
import { statusText } from './status-text.ts';

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
  expect(text).toContain('simulated estate');
  expect(text).toContain('dr365 schedule install');
  expect(text).toContain('does not answer');
  expect(text).toContain('run "dr365 run"');
});
