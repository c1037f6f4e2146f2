import { expect, it } from 'vitest';
import { depthOf } from '../../test/fixtures/job-runs.ts';
import { atHour, plantedCause } from '../../test/fixtures/planted-causes.ts';
import type { Run, RunOutcome } from '../domain/run.ts';
import { rankedCauses } from './ranked-causes.ts';
import { beginningOfTrouble } from './trouble-begins.ts';

/** Runs of one job, newest first, a day apart; `run-0` is the newest. */
function runsOf(...outcomes: readonly RunOutcome[]): Run[] {
  return outcomes.map((outcome, index) => {
    const startedAt = atHour(24 * (100 - index));
    return {
      ...{ id: `run-${index}`, jobId: 'job-1', startedAt, endedAt: startedAt, outcome },
      ...{ firstAttemptOutcome: outcome, attempts: 1, grouping: 'exact', message: null },
      ...{ sessionIds: [`run-${index}`], ...depthOf(startedAt) },
    };
  });
}

function causeOf(run: number, over: Parameters<typeof plantedCause>[0] = {}) {
  return plantedCause({ runId: `run-${run}`, at: atHour(24 * (100 - run)), ...over });
}

it('puts the cause of the newest run that hits most workloads first, with its streak in runs', () => {
  const ranked = rankedCauses(runsOf('failed', 'failed', 'success', 'failed'), [
    causeOf(0, { causeClass: 'disk', workload: 'a' }),
    causeOf(0, { causeClass: 'disk', workload: 'b' }),
    causeOf(0, { causeClass: 'vss', workload: 'c' }),
    causeOf(1, { causeClass: 'vss', workload: 'c' }),
    causeOf(3, { causeClass: 'old' }),
  ]);
  expect(ranked).toMatchObject({ state: 'failing', unexplainedRuns: 0 });
  expect(
    ranked.causes.map((one) => [one.evidence.causeClass, one.workloads, one.runsInARow]),
  ).toEqual([
    ['disk', ['a', 'b'], 1],
    ['vss', ['c'], 2],
  ]);
  expect(ranked.causes[1]?.firstSeenAt).toEqual(atHour(24 * 99));
});

it('takes a cause of an earlier run of the streak for one that is not present', () => {
  const ranked = rankedCauses(runsOf('failed', 'failed'), [causeOf(1)]);
  expect(ranked.causes).toMatchObject([{ isPresent: false, runsInARow: 0 }]);
  expect(ranked.unexplainedRuns).toBe(1);
});

it('keeps unknown texts apart by their fingerprints', () => {
  const unknown = { causeClass: 'unknown', signatureId: null };
  const ranked = rankedCauses(runsOf('failed'), [
    causeOf(0, { ...unknown, fingerprint: 'f1' }),
    causeOf(0, { ...unknown, fingerprint: 'f2', workload: 'other' }),
  ]);
  expect(ranked.causes).toHaveLength(2);
});

it('says that a job does not fail, with the causes of its last failure', () => {
  const ranked = rankedCauses(runsOf('success', 'canceled', 'failed', 'failed'), [
    causeOf(2, { causeClass: 'last' }),
    causeOf(3, { causeClass: 'before' }),
  ]);
  expect(ranked.state).toBe('not-failing');
  expect(ranked.causes.map(({ evidence }) => evidence.causeClass)).toEqual(['last']);
  expect(rankedCauses(runsOf('warning'), []).state).toBe('warning');
  expect(rankedCauses(runsOf('running'), [])).toEqual({
    ...{ state: 'none', causes: [], unexplainedRuns: 0 },
  });
});

it('finds where trouble begins: the last good run and the first bad one after it', () => {
  const ids = (...outcomes: readonly RunOutcome[]) => {
    const { lastGood, firstBad, reason } = beginningOfTrouble(runsOf(...outcomes));
    return [lastGood?.id ?? null, firstBad?.id ?? null, reason];
  };
  expect(ids('failed', 'failed', 'canceled', 'failed', 'warning', 'failed')).toEqual([
    ...['run-4', 'run-3', null],
  ]);
  expect(ids('success', 'failed', 'success')).toEqual([
    ...['run-2', 'run-1', 'it does not fail now; its last failures'],
  ]);
  expect(ids('failed', 'failed')).toEqual([null, 'run-1', expect.stringContaining('no good run')]);
  expect(ids('success')).toEqual([null, null, 'no failed run is kept']);
});
