import { expect, it } from 'vitest';
import { skippedWorkloads } from '../truth/behaviour-truth.ts';
import { problems } from '../truth/problems.ts';
import { advanceEstate } from './advance.ts';
import type { Scenario } from './behaviour.ts';
import { causeAt } from './causes/causes.ts';
import { createEstate } from './create-estate.ts';
import type { Estate } from './estate.ts';
import { incrementFactor } from './intrusion.ts';
import { itemAt } from './item-at.ts';
import { victimsOf } from './malware/attack.ts';
import { malwareEvents } from './malware/events.ts';
import { statusOfWorkload } from './malware/status.ts';
import { repair } from './repair.ts';
import { usageAt } from './storage/usage.ts';
import { tasksOf } from './tasks.ts';
import { hourMs } from './zone-clock.ts';

function troubled(): Estate {
  return estateOf('troubled');
}

function estateOf(scenario: Scenario): Estate {
  return createEstate({
    scenario,
    seed: 7,
    now: new Date('2026-11-22T12:00:00Z'),
    days: 30,
    jobs: 60,
    repositories: 12,
    sessions: null,
    failedShare: 0.05,
    warnedShare: 0.06,
    zone: 'Europe/Prague',
  });
}

/** Outcomes of the runs a job starts after an instant, two days on. */
function laterOutcomes(estate: Estate, job: number, afterMs: number): Set<string> {
  const rows = Array.from({ length: estate.runs.length() }, (_, run) => estate.runs.row(run));
  return new Set(
    rows
      .filter((row) => row.job === job && row.startedMs > afterMs)
      .map(({ outcome, incident }) => (incident >= 0 ? 'incident' : outcome)),
  );
}

it('ends an incident: its jobs run on without it, while other trouble goes on', () => {
  const [repaired, left] = [troubled(), troubled()];
  const incident = itemAt(repaired.incidents, 0);
  const { nowMs } = repaired;
  expect(repair(repaired, { incident: incident.key })).toBe(incident.jobs.size);
  for (const estate of [repaired, left]) advanceEstate(estate, 48);
  for (const job of incident.jobs) {
    expect(laterOutcomes(left, job, nowMs)).toEqual(new Set(['incident']));
    expect(laterOutcomes(repaired, job, nowMs)).not.toContain('incident');
  }
  const failing = repaired.jobs.findIndex(({ behaviour }) => behaviour.name === 'failing');
  expect(laterOutcomes(repaired, failing, nowMs)).toEqual(new Set(['failed']));
  expect(problems(repaired).map(({ kind }) => kind)).not.toContain('repository-full');
});

it('repairs one job by its name or id, for good', () => {
  const estate = troubled();
  const { nowMs } = estate;
  for (const behaviour of ['failing', 'silent'] as const) {
    const job = estate.jobs.find(({ behaviour: { name } }) => name === behaviour);
    const wanted = behaviour === 'failing' ? job?.name : job?.id;
    expect(repair(estate, { job: wanted ?? '' })).toBe(1);
    advanceEstate(estate, 48);
    expect(laterOutcomes(estate, job?.index ?? -1, nowMs)).toEqual(new Set(['success']));
  }
  expect(problems(estate).map(({ kind }) => kind)).not.toContain('failing');
});

it('repairs everything of one cause', () => {
  const estate = troubled();
  expect(repair(estate, { cause: 'account-locked' })).toBeGreaterThanOrEqual(2);
  const kinds = problems(estate).map(({ kind }) => kind);
  expect(kinds).not.toContain('account-locked');
  expect(kinds).toContain('repository-full');
});

it('brings a workload that a job left out back into its next runs', () => {
  const estate = troubled();
  const { nowMs } = estate;
  const [left] = skippedWorkloads(estate);
  const job = estate.jobs.findIndex(({ id }) => id === left?.jobId);
  const isLeftOut = () =>
    tasksOf(estate, estate.lastSession[job] ?? -1).find(({ name }) => name === left?.workload)
      ?.isSkipped;
  expect(isLeftOut()).toBe(true);
  expect(repair(estate, { job: left?.jobId ?? '' })).toBeGreaterThanOrEqual(1);
  advanceEstate(estate, 48);
  expect(estate.sessions.createdMs(estate.lastSession[job] ?? -1)).toBeGreaterThan(nowMs);
  expect(isLeftOut()).toBe(false);
  expect(skippedWorkloads(estate).map(({ jobId }) => jobId)).not.toContain(left?.jobId);
  expect(problems(estate).map(({ kind }) => kind)).not.toContain('skipped-workload');
});

it('ends an intrusion: what is made later is clean and as large as ever, what was made before stays', () => {
  const estate = estateOf('ransomware');
  const { nowMs } = estate;
  const cleaned = () => malwareEvents(estate).filter(({ severity }) => severity === 'Clean').length;
  const before = cleaned();
  const victims = victimsOf(estate);
  expect(problems(estate)[0]?.kind).toBe('intrusion');
  expect(repair(estate, { cause: 'intrusion' })).toBeGreaterThan(3);
  expect(cleaned() - before).toBe(victims.length);
  for (const { job, place } of victims) {
    expect(statusOfWorkload(estate, job, place, nowMs - 1)).toBe('Infected');
    expect(statusOfWorkload(estate, job, place, nowMs)).toBe('Clean');
    expect(incrementFactor(itemAt(estate.jobs, job), nowMs)).toBe(1);
  }
  expect(problems(estate).map(({ kind }) => kind)).not.toContain('intrusion');
  expect(() => repair(estate, { cause: 'intrusion' })).toThrow(/no trouble/);
});

it('refuses to repair what is not there, and what has ended', () => {
  const estate = troubled();
  const ended = estate.incidents.find(({ untilMs }) => untilMs < estate.nowMs);
  expect(() => repair(estate, { incident: 'nothing-1' })).toThrow(/no trouble named nothing-1/);
  expect(() => repair(estate, { incident: ended?.key ?? '' })).toThrow(/no trouble/);
  expect(() => repair(estate, {})).toThrow(/no trouble/);
});

it('makes space where a repository was full', () => {
  const estate = troubled();
  const [full] = estate.incidents.filter(
    ({ untilMs, cause }) => untilMs > estate.nowMs && causeAt(cause)?.key === 'repository-full',
  );
  const sizes = () => {
    const isMeant = (id: string | undefined) => id === full?.component.id;
    const meant = estate.storage.repositories.filter(
      ({ id, scaleOut }) => isMeant(id) || isMeant(scaleOut?.id),
    );
    return meant.reduce((sum, one) => sum + usageAt(one, estate.nowMs + hourMs).capacityGib, 0);
  };
  const before = sizes();
  repair(estate, { incident: full?.key ?? '' });
  expect(before).toBeGreaterThan(0);
  expect(sizes()).toBeGreaterThan(before * 1.1);
});
