import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Session } from '../session.ts';
import { foldSessions } from './fold-sessions.ts';

const jobId = 'job-1';
const begin = Date.UTC(2026, 8, 1, 22);
const rule = { jobId, retry: { isEnabled: true, count: 3, awaitMinutes: 10 } };

/** A session that started so many minutes after the begin and took five minutes, as 1.3-rev1 tells it. */
function session(id: string, startMinute: number, given: Partial<Session> = {}): Session {
  const createdAt = new Date(begin + startMinute * 60_000);
  return {
    id,
    jobId,
    name: 'Daily VMs (Incremental)',
    sessionType: 'BackupJob',
    state: 'Stopped',
    result: 'Success',
    message: 'Success',
    isCanceled: false,
    createdAt,
    endedAt: new Date(createdAt.getTime() + 5 * 60_000),
    usn: null,
    parentSessionId: null,
    relatedSessionId: null,
    originalSessionId: null,
    retryNumber: null,
    isRecheckRetry: false,
    algorithm: null,
    initiatedBy: null,
    progress: null,
    ...given,
  };
}

const failed = { result: 'Failed' } as const;
const idsOf = (sessions: readonly Session[], by: Parameters<typeof foldSessions>[1] = rule) =>
  foldSessions(sessions, by).map((run) => run.sessionIds);

describe('runs whose retries VBR names', () => {
  it('joins retries that all name the first session', () => {
    const sessions = [
      session('a', 0, { ...failed, originalSessionId: 'a' }),
      session('b', 15, { ...failed, originalSessionId: 'a', retryNumber: 1 }),
      session('c', 30, { originalSessionId: 'a', retryNumber: 2, message: 'Done' }),
      session('d', 1440, { originalSessionId: 'd' }),
    ];

    const [healed, plain] = foldSessions(sessions, rule);

    expect(healed).toEqual({
      id: 'a',
      jobId,
      startedAt: new Date(begin),
      endedAt: new Date(begin + 35 * 60_000),
      outcome: 'success',
      firstAttemptOutcome: 'failed',
      attempts: 3,
      grouping: 'exact',
      sessionIds: ['a', 'b', 'c'],
      message: 'Done',
      firstAttemptEndedAt: new Date(begin + 5 * 60_000),
      lastAttemptStartedAt: new Date(begin + 30 * 60_000),
      readBytes: null,
      transferredBytes: null,
      bottleneck: null,
      isFull: false,
    });
    expect(plain).toMatchObject({ id: 'd', attempts: 1, firstAttemptOutcome: 'success' });
  });

  it('joins retries that each name the one before', () => {
    const sessions = [
      session('a', 0, { ...failed, originalSessionId: 'a' }),
      session('b', 15, { ...failed, originalSessionId: 'a' }),
      session('c', 30, { originalSessionId: 'b' }),
    ];
    expect(idsOf(sessions)).toEqual([['a', 'b', 'c']]);
  });

  it('takes sessions in any order, and a retry created at the same instant as its original', () => {
    const sessions = [
      session('c', 30, { originalSessionId: 'b' }),
      session('a', 0, { ...failed, originalSessionId: 'b' }),
      session('b', 0, { ...failed, originalSessionId: 'b' }),
    ];
    expect(foldSessions(sessions, rule)).toMatchObject([
      { id: 'b', sessionIds: ['b', 'a', 'c'], firstAttemptOutcome: 'failed', attempts: 3 },
    ]);
  });

  it('keeps retries together when retention took their original away, and says that its outcome is unknown', () => {
    const sessions = [
      session('b', 15, { ...failed, originalSessionId: 'gone', retryNumber: 1 }),
      session('c', 30, { originalSessionId: 'gone', retryNumber: 2 }),
    ];
    expect(foldSessions(sessions, rule)).toMatchObject([
      { id: 'b', attempts: 3, firstAttemptOutcome: 'unknown', outcome: 'success' },
    ]);
  });

  it('lets the retry of a health check decide the outcome without counting it as an attempt', () => {
    const sessions = [
      session('a', 0, { originalSessionId: 'a' }),
      session('b', 60, {
        ...failed,
        originalSessionId: 'a',
        isRecheckRetry: true,
        retryNumber: 1,
      }),
    ];
    expect(foldSessions(sessions, rule)).toMatchObject([
      { sessionIds: ['a', 'b'], attempts: 1, outcome: 'failed', firstAttemptOutcome: 'success' },
    ]);
  });

  it('believes VBR that a session is no retry although it starts like one', () => {
    const sessions = [
      session('a', 0, { ...failed, originalSessionId: 'a' }),
      session('b', 15, { originalSessionId: 'b' }),
    ];
    expect(idsOf(sessions)).toEqual([['a'], ['b']]);
  });

  it('ends at a circle of references instead of running in it', () => {
    const sessions = [
      session('a', 0, { originalSessionId: 'b' }),
      session('b', 15, { originalSessionId: 'a' }),
    ];
    expect(idsOf(sessions)).toEqual([['a', 'b']]);
  });
});

