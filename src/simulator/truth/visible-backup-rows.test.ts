import { expect, it } from 'vitest';
import { type Revision, revisions } from '../../domain/vbr-server.ts';
import { askEstate } from '../ask-estate.ts';
import { advanceEstate } from '../estate/advance.ts';
import { createEstate } from '../estate/create-estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { visibleKinds } from './visible-kinds.ts';

const estate = createEstate({
  scenario: 'troubled',
  seed: 37,
  now: new Date('2026-11-22T12:00:00Z'),
  days: 16,
  jobs: 40,
  repositories: 24,
  sessions: null,
  failedShare: 0.05,
  warnedShare: 0.06,
  zone: 'Europe/Prague',
});
advanceEstate(estate, 60);

type Row = Readonly<Record<string, unknown>>;

function visible(name: string, build: Revision): Row[] {
  const kind = visibleKinds.find((one) => one.name === name);
  expect(kind, name).toBeDefined();
  return [...(kind?.rows(estate, build) ?? [])];
}

/** What a reader would keep of the answers: instants, and nothing where VBR writes what means nothing. */
function kept(build: Revision, path: string): Row[] {
  return JSON.parse(askEstate(estate, { build: build })(path).body).data;
}

const instant = (text: unknown) => new Date(String(text)).toISOString();
const byId = (rows: readonly Row[]) =>
  rows.toSorted((left, right) => (String(left['id']) < String(right['id']) ? -1 : 1));
const orNull = (value: unknown) => (value === 0 || value === undefined ? null : value);

it.each(revisions)('tells in %s the restore points that the answers show', (build) => {
  const expected = kept(build, '/api/v1/restorePoints?limit=90000').map((row) => ({
    id: row['id'],
    name: row['name'],
    platformName: row['platformName'],
    createdAt: instant(row['creationTime']),
    backupId: row['backupId'],
    type: row['type'],
    sessionId: row['sessionId'],
    malwareStatus: row['malwareStatus'],
    backupFileId: row['backupFileId'] ?? null,
    guestOsFamily: row['guestOsFamily'],
    originalBytes: row['originalSize'],
    isRestorable: JSON.stringify(row['allowedOperations']) !== '[]',
    gfsPeriods: Array.from(Object(row['gfsPeriods'] ?? [])).filter((word) => word !== 'None'),
  }));
  expect(expected.length).toBeGreaterThan(500);
  expect(byId(visible('restore_point', build))).toEqual(byId(expected));
});

it.each(revisions)('tells in %s the backups, objects and files that the answers show', (build) => {
  const backups = kept(build, '/api/v1/backups?limit=900');
  expect(byId(visible('backup', build))).toMatchObject(
    byId(backups).map(({ id, name, jobType, repositoryId, creationTime }) => {
      return { id, name, jobType, repositoryId, createdAt: instant(creationTime) };
    }),
  );
  expect(visible('backup', build).some(({ jobId }) => jobId === null)).toBe(true);
  const objects = kept(build, '/api/v1/backupObjects?limit=9000').map((row) => ({
    id: row['id'],
    name: row['name'],
    type: row['type'],
    platformName: row['platformName'],
    restorePointsCount: row['restorePointsCount'],
    lastRunFailed: row['lastRunFailed'],
    backupId: row['backupId'] ?? null,
    sizeBytes: row['size'] ?? null,
  }));
  expect(byId(visible('backup_object', build))).toEqual(byId(objects));
  const files = backups
    .flatMap(({ id }) => kept(build, `/api/v1/backups/${id}/backupFiles?limit=9000`))
    .map((row) => ({
      id: row['id'],
      backupId: row['backupId'],
      path: row['name'],
      restorePointIds: row['restorePointIds'],
      dataBytes: orNull(row['dataSize']),
      backupBytes: orNull(row['backupSize']),
      dedupRemainingPercent: orNull(row['dedupRatio']),
      compressRemainingPercent: orNull(row['compressRatio']),
    }));
  expect(byId(visible('backup_file', build))).toMatchObject(byId(files));
});

it.each(revisions)('tells in %s the storage and machines that the answers show', (build) => {
  const infrastructure = '/api/v1/backupInfrastructure';
  const states = kept(build, `${infrastructure}/repositories/states?limit=900`);
  expect(byId(visible('repository', build))).toMatchObject(
    byId(states).map((row) => ({
      id: row['id'],
      type: row['type'],
      hostId: row['hostId'] ?? null,
      path: row['path'],
      capacityGib: row['capacityGB'],
      freeGib: row['freeGB'],
      reportedUsedGib: row['usedSpaceGB'],
      isOnline: row['isOnline'],
      isOutOfDate: row['isOutOfDate'],
    })),
  );
  const appliance = visible('repository', build).find(({ name }) =>
    String(name).startsWith('Dedupe'),
  );
  expect(appliance?.['immutabilityIsEnabled'] === null).toBe(build !== '1.3-rev2');
  for (const [name, path] of [
    ['scale_out_repository', 'scaleOutRepositories'],
    ['proxy', 'proxies/states'],
    ['managed_server', 'managedServers'],
  ] as const) {
    const ids = (rows: readonly Row[]) => byId(rows).map(({ id }) => id);
    expect(ids(visible(name, build))).toEqual(
      ids(kept(build, `${infrastructure}/${path}?limit=900`)),
    );
  }
});

it('names every row by its key once', () => {
  for (const { name, key, rows } of visibleKinds) {
    const keys = [...rows(estate, '1.3-rev2')].map((row) => key.map((field) => row[field]).join());
    expect(keys.length, name).toBeGreaterThan(0);
    expect(new Set(keys).size, name).toBe(keys.length);
    expect(itemAt(keys, 0), name).not.toContain('undefined');
  }
});
