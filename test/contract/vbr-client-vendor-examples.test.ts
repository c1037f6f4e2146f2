import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Revision, revisions } from '../../src/domain/vbr-server.ts';
import type { Page } from '../../src/ports/vbr-source.ts';
import { onlyRow } from '../../src/veeam/rest/facts/fact-source.ts';
import { facts } from '../../src/veeam/rest/facts/facts.ts';
import { serverInfo } from '../../src/veeam/rest/facts/server-info.ts';
import { toJobDefinitions } from '../../src/veeam/rest/lists/job-definitions.ts';
import { toSessions } from '../../src/veeam/rest/lists/sessions.ts';
import { toTasks } from '../../src/veeam/rest/lists/tasks.ts';
import { createZone } from '../../src/veeam/rest/translate/zone.ts';
import { type Lists, listsOver, wholeList } from '../fixtures/vbr-lists.ts';
import {
  recordedAbsent,
  vendorExamples,
  vendorOperations,
  vendorSessions,
} from './vbr-client-recorded.ts';

const always = { createdAfter: new Date('2000-01-01'), createdBefore: new Date('2100-01-01') };
const prague = createZone('Europe/Prague');
const infrastructure = '/api/v1/backupInfrastructure';

type Read = (lists: Lists) => AsyncIterable<Page<unknown>>;

/** Every list we read, by the operation Veeam gives an example of. */
const lists: Readonly<Record<string, Read>> = {
  '/api/v1/jobs': (given) => given.jobDefinitions(),
  '/api/v1/jobs/states': (given) => given.jobStates(),
  '/api/v1/sessions': (given) => given.sessions(always),
  '/api/v1/taskSessions': (given) => given.tasks(always, 'all'),
  [`${infrastructure}/repositories`]: (given) => given.repositories(),
  [`${infrastructure}/repositories/states`]: (given) => given.repositoryStates(),
  [`${infrastructure}/scaleOutRepositories`]: (given) => given.list('scale-out-repositories'),
  [`${infrastructure}/proxies/states`]: (given) => given.list('proxies'),
  [`${infrastructure}/managedServers`]: (given) => given.list('managed-servers'),
  '/api/v1/backups': (given) => given.list('backups'),
  '/api/v1/backups/{id}/backupFiles': (given) => given.backupFiles('{id}'),
  '/api/v1/backupObjects': (given) => given.list('backup-objects'),
  '/api/v1/restorePoints': (given) => given.restorePoints(always),
  '/api/v1/restore/instantRecovery/vSphere/vm': (given) => given.instantRecoveryMounts(),
  '/api/v1/restore/instantRecovery/hyperV/vm': (given) => given.instantRecoveryMounts(),
  '/api/v1/malwareDetection/events': (given) => given.malwareEvents(always),
  '/api/v1/malwareDetection/backupObjects': (given) => given.list('malware-objects'),
  '/api/v1/securityAnalyzer/bestPractices': (given) => given.list('best-practices'),
};

/** Everything else Veeam gives an example of, and what becomes of it here. */
const others: Readonly<Record<string, 'read below' | 'not read'>> = {
  'GET /api/v1/serverTime': 'read below',
  'GET /api/v1/serverInfo': 'read below',
  'GET /api/v1/serverCertificate': 'read below',
  'GET /api/v1/license': 'read below',
  'GET /api/v1/configBackup': 'read below',
  'GET /api/v1/securityAnalyzer/lastRun': 'read below',
  'GET /api/v1/sessions/{id}': 'read below',
  'GET /api/v1/sessions/{id}/logs': 'read below',
  'GET /api/v1/sessions/{id}/taskSessions': 'read below',
  'GET /api/v1/backupObjects/{id}/restorePoints': 'not read',
  'GET /api/v1/backups/{id}/objects': 'not read',
  'GET /api/v1/replicas': 'not read',
  'GET /api/v1/authorization/events': 'not read',
  'GET /api/v1/backupBrowser/flr/{sessionId}/audit': 'not read',
  sessionExamples: 'read below',
};

const rowsShape = z.union([
  z.object({ data: z.array(z.unknown()) }).transform(({ data }) => data),
  z.object({ items: z.array(z.unknown()) }).transform(({ items }) => items),
]);

/** The rows of Veeam's example of a list; none where it ships no example. */
function exampleRows(revision: Revision, path: string): readonly unknown[] {
  const examples = Object.values(vendorExamples(revision, `GET ${path}`));
  return examples.flatMap((example) => rowsShape.parse(example));
}

async function readExample(revision: Revision, path: string): Promise<Page<unknown>> {
  const others = {
    [`${infrastructure}/proxies`]: [],
    '/api/v1/restore/instantRecovery/vSphere/vm': [],
  };
  // The id of a backup is part of its path, and braces are not part of an address.
  const asked = path.replace('{id}', encodeURIComponent('{id}'));
  const given = listsOver({ ...others, [asked]: exampleRows(revision, path) }, { revision });
  const read = lists[path];
  if (read === undefined) throw new Error(`${path} is not read`);
  return wholeList(read(given.lists));
}

const only = (revision: Revision, operation: string): unknown =>
  Object.values(vendorExamples(revision, operation))[0];

