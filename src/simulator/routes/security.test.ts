import { expect, it } from 'vitest';
import { askEstate, testEstate } from '../ask-estate.ts';
import { advanceEstate } from '../estate/advance.ts';
import { statusOfWorkload } from '../estate/malware/status.ts';
import { hourMs } from '../estate/zone-clock.ts';

const estate = testEstate({ jobs: 200, days: 91 });
const attacked = testEstate({ scenario: 'ransomware' });
const events = '/api/v1/malwareDetection/events';

interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly state: string;
  readonly source: string;
  readonly severity: string;
  readonly detectionTimeUtc: string;
  readonly creationTimeUtc: string;
  readonly machine: { readonly displayName: string; readonly backupObjectId: string };
}

function eventsOf(of: typeof estate, query = '', revision: '1.3-rev0' | '1.3-rev2' = '1.3-rev2') {
  const rows: EventRow[] = askEstate(of)(`${events}?limit=5000&${query}`, revision).json.data;
  return rows;
}

it('reports events of many types, sources and severities, false alarms and cleaned machines', () => {
  const rows = eventsOf(estate);
  const values = (of: (row: EventRow) => string) => new Set(rows.map(of));
  expect(values(({ type }) => type).size).toBeGreaterThanOrEqual(6);
  expect(values(({ severity }) => severity)).toEqual(
    new Set(['Clean', 'Suspicious', 'Infected', 'Informative']),
  );
  expect(values(({ state }) => state)).toEqual(new Set(['Created', 'FalsePositive']));
  expect(values(({ source }) => source)).toEqual(
    new Set(['Manual', 'InternalVeeamDetector', 'External', 'MarkAsCleanEvent']),
  );
  for (const row of rows.filter(({ source }) => source === 'MarkAsCleanEvent')) {
    expect(row.severity).toBe('Clean');
    const earlier = rows.filter(
      ({ machine, detectionTimeUtc }) =>
        machine.displayName === row.machine.displayName && detectionTimeUtc < row.detectionTimeUtc,
    );
    expect(earlier.length).toBeGreaterThan(0);
  }
});

it('filters events by repeated words, times, machine and object', () => {
  const all = eventsOf(estate);
  const infected = eventsOf(estate, 'severityFilter=Infected&severityFilter=Clean');
  expect(infected).toEqual(all.filter(({ severity }) => ['Infected', 'Clean'].includes(severity)));
  const { displayName, backupObjectId } = all[0]?.machine ?? {
    displayName: '',
    backupObjectId: '',
  };
  for (const query of [
    `machineNameFilter=${displayName}`,
    `backupObjectIdFilter=${backupObjectId}`,
  ]) {
    const own = eventsOf(estate, query);
    expect(own).toEqual(all.filter(({ machine }) => machine.displayName === displayName));
  }
  const after = all[10]?.detectionTimeUtc ?? '';
  const late = eventsOf(estate, `detectedAfterTimeUtcFilter=${after}`);
  expect(late).toEqual(all.filter(({ detectionTimeUtc }) => detectionTimeUtc >= after));
  expect(late.length).toBeLessThan(all.length);
  const ask = askEstate(estate);
  expect(ask(`${events}?severityFilter=Infected,Clean`).status).toBe(400);
});

it('knows filters of creation since 1.3-rev1 and ignores them before', () => {
  const query = 'createdAfterTimeUtcFilter=2026-11-20T00:00:00Z';
  const all = eventsOf(estate, '', '1.3-rev0');
  expect(eventsOf(estate, query, '1.3-rev0')).toHaveLength(all.length);
  expect(eventsOf(estate, query).length).toBeLessThan(all.length);
});

it('turns an event into a false alarm, or marks its machine clean, only when that has happened', () => {
  const moving = testEstate({ jobs: 200, days: 91 });
  const { malware, nowMs } = moving;
  advanceEstate(moving, 24 * 30);
  const late = malware.rows.find(({ falsePositiveMs }) => {
    return falsePositiveMs !== null && falsePositiveMs > nowMs && falsePositiveMs <= moving.nowMs;
  });
  const id = moving.identifiers.of('malware-event', late?.number ?? -1);
  expect(eventsOf(moving).find((row) => row.id === id)?.state).toBe('FalsePositive');
  moving.nowMs = (late?.falsePositiveMs ?? 0) - 1_000;
  expect(eventsOf(moving).find((row) => row.id === id)?.state).toBe('Created');
});

it('finds renamed files and encrypted data on several machines after an attack, nothing of it before', () => {
  const rows = eventsOf(attacked, 'sourceFilter=InternalVeeamDetector&severityFilter=Infected');
  const encrypted = rows.filter(({ type }) => type === 'EncryptedData');
  const machines = new Set(encrypted.map(({ machine }) => machine.displayName));
  expect(machines.size).toBeGreaterThan(3);
  expect(rows.some(({ type }) => type === 'RansomwareNotes')).toBe(true);
  const [victim] = attacked.malware.rows.filter(({ type }) => type === 'EncryptedData').slice(-1);
  const { job = -1, place = -1, detectedMs = 0 } = victim ?? {};
  expect(statusOfWorkload(attacked, job, place, detectedMs - 3 * hourMs)).toBe('Clean');
  expect(statusOfWorkload(attacked, job, place, detectedMs)).toBe('Infected');
});

it('holds in rev2 what stands of each workload, and no such path before', () => {
  const path = '/api/v1/malwareDetection/backupObjects';
  const ask = askEstate(attacked);
  const { data } = ask(`${path}?severityFilter=Infected`).json;
  const infected = eventsOf(attacked, 'typeFilter=EncryptedData&severityFilter=Infected');
  const names = data.map(({ objectName }: { objectName: string }) => objectName);
  expect(names).toEqual(expect.arrayContaining(infected.map(({ machine }) => machine.displayName)));
  expect(data[0].sourceTypes).toContain('EncryptedData');
  expect(ask(path, '1.3-rev1').status).toBe(404);
});

it('lists best practices in an envelope of its own, and none where the analyzer never ran', () => {
  const path = '/api/v1/securityAnalyzer';
  const ask = askEstate(estate);
  const { items } = ask(`${path}/bestPractices`).json;
  expect(items.length).toBeGreaterThan(15);
  expect(new Set(items.map(({ status }: { status: string }) => status)).size).toBeGreaterThan(2);
  expect(ask(`${path}/lastRun`).json.sessionType).toBe('SecurityComplianceAnalyzer');
  const never = askEstate(estate, { faults: { analyzerNeverRan: true } });
  expect(never(`${path}/bestPractices`).json).toEqual({ items: [] });
  expect(never(`${path}/lastRun`).status).toBe(404);
  const query = 'typeFilter=SecurityComplianceAnalyzer';
  expect(never(`/api/v1/sessions?${query}`).json.data).toEqual([]);
  expect(ask(`/api/v1/sessions?${query}`).json.data.length).toBeGreaterThan(50);
  expect(askEstate(estate, { role: 'viewer' })(`${path}/bestPractices`).status).toBe(403);
});
