import { expect, test } from 'vitest';
import {
  dailyServer,
  inMemoryPass,
  scriptedServer,
} from '../../../test/fixtures/in-memory-pass.ts';
import { Fault, type FaultCode } from '../../domain/errors.ts';
import type { Planner } from '../../ports/planner.ts';
import type { PassRequest } from '../pass-request.ts';
import { runPass } from '../run-pass.ts';

const counts = { 'plans-made': 3, 'plans-written': 2, 'plans-met': 1, 'plans-regressed': 0 };

/** A whole pass with a planner that answers or fails, and how often it was asked. */
async function passWith(failure: FaultCode | null, over: Partial<PassRequest> = {}) {
  const { request, journal } = inMemoryPass([scriptedServer('one', dailyServer())]);
  const asked: Parameters<Planner>[] = [];
  const planner: Planner = async (...given) => {
    asked.push(given);
    if (failure === null) return counts;
    throw new Fault({ code: failure, happened: 'It broke', means: 'no plans', next: 'look' });
  };
  const report = await runPass({ ...request, planner, ...over });
  return { report, asked, entries: journal.entries };
}

test('plans once all servers are analysed, with the id and the instant of the pass, and journals what came of it', async () => {
  const { report, asked, entries } = await passWith(null);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.[0]).toBe(report.pass.id);
  expect(report.pass.counts).toMatchObject(counts);
  expect(report.exitCode).toBe(0);
  const told = entries.filter(({ component }) => component === 'remediation');
  expect(told).toMatchObject([
    { kind: 'action', message: 'plans made', data: counts },
    { kind: 'figure', message: 'planning-process-duration' },
  ]);
});

test('a pass that only collects makes no plan', async () => {
  expect((await passWith(null, { steps: ['collect'] })).asked).toEqual([]);
  expect((await passWith(null, { only: 'health' })).asked).toEqual([]);
});

test('planning that fails is journalled, and the pass does not end with 0', async () => {
  const { report, entries } = await passWith('defect');
  expect(report.exitCode).toBeGreaterThan(0);
  expect(report.pass.counts).toMatchObject({ 'planning-failed': 1 });
  expect(
    entries.some(({ kind, component }) => kind === 'error' && component === 'remediation'),
  ).toBe(true);
});

test('a database that is down ends the whole pass', async () => {
  await expect(passWith('database-down')).rejects.toThrow('It broke');
});