describe.skipIf(recordedAbsent !== null).each(revisions)(
  `Veeam's own examples of %s (skipped when ${recordedAbsent ?? 'they are absent'})`,
  (revision) => {
    test('each is one we read, or is known not to be read', () => {
      const known = [...Object.keys(lists).map((path) => `GET ${path}`), ...Object.keys(others)];
      const unknown = vendorOperations(revision).filter(
        (operation) => !operation.startsWith('POST ') && !known.includes(operation),
      );
      expect(unknown).toEqual([]);
    });

    test.each(Object.keys(lists))('every row of %s is kept', async (path) => {
      // Neither marked for older revisions nor in their examples.
      const isOffered =
        path !== '/api/v1/malwareDetection/backupObjects' || revision === '1.3-rev2';
      if (!isOffered) return expect(exampleRows(revision, path)).toEqual([]);
      const { rows, rejected } = await readExample(revision, path);
      expect(rejected).toEqual([]);
      expect(rows).toHaveLength(exampleRows(revision, path).length);
    });

    test('files keep their offset-less times, percentages and the absence of the zero object', async () => {
      const { rows } = await readExample(revision, '/api/v1/backups/{id}/backupFiles');
      expect(rows[0]).toMatchObject({
        dataBytes: 1_203_845_162,
        backupBytes: 520_585_216,
        dedupRemainingPercent: 81,
        compressRemainingPercent: 53,
        objectIds: [],
        gfsPeriods: [],
        createdAt: new Date('2024-11-05T23:30:20Z'),
      });
    });

    test('jobs and repositories tell their settings in every revision', async () => {
      const jobs = await readExample(revision, '/api/v1/jobs');
      expect(jobs.rows[0]).toMatchObject({
        includes: ['filesrv02'],
        isApplicationAware: false,
        storage: {
          retention: { kind: 'Days', quantity: 7 },
          gfs: null,
          compressionLevel: 'Optimal',
        },
        schedule: { daily: { localTime: '10:00', kind: 'Everyday' }, monthly: null },
      });
      const repositories = await readExample(revision, `${infrastructure}/repositories`);
      expect(repositories.rows[0]).toMatchObject({ maxTasks: 4, immutability: null });
    });

    test('points, objects and mounts tell what this revision has of them', async () => {
      const points = await readExample(revision, '/api/v1/restorePoints');
      expect(points.rows[0]).toMatchObject({
        isRestorable: true,
        malwareStatus: 'Clean',
        sessionId: null,
      });
      const objects = await readExample(revision, '/api/v1/backupObjects');
      const isNewest = revision === '1.3-rev2';
      expect(objects.rows[1]).toMatchObject({ sizeBytes: isNewest ? 32_212_254_720 : null });
      const mounts = await readExample(revision, '/api/v1/restore/instantRecovery/hyperV/vm');
      expect(mounts.rows[0]).toMatchObject({ platform: 'HyperV', workloadName: 'appsrv001-ir729' });
    });

    test('server, licence, certificate and configuration backup are read', () => {
      const told = onlyRow(
        'vbr',
        'it',
        serverInfo.toRows,
        only(revision, 'GET /api/v1/serverInfo'),
        prague,
      );
      expect(told).toMatchObject({ name: 'srv88.tech.local', platform: 'Linux' });
      const licence = onlyRow(
        'vbr',
        'it',
        facts.licence.toRows,
        only(revision, 'GET /api/v1/license'),
        prague,
      );
      expect(licence).toMatchObject({
        expiresAt: new Date('2026-12-12T00:00:00Z'),
        licensedInstances: 100,
        usedInstances: 4,
      });
      const certificate = only(revision, 'GET /api/v1/serverCertificate');
      expect(onlyRow('vbr', 'it', facts.certificate.toRows, certificate, prague)).toMatchObject({
        subject: 'CN=vbr13linupdate',
        validTo: new Date('2035-07-01T14:22:07Z'),
      });
      const backup = only(revision, 'GET /api/v1/configBackup');
      expect(
        onlyRow('vbr', 'it', facts['configuration-backup'].toRows, backup, prague),
      ).toMatchObject({
        isEnabled: true,
        isEncrypted: true,
        restorePointsToKeep: 10,
        lastSuccessfulAt: new Date('2024-01-21T09:00:35.033Z'),
      });
      const run = only(revision, 'GET /api/v1/securityAnalyzer/lastRun');
      if (run === undefined) return;
      expect(onlyRow('vbr', 'it', facts['analyzer-run'].toRows, run, prague)).toEqual({
        ranAt: new Date('2023-11-08T09:00:12.560Z'),
        result: 'Success',
      });
    });

    test('every example of a session or task, wherever it stands, is read as what it is', () => {
      const ofOneSession = exampleRows(revision, '/api/v1/sessions/{id}/taskSessions');
      const examples = [...vendorSessions(revision), ...ofOneSession];
      const isTask = (row: unknown): boolean =>
        z.object({ sessionId: z.string() }).safeParse(row).success;
      const sessions = toSessions(
        examples.filter((row) => !isTask(row)),
        prague,
      );
      expect(sessions.rejected).toEqual([]);
      expect(sessions.rows.length).toBeGreaterThan(15);
      const tasks = toTasks(examples.filter(isTask), prague);
      expect(tasks.rejected).toEqual([]);
      expect(tasks.rows.length).toBeGreaterThanOrEqual(ofOneSession.length + 1);
      const types = new Set(tasks.rows.map(({ taskType }) => taskType));
      if (revision === '1.3-rev2') {
        expect(types).toEqual(new Set(['Backup', 'Restore', 'Antivirus', 'Replica']));
      }
    });

    test('an example of one kind does not pass for another', () => {
      const [session] = vendorSessions(revision);
      expect(toTasks([session], prague).rows).toEqual([]);
      expect(toJobDefinitions([session], prague).rows).toEqual([]);
      expect(() => onlyRow('vbr', 'its licence', facts.licence.toRows, session, prague)).toThrow(
        /did not tell its licence .*status: /,
      );
    });
  },
);
