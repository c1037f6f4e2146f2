import { expect, it } from 'vitest';
import { type Revision, revisions } from '../../domain/vbr-server.ts';
import { askEstate } from '../ask-estate.ts';
import { createEstate } from '../estate/create-estate.ts';
import { zeroId } from '../estate/identifiers.ts';
import { partsOf } from '../estate/tasks.ts';

const estate = createEstate({
  scenario: 'ransomware',
  seed: 29,
  now: new Date('2026-11-22T12:00:00Z'),
  days: 40,
  jobs: 50,
  repositories: 12,
  sessions: null,
  failedShare: 0.06,
  warnedShare: 0.06,
  zone: 'Europe/Prague',
});

type Row = Readonly<Record<string, unknown>>;

function reader(revision: Revision) {
  const ask = askEstate(estate, { build: revision });
  const list = (target: string): { data: Row[]; pagination: Row } => JSON.parse(ask(target).body);
  return { ask, list, rows: (target: string) => list(target).data };
}

const { ask, list, rows } = reader('1.3-rev2');
const old = reader('1.3-rev0');
const points = rows('/api/v1/restorePoints?limit=100000');
const backups = rows('/api/v1/backups?limit=1000');
const objects = rows('/api/v1/backupObjects?limit=5000');
const files = backups.flatMap(({ id }) => rows(`/api/v1/backups/${id}/backupFiles?limit=9000`));
const texts = (list: readonly Row[], field: string) => list.map((row) => String(row[field]));

it('lists each retained point once, with its file, its backup and its object', () => {
  expect(new Set(texts(points, 'id')).size).toBe(points.length);
  const shares = points.filter(({ platformName }) => platformName === 'UnstructuredData');
  expect(shares.length).toBeGreaterThan(10);
  expect(shares.some((row) => 'backupFileId' in row)).toBe(false);
  const fileOf = new Map(files.map((file) => [file['id'], file]));
  for (const point of points.filter((row) => !shares.includes(row))) {
    const file = fileOf.get(point['backupFileId']);
    expect(file?.['restorePointIds']).toEqual([point['id']]);
    expect(file?.['backupId']).toBe(point['backupId']);
  }
  expect(files.length).toBe(points.length - shares.length);
  const counted = objects.reduce((sum, row) => sum + Number(row['restorePointsCount']), 0);
  expect(counted).toBe(points.length);
});

it('writes times of points with an offset and of files without, for the same instant', () => {
  const fileOf = new Map(files.map((file) => [file['id'], file]));
  for (const point of points.filter((row) => 'backupFileId' in row).slice(0, 300)) {
    const withOffset = String(point['creationTime']);
    const naive = String(fileOf.get(point['backupFileId'])?.['creationTime']);
    expect(withOffset).toMatch(/\+0[12]:00$/);
    expect(naive).toBe(withOffset.slice(0, -6));
  }
});

it('calls a file’s object by one id before rev2 and by a list since, the zero id now and then', () => {
  const [{ id } = { id: '' }] = backups;
  const before = old.rows(`/api/v1/backups/${id}/backupFiles`);
  const since = rows(`/api/v1/backups/${id}/backupFiles`);
  expect(before.length).toBeGreaterThan(5);
  expect(since.map(({ objectIds }) => objectIds)).toEqual(before.map(({ objectId }) => [objectId]));
  expect(before.some((row) => 'objectIds' in row || 'severity' in row)).toBe(false);
  const isZero = (row: Row) => JSON.stringify(row['objectIds']) === JSON.stringify([zeroId]);
  const zero = files.filter(isZero).length / files.length;
  expect(zero).toBeGreaterThan(0.01);
  expect(zero).toBeLessThan(0.08);
});

it('tells an object’s backup and size since rev2 alone, and leaves outdated ones without points', () => {
  const before = old.rows('/api/v1/backupObjects?limit=5000');
  expect(before.some((row) => 'backupId' in row || 'size' in row)).toBe(false);
  expect(objects.every(({ backupId, size }) => backupId !== undefined && Number(size) > 0)).toBe(
    true,
  );
  const outdated = objects.filter(({ name }) => String(name).startsWith('outdated_'));
  expect(outdated.length).toBeGreaterThan(0);
  expect(outdated.every(({ restorePointsCount }) => restorePointsCount === 0)).toBe(true);
});

