import { expect, it } from 'vitest';
import type { revisions } from '../../domain/vbr-server.ts';
import { askEstate, testEstate } from '../ask-estate.ts';
import { visibleKinds } from './visible-kinds.ts';

const estate = testEstate({ scenario: 'ransomware' });

function rowsOf(name: string, build: (typeof revisions)[number] = '1.3-rev2') {
  const kind = visibleKinds.find((one) => one.name === name);
  return { key: kind?.key ?? [], rows: [...(kind?.rows(estate, build) ?? [])] };
}

it('names each row by a key of its own', () => {
  const own = ['malware_event', 'malware_object', 'best_practice', 'instant_recovery_mount'];
  for (const name of [...own, 'server_fact']) {
    const { key, rows } = rowsOf(name);
    const keys = rows.map((row) => key.map((column) => row[column]).join(' '));
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(rows.length);
  }
});

it('keeps malware events as their answers read', () => {
  const ask = askEstate(estate);
  const { data } = ask('/api/v1/malwareDetection/events?limit=5000').json;
  const read = data.map((row: Record<string, string> & { machine: Record<string, string> }) => ({
    id: row['id'],
    type: row['type'],
    createdAt: row['creationTimeUtc'],
    detectedAt: row['detectionTimeUtc'],
    machineName: row.machine['displayName'],
    backupObjectId: row.machine['backupObjectId'],
    restorePointId: row.machine['restorePointId'] ?? null,
    state: row['state'],
    details: row['details'],
    source: row['source'],
    severity: row['severity'],
    engine: row['engine'],
  }));
  const { rows } = rowsOf('malware_event');
  expect(read).toHaveLength(rows.length);
  expect(read).toEqual(expect.arrayContaining(rows));
});

it('keeps objects only where the build has them', () => {
  const { data } = askEstate(estate)('/api/v1/malwareDetection/backupObjects?limit=5000').json;
  const ids = data.map(({ objectId }: { objectId: string }) => objectId);
  const { rows } = rowsOf('malware_object');
  expect(rows.map((row) => row['id']).sort()).toEqual(ids.sort());
  expect(rowsOf('malware_object', '1.3-rev1').rows).toEqual([]);
});

it('keeps mounts and best practices as their answers read', () => {
  const ask = askEstate(estate);
  const mounts = ['vSphere', 'hyperV'].flatMap(
    (platform) => ask(`/api/v1/restore/instantRecovery/${platform}/vm`).json.data,
  );
  const { rows } = rowsOf('instant_recovery_mount');
  const byId = new Map(rows.map((row) => [row['id'], row]));
  expect(mounts).toHaveLength(rows.length);
  for (const { id, state, sessionId, vmName, jobName } of mounts) {
    expect(byId.get(id)).toMatchObject({ state, sessionId, workloadName: vmName, jobName });
  }
  const { items } = ask('/api/v1/securityAnalyzer/bestPractices').json;
  const checks = rowsOf('best_practice').rows;
  expect(checks).toEqual(
    items.map(({ id, bestPractice, status, note }: Record<string, string>) => ({
      id,
      text: bestPractice,
      status,
      note: note || null,
    })),
  );
});

it('keeps of each fact what its answer says', () => {
  const ask = askEstate(estate);
  const factOf = (name: string) => rowsOf('server_fact').rows.find((row) => row['name'] === name);
  const licence = ask('/api/v1/license').json;
  expect(factOf('licence')?.['value']).toMatchObject({
    status: licence.status,
    usedInstances: licence.instanceLicenseSummary.usedInstancesNumber,
    expiresAt: new Date(licence.instanceLicenseSummary.expirationDate).toISOString(),
  });
  const { creationTime } = ask('/api/v1/securityAnalyzer/lastRun').json;
  expect(factOf('analyzer-run')?.['value']).toMatchObject({
    ranAt: expect.stringContaining(new Date(creationTime).toISOString().slice(0, 19)),
  });
  const backup = ask('/api/v1/configBackup').json;
  expect(factOf('configuration-backup')?.['value']).toMatchObject({
    repositoryId: backup.backupRepositoryId,
    isEncrypted: backup.encryption.isEnabled,
  });
});