describe('runs whose retries VBR does not name', () => {
  it('joins a session that starts when the retry rule would start it', () => {
    const sessions = [session('a', 0, failed), session('b', 16, failed), session('c', 31)];
    expect(foldSessions(sessions, rule)).toMatchObject([
      { attempts: 3, outcome: 'success', firstAttemptOutcome: 'failed', grouping: 'inferred' },
    ]);
  });

  it('starts a new run for a rerun by hand that comes later', () => {
    expect(idsOf([session('a', 0, failed), session('b', 18)])).toEqual([['a'], ['b']]);
  });

  it('never makes more attempts than the rule allows', () => {
    const sessions = [0, 15, 30, 45, 60].map((minute) => session(`s${minute}`, minute, failed));
    expect(foldSessions(sessions, rule).map((run) => run.attempts)).toEqual([4, 1]);
  });

  it('assumes no retry where the rule is switched off, and the defaults of VBR where it is not visible', () => {
    const sessions = [session('a', 0, failed), session('b', 15)];
    const off = { isEnabled: false, count: 3, awaitMinutes: 10 };
    expect(idsOf(sessions, { jobId, retry: off })).toHaveLength(2);
    expect(idsOf(sessions, { jobId, retry: null })).toHaveLength(1);
  });

  it.each([
    ['canceled', { ...failed, isCanceled: true }],
    ['ended in a warning', { result: 'Warning' }],
    ['succeeded', {}],
    ['still runs', { state: 'Working', result: 'None', endedAt: null }],
  ])('does not continue a session that %s', (_what, given) => {
    expect(idsOf([session('a', 0, given), session('b', 8)])).toHaveLength(2);
  });

  it('joins a session whose name says which retry it is, however long it waited', () => {
    const sessions = [
      session('a', 0, failed),
      session('b', 200, { ...failed, name: 'Daily VMs (Retry 1)' }),
      session('c', 400, { name: 'Daily VMs (Retry 2)' }),
    ];
    expect(idsOf(sessions)).toEqual([['a', 'b', 'c']]);
  });

  it('does not give a first retry to a run that already has one', () => {
    const sessions = [
      session('a', 0, failed),
      session('b', 15, { ...failed, name: 'Daily VMs (Retry 1)' }),
      session('c', 1455, { name: 'Daily VMs (Retry 1)' }),
    ];
    expect(foldSessions(sessions, rule)).toMatchObject([
      { sessionIds: ['a', 'b'] },
      { sessionIds: ['c'], attempts: 2, firstAttemptOutcome: 'unknown' },
    ]);
  });

  it('keeps the machines of one policy apart by the name of their sessions', () => {
    const sessions = [
      session('a', 0, { ...failed, name: 'PC 1' }),
      session('b', 15, { name: 'PC 2' }),
    ];
    expect(idsOf(sessions)).toHaveLength(2);
  });
});

describe('what a run says', () => {
  it.each([
    [{ result: 'Failed', isCanceled: true }, 'canceled'],
    [{ result: 'None', isCanceled: true }, 'canceled'],
    [{ result: 'Failed' }, 'failed'],
    [{ result: 'Warning' }, 'warning'],
    [{ result: 'Exploded' }, 'unknown'],
    [{ result: null }, 'unknown'],
    [{ result: null, endedAt: null, state: 'Working' }, 'running'],
    [{ result: 'None', state: 'Starting' }, 'running'],
    [{ result: 'Success', endedAt: null }, 'success'],
    [{ state: 'Vanished', result: 'None', endedAt: null }, 'unknown'],
    [{ state: 'Vanished', ...failed, isCanceled: true }, 'unknown'],
  ])('reads %j as %s', (given, outcome) => {
    expect(foldSessions([session('a', 0, given)], rule)[0]?.outcome).toBe(outcome);
  });

  it('is running while a retry works, and has no end then', () => {
    const retry = { name: 'Daily VMs (Retry 1)', state: 'Working', result: 'None', endedAt: null };
    expect(foldSessions([session('a', 0, failed), session('b', 15, retry)], rule)).toMatchObject([
      { outcome: 'running', endedAt: null, firstAttemptOutcome: 'failed' },
    ]);
  });

  it('leaves out sessions of other jobs and other types', () => {
    const sessions = [
      session('a', 0, { jobId: 'offload-activity', name: 'Repository Offload' }),
      session('b', 0, { jobId: null }),
      session('c', 0, { sessionType: 'RestoreVm' }),
    ];
    expect(foldSessions(sessions, rule)).toEqual([]);
  });
});

