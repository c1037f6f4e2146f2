import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as raw from '../../../../test/fixtures/vbr-activity-rows.ts';
import * as stored from '../../../../test/fixtures/vbr-infrastructure-rows.ts';
import { type Lists, listsOver, wholeList } from '../../../../test/fixtures/vbr-lists.ts';
import type { Page } from '../../../ports/vbr-source.ts';

interface Sample {
  readonly path: string;
  readonly row: raw.RawRow;
  readonly read: (lists: Lists) => AsyncIterable<Page<unknown>>;
  /** The fields without which a row says nothing; the first names it. */
  readonly required: readonly string[];
}

const always = { createdAfter: new Date('2000-01-01'), createdBefore: new Date('2100-01-01') };
const infrastructure = '/api/v1/backupInfrastructure';
const vSphereMounts = '/api/v1/restore/instantRecovery/vSphere/vm';
const proxyDefinitions = `${infrastructure}/proxies`;

const samples: Readonly<Record<string, Sample>> = {
  sessions: {
    path: '/api/v1/sessions',
    row: raw.rawSession,
    read: (lists) => lists.sessions(always),
    required: ['id', 'name', 'sessionType', 'state', 'creationTime'],
  },
  tasks: {
    path: '/api/v1/taskSessions',
    row: raw.rawTask,
    read: (lists) => lists.tasks(always, 'all'),
    required: ['id', 'sessionId', 'type', 'sessionType', 'name', 'state', 'creationTime'],
  },
  scans: {
    path: '/api/v1/taskSessions',
    row: raw.rawScan,
    read: (lists) => lists.tasks(always, 'all'),
    required: ['id', 'sessionId', 'type', 'sessionType', 'name', 'scanState', 'creationTime'],
  },
  'job states': {
    path: '/api/v1/jobs/states',
    row: raw.rawJobState,
    read: (lists) => lists.jobStates(),
    required: ['id', 'name', 'type', 'status', 'lastResult'],
  },
  jobs: {
    path: '/api/v1/jobs',
    row: raw.rawJob,
    read: (lists) => lists.jobDefinitions(),
    required: ['id', 'name', 'type'],
  },
  repositories: {
    path: `${infrastructure}/repositories`,
    row: stored.rawRepository,
    read: (lists) => lists.repositories(),
    required: ['id', 'name', 'type'],
  },
  'repository states': {
    path: `${infrastructure}/repositories/states`,
    row: stored.rawRepositoryState,
    read: (lists) => lists.repositoryStates(),
    required: ['id', 'name', 'type', 'capacityGB', 'freeGB', 'usedSpaceGB'],
  },
  'scale-out repositories': {
    path: `${infrastructure}/scaleOutRepositories`,
    row: stored.rawScaleOutRepository,
    read: (lists) => lists.list('scale-out-repositories'),
    required: ['id', 'name', 'performanceTier'],
  },
  proxies: {
    path: `${infrastructure}/proxies/states`,
    row: stored.rawProxyState,
    read: (lists) => lists.list('proxies'),
    required: ['id', 'name', 'type'],
  },
  'managed servers': {
    path: `${infrastructure}/managedServers`,
    row: stored.rawManagedServer,
    read: (lists) => lists.list('managed-servers'),
    required: ['id', 'name', 'type'],
  },
  backups: {
    path: '/api/v1/backups',
    row: stored.rawBackup,
    read: (lists) => lists.list('backups'),
    required: ['id', 'name', 'platformName', 'creationTime'],
  },
  'backup objects': {
    path: '/api/v1/backupObjects',
    row: stored.rawBackupObject,
    read: (lists) => lists.list('backup-objects'),
    required: ['id', 'platformName'],
  },
  'agent computers': {
    path: '/api/v1/agents/discoveredEntities',
    row: stored.rawDiscoveredComputer,
    read: (lists) => lists.agentComputers(new Map()),
    required: ['id', 'name', 'type', 'protectionGroupId'],
  },
  'malware objects': {
    path: '/api/v1/malwareDetection/backupObjects',
    row: raw.rawMalwareObject,
    read: (lists) => lists.list('malware-objects'),
    required: ['objectId', 'objectName', 'severity'],
  },
  'best practices': {
    path: '/api/v1/securityAnalyzer/bestPractices',
    row: raw.rawBestPractice,
    read: (lists) => lists.list('best-practices'),
    required: ['id', 'bestPractice', 'status'],
  },
  'restore points': {
    path: '/api/v1/restorePoints',
    row: raw.rawRestorePoint,
    read: (lists) => lists.restorePoints(always),
    required: ['id', 'name', 'platformName', 'creationTime', 'backupId'],
  },
  'backup files': {
    path: '/api/v1/backups/backup-1/backupFiles',
    row: stored.rawBackupFile,
    read: (lists) => lists.backupFiles('backup-1'),
    required: ['id', 'name', 'backupId', 'creationTime'],
  },
  'malware events': {
    path: '/api/v1/malwareDetection/events',
    row: raw.rawMalwareEvent,
    read: (lists) => lists.malwareEvents(always),
    required: ['id', 'type', 'detectionTimeUtc', 'state', 'source', 'severity'],
  },
  'instant recovery mounts': {
    path: '/api/v1/restore/instantRecovery/hyperV/vm',
    row: raw.rawMount,
    read: (lists) => lists.instantRecoveryMounts(),
    required: ['id', 'sessionId', 'state', 'vmName'],
  },
};

