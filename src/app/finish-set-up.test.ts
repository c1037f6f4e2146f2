import { expect, test } from 'vitest';
import { Fault } from '../domain/errors.ts';
import type { PassReport } from '../domain/pass-report.ts';
import { type FinishingParts, finishSetUp } from './finish-set-up.ts';

const report: PassReport = {
  exitCode: 10,
  servers: [],
  pass: {
    id: 'p',
    command: 'init',
    startedAt: new Date(0),
    endedAt: new Date(1),
    status: 'partial',
    exitCode: 10,
    counts: {},
  },
};

function parts(changes: Partial<FinishingParts> = {}) {
  const told: string[] = [];
  const all: FinishingParts = {
    tell: (line) => told.push(line),
    prepareDatabase: async () => 'embedded PostgreSQL 18.4 at 127.0.0.1:5433',
    firstPass: async () => report,
    healthLine: async () => 'Attention: 3 failed runs.',
    installSchedule: async () => ({ dryRun: false, done: ['switch the timer on'] }),
    ...changes,
  };
  return { all, told };
}

const notAllowed = new Fault({
  code: 'settings-invalid',
  happened: 'The schedule could not be changed',
  means: 'no right',
  next: 'run it as root',
});

test('database, first pass, its first health line and how to schedule are told in that order', async () => {
  const { all, told } = parts();
  const { lines, exitCode } = await finishSetUp(all, { withRun: true, withSchedule: null });
  expect(lines).toEqual([
    'Database: embedded PostgreSQL 18.4 at 127.0.0.1:5433.',
    'First pass: partial (exit code 10).',
    'Attention: 3 failed runs.',
    'Nothing starts passes by itself yet: "dr365 schedule install" as an administrator does, every hour.',
  ]);
  expect(told).toEqual(lines);
  expect(exitCode).toBe(10);
});

test('a schedule that may not be installed does not keep the first pass from being made', async () => {
  const { all } = parts({
    installSchedule: async () => {
      throw notAllowed;
    },
  });
  const { lines } = await finishSetUp(all, { withRun: true, withSchedule: true });
  expect(lines[1]).toContain('run it as root');
  expect(lines).toContain('Attention: 3 failed runs.');
});

test.each([
  [[], 'Schedule: was installed already.'],
  [['write a', 'switch the timer on'], 'Schedule: write a; switch the timer on.'],
])('what the schedule took is told: %j', async (done, line) => {
  const { all } = parts({ installSchedule: async () => ({ dryRun: false, done }) });
  const { lines } = await finishSetUp(all, { withRun: true, withSchedule: true });
  expect(lines[1]).toBe(line);
  expect(lines.join()).not.toContain('Nothing starts passes by itself');
});

test('a database that is down is told, with its exit code and what is kept', async () => {
  const down = new Fault({
    code: 'database-down',
    happened: 'PostgreSQL does not answer',
    means: 'nothing can be kept',
    next: 'start it',
  });
  const { all } = parts({
    prepareDatabase: async () => {
      throw down;
    },
  });
  const { lines, exitCode } = await finishSetUp(all, { withRun: true, withSchedule: null });
  expect(lines).toEqual([
    'Set-up is kept, and this is still to be mended: PostgreSQL does not answer: nothing can be kept; start it.',
  ]);
  expect(exitCode).toBe(30);
});

test('--no-run ends after the database and says what comes next', async () => {
  const { all } = parts();
  const { lines, exitCode } = await finishSetUp(all, { withRun: false, withSchedule: false });
  expect(lines.at(-1)).toBe('Next: dr365 run');
  expect(exitCode).toBe(0);
});
