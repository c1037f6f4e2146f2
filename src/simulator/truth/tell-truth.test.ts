import { expect, it } from 'vitest';
import { advanceEstate } from '../estate/advance.ts';
import { createEstate } from '../estate/create-estate.ts';
import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { dayMs } from '../estate/zone-clock.ts';
import { sessionRow } from '../routes/session-row.ts';
import { tellTruth } from './tell-truth.ts';

const now = new Date('2026-11-22T12:00:00Z');

function estateOf(scenario: 'healthy' | 'troubled'): Estate {
  return createEstate({
    scenario,
    seed: 11,
    now,
    days: 60,
    jobs: 40,
    repositories: 12,
    sessions: null,
    failedShare: 0.05,
    warnedShare: 0.06,
    zone: 'Europe/Prague',
  });
}

type Row = ReturnType<typeof sessionRow>;

/** Folds sessions by the original session rev2 names: another road to the same counts. */
function countedFromAnswers(estate: Estate) {
  const attempts = new Map<string, Row[]>();
  for (let index = 0; index < estate.visibleEnd; index += 1) {
    if (estate.sessions.source(index) < 0) continue;
    const row = sessionRow({ estate, revision: '1.3-rev2' }, index);
    const original = 'originalSessionId' in row ? row.originalSessionId : row.id;
    attempts.set(original, [...(attempts.get(original) ?? []), row]);
  }
  const runs = [...attempts.values()];
  const ending = (word: string) => runs.filter((rows) => outcomeOf(rows) === word);
  return {
    total: runs.length,
    success: ending('Success').length,
    warning: ending('Warning').length,
    failed: ending('Failed').length,
    canceled: ending('canceled').length,
    running: ending('running').length,
    healed: [...ending('Success'), ...ending('Warning')].filter((rows) => rows.length > 1).length,
  };
}

function outcomeOf(rows: readonly Row[]): string {
  const { state, result } = itemAt(rows, rows.length - 1);
  if (state === 'Working') return 'running';
  return result?.isCanceled === true ? 'canceled' : (result?.result ?? 'None');
}

it('plants what the answers show: folding them by another road gives the same counts', () => {
  for (const scenario of ['healthy', 'troubled'] as const) {
    const estate = estateOf(scenario);
    const { history } = tellTruth(estate, '1.3-rev2', 'viewer').totals.runs;
    expect(countedFromAnswers(estate)).toEqual({
      total: history.total,
      success: history.success,
      warning: history.warning,
      failed: history.failed,
      canceled: history.canceled,
      running: history.running,
      healed: history.healed,
    });
    expect(history.undecided).toBe(0);
  }
});

it('names the failing job’s streak and its first failed run', () => {
  const truth = tellTruth(estateOf('troubled'), '1.3-rev2', 'viewer');
  const failing = truth.jobs.find(({ behaviour }) => behaviour === 'failing');
  expect(failing?.failedStreak).toBeGreaterThanOrEqual(11);
  const since = Date.parse(failing?.failingSince ?? '');
  expect(now.getTime() - since).toBeGreaterThan(10.5 * dayMs);
  expect(now.getTime() - since).toBeLessThanOrEqual(12 * dayMs);
});

it('lists the failed and healed runs of the last day with cause, workloads and time', () => {
  const truth = tellTruth(estateOf('troubled'), '1.3-rev2', 'viewer');
  expect(truth.failedRunsLast24Hours).toHaveLength(truth.totals.runs.last24Hours.failed);
  expect(truth.healedRunsLast24Hours).toHaveLength(truth.totals.runs.last24Hours.healed);
  expect(truth.failedRunsLast24Hours.length).toBeGreaterThan(0);
  expect(truth.healedRunsLast24Hours.length).toBeGreaterThan(0);
  for (const run of [...truth.failedRunsLast24Hours, ...truth.healedRunsLast24Hours]) {
    expect(now.getTime() - Date.parse(run.startedAt)).toBeLessThanOrEqual(dayMs);
    expect(run.cause?.text.length).toBeGreaterThan(0);
    expect(run.cause?.workloads.length).toBeGreaterThan(0);
  }
});

it('names as first session the one the run began with, which its retries name as their original', () => {
  const estate = estateOf('troubled');
  const [run] = tellTruth(estate, '1.3-rev2', 'viewer').failedRunsLast24Hours;
  const index = estate.identifiers.indexOf('session', run?.firstSessionId ?? '') ?? -1;
  const first = sessionRow({ estate, revision: '1.3-rev2' }, index);
  expect(new Date(first.creationTime).toISOString()).toBe(run?.startedAt);
  expect(first).toMatchObject({ originalSessionId: first.id, jobId: run?.jobId });
  expect(first).not.toHaveProperty('retryInfo');
  const rows = Array.from({ length: estate.visibleEnd - index - 1 }, (_, place) =>
    sessionRow({ estate, revision: '1.3-rev2' }, index + 1 + place),
  );
  const retries = rows.filter(
    (row) => 'originalSessionId' in row && row.originalSessionId === first.id,
  );
  expect(retries.map((row) => ('retryInfo' in row ? row.retryInfo : null))).toEqual([
    { isRecheckRetry: false, retryNumber: 1 },
    { isRecheckRetry: false, retryNumber: 2 },
    { isRecheckRetry: false, retryNumber: 3 },
  ]);
});

it('says which sources each role sees on the server’s build', () => {
  const { sight } = tellTruth(estateOf('healthy'), '1.3-rev0', 'viewer');
  expect(sight.viewer.hidden).toContain('server-info');
  expect(sight.administrator.hidden).toEqual([]);
  expect(sight['security-administrator'].hidden).toContain('jobs');
  const later = tellTruth(estateOf('healthy'), '1.3-rev2', 'viewer').sight;
  expect(later['security-administrator'].hidden).toContain('task-sessions');
  expect(later['security-administrator'].visible).toContain('repositories');
});

it('separates offload and other side sessions from the sessions of jobs', () => {
  const estate = estateOf('troubled');
  const { totals, excluded } = tellTruth(estate, '1.3-rev2', 'viewer');
  expect(excluded.offload).toBeGreaterThan(100);
  expect(totals.jobSessions + excluded.offload + excluded.otherTypes).toBe(estate.visibleEnd);
  expect(totals.sessionsByType['MalwareDetection']).toBe(1);
});

it('follows the clock: growing repositories, an offline one that stands still', () => {
  const estate = estateOf('troubled');
  const before = tellTruth(estate, '1.3-rev2', 'viewer');
  advanceEstate(estate, 24 * 7);
  const after = tellTruth(estate, '1.3-rev2', 'viewer');
  const offline = before.repositories.find(({ isOnline }) => !isOnline);
  expect(offline).toBeDefined();
  expect(after.repositories).toContainEqual(offline);
  const free = (truth: typeof before) =>
    truth.repositories.reduce((sum, { freeGib }) => sum + freeGib, 0);
  expect(free(after)).toBeLessThan(free(before));
  expect(Date.parse(after.asOf) - Date.parse(before.asOf)).toBe(7 * dayMs);
});
