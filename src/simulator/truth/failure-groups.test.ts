import { describe, expect, it } from 'vitest';
import type { Scenario } from '../estate/behaviour.ts';
import { createEstate } from '../estate/create-estate.ts';
import type { Estate, EstateOptions } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { dayMs, hourMs } from '../estate/zone-clock.ts';
import { failureGroups } from './failure-groups.ts';
import { logRows } from './log-rows.ts';
import { taskRows } from './task-rows.ts';

const now = new Date('2026-11-22T12:00:00Z');

function estateOf(scenario: Scenario, given: Partial<EstateOptions> = {}): Estate {
  return createEstate({
    scenario,
    seed: 7,
    now,
    days: 60,
    jobs: 60,
    repositories: 12,
    sessions: null,
    failedShare: 0.05,
    warnedShare: 0.06,
    zone: 'Europe/Prague',
    ...given,
  });
}

const incidentGroups = (estate: Estate) =>
  failureGroups(estate).filter(({ incident }) => incident !== null);

describe('planted incidents', () => {
  it.each([7, 8, 9])('are one group each, over several jobs (seed %s)', (seed) => {
    const estate = estateOf('troubled', { seed });
    const groups = incidentGroups(estate);
    expect(groups.map(({ incident }) => incident).sort()).toEqual(
      estate.incidents.map(({ key }) => key).sort(),
    );
    for (const { incident, component, jobIds, firstSeen, lastSeen } of groups) {
      const planted = estate.incidents.find(({ key }) => key === incident);
      expect(planted?.component).toEqual(component);
      for (const job of planted?.jobs ?? []) expect(jobIds).toContain(itemAt(estate.jobs, job).id);
      expect(Date.parse(firstSeen)).toBeLessThanOrEqual(planted?.untilMs ?? 0);
      expect(Date.parse(lastSeen)).toBeGreaterThanOrEqual(planted?.fromMs ?? 0);
    }
    const several = groups.filter(({ jobIds }) => jobIds.length >= 3);
    expect(several.length).toBeGreaterThanOrEqual(3);
  });

  it('let a full repository hit five jobs and two other causes strike in one night', () => {
    const groups = incidentGroups(estateOf('troubled'));
    const full = groups.find(({ incident }) => incident === 'repository-full-1');
    expect(full).toMatchObject({ causeClass: 'storage_space', isOpen: true, isFamiliar: true });
    expect(full?.jobIds.length).toBeGreaterThanOrEqual(5);
    const lastNight = groups.filter(
      ({ firstSeen }) => now.getTime() - Date.parse(firstSeen) < 29 * hourMs,
    );
    expect(new Set(lastNight.map(({ causeClass }) => causeClass)).size).toBeGreaterThanOrEqual(2);
  });

  it('let an outage take a third of the jobs for two days and leave damage behind', () => {
    const groups = incidentGroups(estateOf('outage', { jobs: 90 }));
    const down = groups.find(({ incident }) => incident === 'repository-unavailable-1');
    expect(down?.jobIds.length).toBeGreaterThan(25);
    const lengthMs = Date.parse(down?.lastSeen ?? '') - Date.parse(down?.firstSeen ?? '');
    expect(lengthMs).toBeGreaterThan(1.2 * dayMs);
    expect(groups.some(({ causes }) => causes.includes('chain-corrupt'))).toBe(true);
  });

  it('are none in a healthy estate, and one account that was locked after an attack', () => {
    expect(incidentGroups(estateOf('healthy'))).toEqual([]);
    const attacked = incidentGroups(estateOf('ransomware'));
    expect(attacked.map(({ causes }) => causes)).toEqual([['account-locked']]);
  });
});

describe('what a reader can see of a group', () => {
  const estate = estateOf('troubled');
  const texts = new Map<string, string>();
  for (const { sessionId, status, title, description } of logRows(estate, '1.3-rev2')) {
    if (status !== 'Failed' && status !== 'Warning') continue;
    const known = texts.get(String(sessionId)) ?? '';
    texts.set(String(sessionId), `${known}\n${title}\n${description}`);
  }
  const targets = new Map<string, Set<string>>();
  for (const { sessionId, repositoryId } of taskRows(estate, '1.3-rev2')) {
    const known = targets.get(String(sessionId)) ?? new Set();
    targets.set(String(sessionId), known.add(String(repositoryId)));
  }

  it('each member names the shared component in its log, or uses it', () => {
    const shared = incidentGroups(estate).filter(({ component }) => component.kind !== 'job');
    expect(shared.length).toBeGreaterThan(4);
    for (const { component, runIds } of shared) {
      for (const id of runIds) {
        const isNamed = texts.get(id)?.includes(component.name) ?? false;
        const isUsed = targets.get(id)?.has(component.id ?? '') ?? false;
        expect([component.name, id, isNamed || isUsed]).toEqual([component.name, id, true]);
      }
    }
  });

  it('members follow one another within three days, and the groups of one key are further apart', () => {
    const startOf = (id: string): number =>
      estate.sessions.createdMs(estate.identifiers.indexOf('session', id) ?? -1);
    const ends = new Map<string, number>();
    for (const group of failureGroups(estate)) {
      const starts = group.runIds.map(startOf);
      expect(starts.length).toBeGreaterThan(1);
      for (const [place, start] of starts.slice(1).entries()) {
        expect(start - itemAt(starts, place)).toBeLessThanOrEqual(72 * hourMs);
      }
      const what = group.causeClass ?? group.causes.join();
      const key = [what, group.component.kind, group.component.name].join();
      expect(itemAt(starts, 0) - (ends.get(key) ?? 0)).toBeGreaterThan(72 * hourMs);
      ends.set(key, starts.at(-1) ?? 0);
    }
  });
});