it('names for a point no session, or the one that opened the run, even where that one failed', () => {
  const named = points.filter(({ sessionId }) => sessionId !== null);
  const makerOf = ({ id }: Row) => {
    const number = estate.identifiers.indexOf('restore-point', String(id)) ?? -1;
    return estate.identifiers.of('session', partsOf(number).session);
  };
  const lying = named.filter((point) => point['sessionId'] !== makerOf(point));
  for (const { sessionId } of lying) {
    const session = JSON.parse(ask(`/api/v1/sessions/${sessionId}`).body);
    expect(session).toMatchObject({ id: session.originalSessionId, result: { result: 'Failed' } });
  }
  expect(lying.length).toBeGreaterThan(0);
});

it('links tasks to the points they made', () => {
  const tasks = rows('/api/v1/taskSessions?limit=3000&createdAfterFilter=2026-11-21T00:00:00Z');
  const linked = tasks.filter(({ restorePointId }) => typeof restorePointId === 'string');
  expect(linked.length).toBeGreaterThan(50);
  const nameOf = new Map(points.map(({ id, name }) => [id, name]));
  for (const { restorePointId, name } of linked) {
    expect([name, `${name}-legacy`]).toContain(nameOf.get(restorePointId));
  }
});

it('keeps backups of deleted jobs with the zero id, imports without any, copies beside their source', () => {
  const jobIds = new Set(texts(rows('/api/v1/jobs?limit=500'), 'id'));
  const orphaned = backups.filter(({ jobId }) => jobId === zeroId);
  const imported = backups.filter((row) => !('jobId' in row));
  expect(orphaned.length).toBeGreaterThan(0);
  expect(imported.length).toBeGreaterThan(0);
  const own = backups.filter(({ jobId }) => jobIds.has(String(jobId)));
  expect(own.length).toBe(backups.length - orphaned.length - imported.length);
  const [copy] = own.filter(({ jobType }) => jobType === 'BackupCopy');
  const [machine] = rows(`/api/v1/backups/${copy?.['id']}/objects`);
  const holders = objects.filter(({ name }) => name === machine?.['name']);
  const repositories = holders.map(
    ({ backupId }) => backups.find(({ id }) => id === backupId)?.['repositoryId'],
  );
  expect(new Set(repositories).size).toBeGreaterThan(1);
});

it('shows older points of a renamed machine under its former name', () => {
  const former = points.filter(({ name }) => String(name).endsWith('-legacy'));
  expect(former.length).toBeGreaterThan(0);
  const present = new Set(texts(objects, 'name'));
  for (const { name } of former) {
    expect(present.has(String(name))).toBe(false);
    expect(present.has(String(name).replace('-legacy', ''))).toBe(true);
  }
});

it('offers no operation on points that cannot be restored from, and the right ones on others', () => {
  const dead = points.filter(({ allowedOperations }) => JSON.stringify(allowedOperations) === '[]');
  expect(dead.length).toBeGreaterThan(0);
  expect(dead.length).toBeLessThan(points.length * 0.1);
  const publish = (list: readonly Row[]) =>
    list.some(({ allowedOperations }) =>
      JSON.stringify(allowedOperations).includes('StartDiskPublish'),
    );
  expect(publish(points)).toBe(true);
  expect(publish(old.rows('/api/v1/restorePoints?limit=5000'))).toBe(false);
});

it('takes several marks since rev2 and one before, each over points of any age', () => {
  const both = rows(
    '/api/v1/restorePoints?limit=9000&malwareStatusFilter=Infected&malwareStatusFilter=Suspicious',
  );
  const marks = new Set(texts(both, 'malwareStatus'));
  expect(marks).toEqual(new Set(['Infected', 'Suspicious']));
  expect(both.length).toBe(points.filter(({ malwareStatus }) => malwareStatus !== 'Clean').length);
  const first = old.rows(
    '/api/v1/restorePoints?limit=9000&malwareStatusFilter=Infected&malwareStatusFilter=Suspicious',
  );
  expect(new Set(texts(first, 'malwareStatus'))).toEqual(new Set(['Infected']));
  expect(files.some(({ severity }) => severity === 'Infected')).toBe(true);
});

