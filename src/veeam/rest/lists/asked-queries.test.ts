import { expect, test } from 'vitest';
import {
  rawBestPractice,
  rawJob,
  rawJobState,
  rawMalwareEvent,
  rawMalwareObject,
  rawMount,
  rawRestorePoint,
  rawSession,
  rawTask,
} from '../../../../test/fixtures/vbr-activity-rows.ts';
import {
  rawBackup,
  rawBackupObject,
  rawDiscoveredComputer,
  rawManagedServer,
  rawProtectionGroup,
  rawProxy,
  rawProxyState,
  rawRepository,
  rawRepositoryState,
  rawScaleOutRepository,
} from '../../../../test/fixtures/vbr-infrastructure-rows.ts';
import { type Lists, listsOver, wholeList } from '../../../../test/fixtures/vbr-lists.ts';
import { Fault, isFault } from '../../../domain/errors.ts';
import { sessionTypesRead } from '../../../domain/session-families.ts';
import { type Revision, revisions } from '../../../domain/vbr-server.ts';
import type { Page } from '../../../ports/vbr-source.ts';

const from = new Date('2026-10-01T00:00:00Z');
const window = { createdAfter: from, createdBefore: new Date('2026-10-08T00:00:00Z') };
const margins = ['2026-09-30T23:59:59.000Z', '2026-10-08T00:00:01.000Z'];
const infrastructure = '/api/v1/backupInfrastructure';
const vSphere = '/api/v1/restore/instantRecovery/vSphere/vm';
const hyperV = '/api/v1/restore/instantRecovery/hyperV/vm';

/** The one query of a list that is empty. */
async function queryOf(
  path: string,
  read: (lists: Lists) => AsyncIterable<Page<unknown>>,
  revision: Revision = '1.3-rev2',
): Promise<URLSearchParams> {
  const { lists, asked } = listsOver({ [path]: [] }, { revision });
  await wholeList(read(lists));
  expect(asked.map((one) => one.path)).toEqual([path]);
  return asked[0]?.query ?? new URLSearchParams();
}

