import { expect, it } from 'vitest';
import { dailyRuns } from '../../../../test/fixtures/job-runs.ts';
import type { TellingSpan } from '../../../domain/job-depth.ts';
import { emptyRuns, timeLost } from './time-lost.ts';

const runs = dailyRuns('SHHS');
const start = runs[0]?.startedAt.getTime() ?? 0;
const span = (
  fromMinute: number,
  toMinute: number | null,
  kind: TellingSpan['kind'] = 'waiting',
) => ({
  kind,
  startedAt: new Date(start + fromMinute * 60_000),
  endedAt: toMinute === null ? null : new Date(start + toMinute * 60_000),
});

it('retries cost from the end of the first attempt to the start of the last one', () => {
  expect(timeLost(runs, [])).toMatchObject({ retryMinutes: 6, retriedRunsMeasured: 2 });
  const unknown = runs.map((run) => ({ ...run, firstAttemptEndedAt: null }));
  expect(timeLost(unknown, [])).toMatchObject({ retryMinutes: 0, retriedRunsUnknown: 2 });
});

it('waits of several workloads at once are lost once', () => {
  const waits = [span(0, 30), span(10, 20), span(25, 45), span(60, 70), span(90, null)];
  expect(timeLost(runs, waits)).toMatchObject({ waitMinutes: 55, waitRecords: 5 });
});

it('a success in which a record tells of nothing to process is an empty run', () => {
  const nothing = span(5, 6, 'nothing-to-process');
  expect(emptyRuns(runs, [nothing, nothing])).toEqual({
    runs: 1,
    lastAt: runs[0]?.startedAt.toISOString(),
  });
  expect(emptyRuns(dailyRuns('FHHS'), [nothing]).runs).toBe(0);
  expect(emptyRuns(runs, [span(5, 6)])).toEqual({ runs: 0, lastAt: null });
});
