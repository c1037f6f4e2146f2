import { expect, it } from 'vitest';
import type { Run } from '../../../domain/run.ts';
import { type RunWithTasks, runChanges } from './run-changes.ts';

const gib = 1024 ** 3;

function runOf(over: Partial<Run> = {}, tasks: RunWithTasks['tasks'] = []): RunWithTasks {
  const startedAt = new Date('2026-11-20T20:00:00Z');
  return {
    tasks,
    run: {
      ...{ id: 'r', jobId: 'j', startedAt, outcome: 'success', firstAttemptOutcome: 'success' },
      endedAt: new Date('2026-11-20T21:00:00Z'),
      ...{ attempts: 1, firstAttemptEndedAt: null, lastAttemptStartedAt: startedAt },
      ...{ readBytes: 100 * gib, transferredBytes: 50 * gib, bottleneck: 'Source', isFull: false },
      ...{ grouping: 'exact', sessionIds: ['r'], message: null },
      ...over,
    },
  };
}

function task(name: string, processedGib: number, repositoryName = 'Main') {
  return { name, processedBytes: processedGib * gib, repositoryName };
}

it('tells workloads, repository, size, duration, bottleneck and attempts that differ', () => {
  const good = runOf({}, [task('sql01', 40), task('sql02', 40)]);
  const bad = runOf(
    {
      ...{ outcome: 'failed', attempts: 4, bottleneck: 'Target', readBytes: 300 * gib },
      endedAt: new Date('2026-11-20T23:00:00Z'),
    },
    [task('sql01', 40, 'Spare'), task('sql01-new', 80, 'Spare')],
  );
  expect(runChanges(good, bad)).toEqual([
    {
      field: 'workloads',
      before: 'only in the good run: sql02',
      after: 'only in the bad run: sql01-new',
    },
    {
      field: 'repositories',
      before: 'only in the good run: Main',
      after: 'only in the bad run: Spare',
    },
    { field: 'processed GiB', before: '80', after: '120' },
    { field: 'read GiB', before: '100', after: '300' },
    { field: 'duration minutes', before: '60', after: '180' },
    { field: 'bottleneck', before: 'Source', after: 'Target' },
    { field: 'attempts', before: '1', after: '4' },
  ]);
});

it('says nothing of what happens every night, nor of what one side does not tell', () => {
  const usual = runOf({ readBytes: 110 * gib, transferredBytes: 45 * gib });
  expect(runChanges(runOf(), usual)).toEqual([]);
  const silent = runOf({ readBytes: null, transferredBytes: null, bottleneck: null, isFull: null });
  expect(runChanges(runOf({}, [task('sql01', 1)]), silent)).toEqual([]);
});