it('filters points by time with both limits included, by backup, object, name and type', () => {
  const ordered = rows('/api/v1/restorePoints?limit=9000&orderColumn=CreationTime');
  const times = ordered.map(({ creationTime }) => Date.parse(String(creationTime)));
  expect(times).toEqual(times.toSorted((left, right) => left - right));
  const [after, before] = [times[20] ?? 0, times[60] ?? 0].map((ms) => new Date(ms).toISOString());
  const window = `createdAfterFilter=${after}&createdBeforeFilter=${before}`;
  const within = rows(`/api/v1/restorePoints?limit=9000&orderColumn=CreationTime&${window}`);
  expect(within).toEqual(ordered.slice(20, 61));
  const [{ backupId, name } = { backupId: '', name: '' }] = points;
  const of = (query: string) => rows(`/api/v1/restorePoints?limit=9000&${query}`);
  expect(of(`backupIdFilter=${backupId}`)).toEqual(
    points.filter((row) => row['backupId'] === backupId),
  );
  expect(of(`nameFilter=${name}`)).toEqual(points.filter((row) => row['name'] === name));
  expect(of('typeFilter=Full')).toEqual(points.filter(({ type }) => type === 'Full'));
  expect(old.rows('/api/v1/restorePoints?limit=9000&typeFilter=Full').length).toBe(points.length);
  const object = objects.find(({ restorePointsCount }) => Number(restorePointsCount) > 3);
  const ofObject = of(`backupObjectIdFilter=${object?.['id']}&orderColumn=CreationTime`);
  expect(ofObject).toHaveLength(Number(object?.['restorePointsCount']));
  expect(
    rows(`/api/v1/backupObjects/${object?.['id']}/restorePoints?orderColumn=CreationTime`),
  ).toEqual(ofObject);
});

it('pages files and objects, which the oldest revision gives whole', () => {
  const [{ id } = { id: '' }] = backups;
  const path = `/api/v1/backups/${id}/backupFiles?orderColumn=BackupSize&orderAsc=false`;
  const all = rows(`${path}&limit=5000`);
  const sizes = all.map(({ backupSize }) => Number(backupSize));
  expect(sizes).toEqual(sizes.toSorted((left, right) => right - left));
  expect(list(`${path}&skip=3&limit=4`)).toMatchObject({
    data: all.slice(3, 7),
    pagination: { total: all.length, count: 4, skip: 3, limit: 4 },
  });
  const large = objects.find(({ restorePointsCount }) => Number(restorePointsCount) > 6);
  for (const revision of revisions) {
    const page = reader(revision).rows(
      `/api/v1/backupObjects/${large?.['id']}/restorePoints?limit=2`,
    );
    expect(page).toHaveLength(revision === '1.3-rev0' ? Number(large?.['restorePointsCount']) : 2);
  }
});

it('filters files by long-term period and backups by job and type', () => {
  const kept = files.filter(({ gfsPeriods }) => !JSON.stringify(gfsPeriods).includes('None'));
  expect(kept.length).toBeGreaterThan(10);
  const [{ backupId } = { backupId: '' }] = kept;
  const weekly = rows(`/api/v1/backups/${backupId}/backupFiles?gfsPeriodFilter=Weekly`);
  expect(weekly.length).toBeGreaterThan(0);
  expect(weekly.every(({ gfsPeriods }) => JSON.stringify(gfsPeriods).includes('Weekly'))).toBe(
    true,
  );
  const copies = rows('/api/v1/backups?limit=500&jobTypeFilter=BackupCopy');
  expect(copies).toEqual(backups.filter(({ jobType }) => jobType === 'BackupCopy'));
  const [first] = backups.filter(({ jobId }) => jobId !== undefined && jobId !== zeroId);
  const ofJob = rows(`/api/v1/backups?jobIdFilter=${first?.['jobId']}`);
  expect(texts(ofJob, 'id')).toContain(first?.['id']);
  expect(rows(`/api/v1/backups?policyUniqueIdFilter=${first?.['policyUniqueId']}`)).toEqual([
    first,
  ]);
});

it('refuses words no revision knows and answers 404 for what is not there', () => {
  for (const query of [
    'malwareStatusFilter=Bad',
    'malwareStatusFilter=Clean,Infected',
    'orderColumn=Name',
  ]) {
    expect(ask(`/api/v1/restorePoints?${query}`).status).toBe(400);
  }
  expect(ask('/api/v1/backups?jobTypeFilter=Nonsense').status).toBe(400);
  for (const path of ['backups', 'backupObjects', 'restorePoints']) {
    expect(ask(`/api/v1/${path}/${zeroId}`).status).toBe(404);
  }
  expect(ask(`/api/v1/backups/${zeroId}/backupFiles`).status).toBe(404);
});
