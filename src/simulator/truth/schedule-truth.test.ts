import { expect, it } from 'vitest';
import { createEstate } from '../estate/create-estate.ts';
import type { Estate } from '../estate/estate.ts';
import { jobAt } from '../estate/job.ts';
import { startsBetween } from '../estate/schedule.ts';
import { dayMs, hourMs } from '../estate/zone-clock.ts';
import { missedRuns, silentJobs, stalledRuns } from './schedule-truth.ts';

const estate = createEstate({
  scenario: 'troubled',
  seed: 7,
  now: new Date('2026-11-22T12:00:00Z'),
  days: 91,
  jobs: 60,
  repositories: 12,
  sessions: null,
  failedShare: 0.05,
  warnedShare: 0.06,
  zone: 'Europe/Prague',
});

function firstAttempts({ sessions, visibleEnd }: Estate, job: number): number[] {
  return Array.from({ length: visibleEnd }, (_, index) => sessions.row(index))
    .filter(({ source, attempt }) => source === job && attempt === 0)
    .map(({ createdMs }) => createdMs);
}

it('lists as missed just the scheduled starts no session lies behind', () => {
  const { clock, startMs, nowMs } = estate;
  const missed = missedRuns(estate);
  const kept = ['missed', 'steady', 'stalled', 'renamed', 'worsened', 'slowing'];
  const watched = estate.jobs.filter(({ behaviour }) => kept.includes(behaviour.name));
  for (const job of watched) {
    const starts = firstAttempts(estate, job.index);
    const slots = startsBetween(job.schedule, clock, startMs, nowMs - 60_000).filter(
      (slot) => jobAt(job, slot).schedule === job.schedule && slot > (job.change?.atMs ?? 0),
    );
    const unanswered = slots.filter(
      (slot) => !starts.some((start) => start >= slot && start - slot <= 60_000),
    );
    const told = missed
      .filter(({ jobId, slotAt }) => jobId === job.id && slots.includes(Date.parse(slotAt)))
      .map(({ slotAt }) => Date.parse(slotAt));
    expect([job.behaviour.name, told]).toEqual([job.behaviour.name, unanswered]);
  }
  const skipped = missed.filter(({ reason }) => reason === 'skipped');
  expect(skipped.length).toBeGreaterThan(4);
  expect(new Set(skipped.map(({ jobId }) => jobId)).size).toBe(1);
});

it('names the silent job, whose last run went well long ago', () => {
  const [silent] = silentJobs(estate);
  const index = estate.identifiers.indexOf('job', silent?.jobId ?? '') ?? -1;
  const last = firstAttempts(estate, index).at(-1) ?? 0;
  expect(new Date(last).toISOString()).toBe(silent?.lastRunStartedAt);
  expect(estate.nowMs - last).toBeGreaterThan(8.5 * dayMs);
  expect(estate.sessions.result(estate.lastSession[index] ?? -1)).toBe(1);
});

it('names the stalled run, which is far beyond its usual length and blocks the starts after it', () => {
  const [stalled, ...others] = stalledRuns(estate);
  expect(others).toEqual([]);
  const session = estate.identifiers.indexOf('session', stalled?.firstSessionId ?? '') ?? -1;
  const { createdMs, endedMs, source } = estate.sessions.row(session);
  expect(endedMs).toBeGreaterThan(estate.nowMs);
  expect(estate.nowMs - createdMs).toBeGreaterThan(12 * hourMs);
  expect(stalled?.usualMinutes).toBeLessThan(60);
  const blocked = missedRuns(estate).filter(
    ({ jobId, reason }) => jobId === stalled?.jobId && reason === 'busy',
  );
  expect(blocked.length).toBeGreaterThan(0);
  expect(estate.lastSession[source]).toBe(session);
});