/** What the list gives when VBR sends these rows at its path, and none at others. */
function readRows({ path, read }: Sample, rows: readonly unknown[]): Promise<Page<unknown>> {
  const others = { [vSphereMounts]: [], [proxyDefinitions]: [] };
  return wholeList(read(listsOver({ ...others, [path]: rows }).lists));
}

/** What a translated row must never hold, wherever it is in it. */
function unusableIn(value: unknown): string | null {
  if (value === undefined) return 'undefined';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'a date that is none' : null;
  if (typeof value !== 'object' || value === null) return null;
  return (
    Object.values(value)
      .map(unusableIn)
      .find((found) => found !== null) ?? null
  );
}

describe.each(Object.entries(samples))('%s', (_name, sample) => {
  const [idField = 'id'] = sample.required;
  const fields = Object.keys(sample.row);
  const optional = fields.filter((field) => !sample.required.includes(field));

  test('a whole row is read', async () => {
    const { rows, rejected } = await readRows(sample, [sample.row]);
    expect(rejected).toEqual([]);
    expect(rows).toHaveLength(1);
    expect(unusableIn(rows[0])).toBeNull();
  });

  test.each(sample.required)(
    'without %s a row is set aside by name, its neighbour stays',
    async (field) => {
      const neighbour = { ...sample.row, [idField]: 'neighbour' };
      for (const broken of [null, { a: 1 }]) {
        const row = { ...sample.row, [field]: broken };
        const { rows, rejected } = await readRows(sample, [row, neighbour]);
        expect(rows).toHaveLength(1);
        expect(rejected).toHaveLength(1);
        expect(rejected[0]?.id).toBe(field === idField ? null : sample.row[idField]);
        expect(rejected[0]?.reason).toMatch(new RegExp(`^${field}\\b.*: `));
      }
    },
  );

  test('every other field may be null, or all of them absent', async () => {
    for (const field of optional) {
      const { rejected } = await readRows(sample, [{ ...sample.row, [field]: null }]);
      expect(rejected).toEqual([]);
    }
    const bare = Object.fromEntries(sample.required.map((field) => [field, sample.row[field]]));
    const { rows, rejected } = await readRows(sample, [bare]);
    expect(rejected).toEqual([]);
    expect(unusableIn(rows[0])).toBeNull();
  });

  test('the zero GUID names no row', async () => {
    const { rows, rejected } = await readRows(sample, [{ ...sample.row, [idField]: raw.zeroGuid }]);
    expect(rows).toEqual([]);
    expect(rejected).toEqual([{ id: raw.zeroGuid, reason: `${idField}: refers to nothing` }]);
  });

  test('whatever stands in a field, the row is kept whole or set aside with a reason', async () => {
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<unknown>(-1, 1e300, 0.5, 2 ** 60, '', 'constructor', '0001-01-01T00:00:00'),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), anything, async (field, value) => {
        const { rows, rejected } = await readRows(sample, [{ ...sample.row, [field]: value }]);
        expect(rows.length + rejected.length).toBe(1);
        expect(rows.map(unusableIn).filter((found) => found !== null)).toEqual([]);
        expect(rejected.filter(({ reason }) => reason === '')).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