async function faultOf(pages: AsyncIterable<Page<unknown>>): Promise<unknown> {
  try {
    await wholeList(pages);
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test.each(revisions)(
  'sessions of every type that %s knows are asked for by repeated keys',
  async (revision) => {
    const query = await queryOf('/api/v1/sessions', (lists) => lists.sessions(window), revision);
    expect(query.getAll('typeFilter')).toEqual(sessionTypesRead(revision));
    expect(query.getAll('createdAfterFilter')).toEqual(margins.slice(0, 1));
    expect(query.getAll('createdBeforeFilter')).toEqual(margins.slice(1));
    expect([query.get('orderColumn'), query.get('orderAsc')]).toEqual(['CreationTime', 'true']);
  },
);

test('lists of small rows ask for twice as many at a time, whatever was set', async () => {
  for (const pageLimit of [7, 500]) {
    const { lists, asked } = listsOver(
      {
        '/api/v1/backupObjects': [],
        '/api/v1/restorePoints': [],
        '/api/v1/taskSessions': [],
        '/api/v1/backups/b/backupFiles': [],
        '/api/v1/sessions': [],
        '/api/v1/jobs': [],
      },
      { pageLimit },
    );
    await wholeList(lists.list('backup-objects'));
    await wholeList(lists.restorePoints(window));
    await wholeList(lists.tasks(window, 'all'));
    await wholeList(lists.backupFiles('b'));
    await wholeList(lists.sessions(window));
    await wholeList(lists.jobDefinitions());
    const limits = asked.map(({ query }) => Number(query.get('limit')) / pageLimit);
    expect(limits).toEqual([2, 2, 2, 2, 1, 1]);
  }
});

test('a steady pass over 500 machines in two backups each asks for twenty lists at most, files aside', async () => {
  const many = (count: number, row: object, more: (index: number) => object = () => ({})) =>
    Array.from({ length: count }, (_none, index) => ({
      ...row,
      id: `row-${index}`,
      ...more(index),
    }));
  const lately = (index: number) => ({
    creationTime: new Date(from.getTime() + index * 60_000).toISOString(),
  });
  const { lists, asked } = listsOver({
    '/api/v1/jobs/states': many(60, rawJobState),
    '/api/v1/jobs': many(60, rawJob),
    [`${infrastructure}/repositories`]: many(14, rawRepository),
    [`${infrastructure}/repositories/states`]: many(14, rawRepositoryState),
    [`${infrastructure}/scaleOutRepositories`]: many(2, rawScaleOutRepository),
    [`${infrastructure}/proxies/states`]: many(20, rawProxyState),
    [`${infrastructure}/proxies`]: many(20, rawProxy),
    [`${infrastructure}/managedServers`]: many(80, rawManagedServer),
    '/api/v1/agents/protectionGroups': [rawProtectionGroup],
    '/api/v1/agents/discoveredEntities': many(120, rawDiscoveredComputer),
    '/api/v1/backups': many(60, rawBackup),
    '/api/v1/backupObjects': many(1_000, rawBackupObject),
    '/api/v1/malwareDetection/backupObjects': many(500, rawMalwareObject, (index) => ({
      objectId: `object-${index}`,
    })),
    '/api/v1/securityAnalyzer/bestPractices': many(35, rawBestPractice),
    '/api/v1/sessions': many(100, rawSession, lately),
    '/api/v1/taskSessions': many(1_000, rawTask, lately),
    '/api/v1/restorePoints': many(1_000, rawRestorePoint, lately),
    '/api/v1/malwareDetection/events': many(20, rawMalwareEvent, (index) => ({
      detectionTimeUtc: lately(index).creationTime,
    })),
    [vSphere]: [rawMount],
    [hyperV]: [],
  });
  const knownGroup = { name: 'Kiosks', isDisabled: false, readAt: from };
  const counts = await Promise.all(
    [
      lists.jobStates(),
      lists.jobDefinitions(),
      lists.repositories(),
      lists.repositoryStates(),
      lists.list('scale-out-repositories'),
      lists.list('proxies'),
      lists.list('managed-servers'),
      lists.agentComputers(new Map([['group-1', knownGroup]])),
      lists.list('backups'),
      lists.list('backup-objects'),
      lists.list('malware-objects'),
      lists.list('best-practices'),
      lists.sessions(window),
      lists.tasks(window, 'all'),
      lists.restorePoints(window),
      lists.flaggedRestorePoints(),
      lists.malwareEvents(window),
      lists.instantRecoveryMounts(),
    ].map(async (pages) => {
      const { rows, rejected } = await wholeList<unknown>(pages);
      expect(rejected).toEqual([]);
      return rows.length;
    }),
  );
  expect(counts).toEqual([
    60, 60, 14, 14, 2, 20, 80, 120, 60, 1_000, 500, 35, 100, 1_000, 1_000, 1_000, 20, 1,
  ]);
  expect(asked.length).toBeLessThanOrEqual(20);
});

test('best practices come whole: nothing is asked about pages', async () => {
  const path = '/api/v1/securityAnalyzer/bestPractices';
  expect([...(await queryOf(path, (lists) => lists.list('best-practices')))]).toEqual([]);
});

test('malware events are asked for by the time of their detection', async () => {
  const query = await queryOf('/api/v1/malwareDetection/events', (lists) =>
    lists.malwareEvents(window),
  );
  expect(Object.fromEntries(query)).toMatchObject({
    detectedAfterTimeUtcFilter: margins[0],
    detectedBeforeTimeUtcFilter: margins[1],
    orderColumn: 'DetectionTimeUtc',
  });
});

test('of what the server gives, only the window is kept: from its begin on, before its end, in order', async () => {
  const times = [
    ['2026-10-01T00:00:00Z', 'first'],
    ['2026-10-08T00:00:00Z', 'after'],
    ['2026-10-07T23:59:59.999Z', 'last'],
    ['2026-09-30T23:59:59.999Z', 'before'],
    ['2026-10-04T00:00:00Z', 'middle'],
  ] as const;
  const created = (row: object) =>
    times.map(([creationTime, id]) => ({ ...row, id, creationTime }));
  // An event may be made long after it was detected; the detection decides.
  const detected = times.map(([detectionTimeUtc, id]) => ({
    ...rawMalwareEvent,
    id,
    detectionTimeUtc,
    creationTimeUtc: '2026-12-01T00:00:00Z',
  }));
  const { lists } = listsOver({
    '/api/v1/sessions': created(rawSession),
    '/api/v1/taskSessions': created(rawTask),
    '/api/v1/restorePoints': created(rawRestorePoint),
    '/api/v1/malwareDetection/events': detected,
  });
  for (const pages of [
    lists.sessions(window),
    lists.tasks(window, 'all'),
    lists.restorePoints(window),
    lists.malwareEvents(window),
  ]) {
    const { rows } = await wholeList<{ readonly id: string }>(pages);
    expect(rows.map(({ id }) => id)).toEqual(['first', 'middle', 'last']);
  }
});

test('only 1.3-rev2 is asked for malware objects, older revisions are told to lack them', async () => {
  for (const revision of ['1.3-rev0', '1.3-rev1'] as const) {
    const { lists, asked } = listsOver({}, { revision });
    expect(isFault(await faultOf(lists.list('malware-objects')), 'source-unsupported')).toBe(true);
    expect(asked).toEqual([]);
  }
  await queryOf('/api/v1/malwareDetection/backupObjects', (lists) => lists.list('malware-objects'));
});

test('tasks of all types are asked for at once; failed and warned ones by one result at a time', async () => {
  const path = '/api/v1/taskSessions';
  const all = await queryOf(path, (lists) => lists.tasks(window, 'all'));
  expect([all.get('typeFilter'), all.get('resultFilter')]).toEqual([null, null]);

  const at = (minute: number, result: string) => ({
    ...rawTask,
    id: `task-${minute}`,
    creationTime: new Date(from.getTime() + minute * 60_000).toISOString(),
    result: { result },
  });
  const rows = [
    at(0, 'Warning'),
    at(1, 'Failed'),
    at(2, 'Warning'),
    at(3, 'Failed'),
    at(4, 'Success'),
  ];
  const { lists, asked } = listsOver({ [path]: rows });
  const { rows: unsuccessful } = await wholeList(lists.tasks(window, 'unsuccessful'));
  expect(unsuccessful.map(({ id }) => id)).toEqual(['task-0', 'task-1', 'task-2', 'task-3']);
  expect(asked.map(({ query }) => query.getAll('resultFilter'))).toEqual([['Failed'], ['Warning']]);
});

test.each(revisions)(
  '%s is asked for flagged restore points as its filter allows',
  async (revision) => {
    const flagged = (id: string, malwareStatus: string | null) => ({
      ...rawRestorePoint,
      id,
      malwareStatus,
    });
    const rows = [
      flagged('a', 'Infected'),
      flagged('b', 'Suspicious'),
      flagged('c', 'Clean'),
      flagged('d', null),
    ];
    const answer = (query: URLSearchParams) => {
      const wanted = query.getAll('malwareStatusFilter');
      // A server that takes one value and is given two is one that answers badly.
      if (revision !== '1.3-rev2') expect(wanted).toHaveLength(1);
      return rows.filter(({ malwareStatus }) => wanted.includes(malwareStatus ?? 'Clean'));
    };
    const { lists, asked } = listsOver({ '/api/v1/restorePoints': answer }, { revision });
    const { rows: found } = await wholeList(lists.flaggedRestorePoints());
    expect(found.map(({ id }) => id).toSorted()).toEqual(['a', 'b']);
    expect(asked).toHaveLength(revision === '1.3-rev2' ? 1 : 2);
  },
);

test('a server that ignores the filter gives no unflagged point', async () => {
  const clean = { ...rawRestorePoint, malwareStatus: 'Clean' };
  const { lists } = listsOver({ '/api/v1/restorePoints': [clean] });
  expect((await wholeList(lists.flaggedRestorePoints())).rows).toEqual([]);
});

test('the points of one backup are asked for by its id, and a server that ignores it adds no other', async () => {
  const other = { ...rawRestorePoint, id: 'other', backupId: 'backup-2' };
  const { lists, asked } = listsOver({ '/api/v1/restorePoints': [rawRestorePoint, other] });
  const { rows } = await wholeList(lists.pointsOfBackup('backup-1'));
  expect(rows.map(({ id }) => id)).toEqual(['point-1']);
  expect(asked.map(({ query }) => query.getAll('backupIdFilter'))).toEqual([['backup-1']]);
});

test('task limits of proxies come from their definitions, and are unknown where those are not shown', async () => {
  const states = {
    [`${infrastructure}/proxies/states`]: [rawProxyState, { ...rawProxyState, id: 'proxy-2' }],
  };
  const both = listsOver({ ...states, [`${infrastructure}/proxies`]: [rawProxy] });
  const told = await wholeList(both.lists.list('proxies'));
  expect(told.rows.map(({ id, maxTasks }) => [id, maxTasks])).toEqual([
    ['proxy-1', 4],
    ['proxy-2', null],
  ]);
  const alone = await wholeList(listsOver(states).lists.list('proxies'));
  expect(alone.rows.map(({ maxTasks }) => maxTasks)).toEqual([null, null]);
});

const failing =
  (code: 'source-forbidden' | 'server-answer-unreadable' | 'server-unreachable') => () => {
    throw new Fault({ code, happened: 'it', means: 'is', next: 'so' });
  };

test('a platform that is refused or missing does not hide the mounts of the other', async () => {
  const mounts = [rawMount];
  for (const answers of [
    { [vSphere]: mounts },
    { [hyperV]: mounts },
    { [vSphere]: failing('source-forbidden'), [hyperV]: mounts },
    { [vSphere]: mounts, [hyperV]: failing('source-forbidden') },
  ]) {
    const { rows } = await wholeList(listsOver(answers).lists.instantRecoveryMounts());
    expect(rows.map(({ id }) => id)).toEqual(['mount-1']);
  }
  const { rows } = await wholeList(
    listsOver({ [vSphere]: mounts, [hyperV]: mounts }).lists.instantRecoveryMounts(),
  );
  expect(rows.map(({ platform }) => platform)).toEqual(['vSphere', 'HyperV']);
});

test('mounts that neither platform shows are forbidden, and one that answers badly is told after the other', async () => {
  const forbidden = { [vSphere]: failing('source-forbidden') };
  expect(
    isFault(await faultOf(listsOver(forbidden).lists.instantRecoveryMounts()), 'source-forbidden'),
  ).toBe(true);

  const bad = { [vSphere]: failing('server-answer-unreadable'), [hyperV]: [rawMount] };
  const ids: string[] = [];
  const read = async () => {
    for await (const { rows } of listsOver(bad).lists.instantRecoveryMounts()) {
      ids.push(...rows.map(({ id }) => id));
    }
  };
  await expect(read()).rejects.toMatchObject({ code: 'server-answer-unreadable' });
  expect(ids).toEqual(['mount-1']);

  const gone = listsOver({ [vSphere]: failing('server-unreachable'), [hyperV]: [rawMount] });
  expect(isFault(await faultOf(gone.lists.instantRecoveryMounts()), 'server-unreachable')).toBe(
    true,
  );
  expect(gone.asked).toHaveLength(1);
});

test('a backup that is gone, or whose kind has no files, has no list of them', async () => {
  const fault = await faultOf(listsOver({}).lists.backupFiles('backup-9'));
  expect(isFault(fault, 'source-unsupported')).toBe(true);
  expect(String(fault)).toContain('backup-9');
});