/** Sessions of a job in order, at random waits, with and without what rev2 tells. */
const histories = fc
  .array(
    fc.record({
      waitMinutes: fc.constantFrom(0, 3, 7, 11, 12, 13, 30, 1440),
      result: fc.constantFrom('Success', 'Failed', 'Failed', 'Warning', 'None', 'Other'),
      state: fc.constantFrom('Stopped', 'Stopped', 'Stopped', 'Working'),
      isCanceled: fc.boolean(),
      retryNumber: fc.constantFrom(null, null, 1, 2),
      isRecheckRetry: fc.constantFrom(false, false, false, true),
      names: fc.constantFrom(null, null, 0, 1, 2, 3, 'gone'),
      suffix: fc.constantFrom('', '', ' (Full)', ' (Retry 1)', ' (Retry 2)'),
    }),
    { maxLength: 30 },
  )
  .map((steps) => {
    let minute = 0;
    return steps.map(({ waitMinutes, names, suffix, ...given }, index) => {
      minute += 5 + waitMinutes;
      const named = typeof names === 'number' ? `s${Math.max(0, index - names)}` : names;
      const name = `Daily VMs${suffix}`;
      return session(`s${index}`, minute, { ...given, name, originalSessionId: named });
    });
  });

describe('folding as a whole', () => {
  it('puts every session into exactly one run', () => {
    fc.assert(
      fc.property(histories, (sessions) => {
        const ids = foldSessions(sessions, rule).flatMap((run) => run.sessionIds);
        expect(ids.sort()).toEqual(sessions.map(({ id }) => id).sort());
      }),
    );
  });

  it('does not depend on the order in which sessions come', () => {
    fc.assert(
      fc.property(histories, (sessions) => {
        expect(foldSessions([...sessions].reverse(), rule)).toEqual(foldSessions(sessions, rule));
      }),
    );
  });

  it('gives the same later runs when folded from the start of any run that no earlier run overlaps', () => {
    fc.assert(
      fc.property(histories, (sessions) => {
        const runs = foldSessions(sessions, rule);
        const place = new Map(sessions.map(({ id }, index) => [id, index]));
        let reach = -1;
        for (const [index, run] of runs.entries()) {
          const places = run.sessionIds.map((id) => place.get(id) ?? Number.NaN);
          const start = Math.min(...places);
          if (reach < start) {
            expect(foldSessions(sessions.slice(start), rule)).toEqual(runs.slice(index));
          }
          reach = Math.max(reach, ...places);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('what a run tells beside its outcome', () => {
  const progress = (readBytes: number | null, bottleneck: string | null) => ({
    progress: { processedBytes: null, readBytes, transferredBytes: null, bottleneck },
  });

  it('sums the bytes of its attempts and keeps the last bottleneck that says something', () => {
    const [run] = foldSessions(
      [
        session('a', 0, { ...failed, ...progress(40, 'Source') }),
        session('b', 15, { retryNumber: 1, ...progress(2, 'None') }),
      ],
      rule,
    );
    expect(run).toMatchObject({ readBytes: 42, transferredBytes: null, bottleneck: 'Source' });
  });

  it.each([
    ['Full', 'Daily VMs', true],
    ['Increment', 'Daily VMs (Full)', false],
    ['None', 'Daily VMs (Active Full)', true],
    [null, 'Daily VMs (Incremental) (Retry 1)', false],
    [null, 'Daily VMs', null],
  ])('algorithm %s under the name %s is full: %s', (algorithm, name, isFull) => {
    expect(foldSessions([session('a', 0, { algorithm, name })], rule)[0]?.isFull).toBe(isFull);
  });

  it('knows no end of a first attempt that runs or that retention took away', () => {
    const running = session('a', 0, { state: 'Working', result: 'None', endedAt: null });
    expect(foldSessions([running], rule)[0]?.firstAttemptEndedAt).toBeNull();
    const retry = session('b', 0, { originalSessionId: 'gone', retryNumber: 1 });
    expect(foldSessions([retry], rule)[0]?.firstAttemptEndedAt).toBeNull();
  });
});
