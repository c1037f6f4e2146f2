import { describe, expect, it } from 'vitest';
import { type Revision, revisions } from '../domain/vbr-server.ts';
import { complaintsOf, documentsAreHere, schemasOf } from './document-comparison.ts';
import { createEstate } from './estate/create-estate.ts';
import { answerRequest } from './server/answer-request.ts';
import { createCertificate } from './server/certificate.ts';
import { createMatchCache } from './server/match-cache.ts';
import { createTokenOffice } from './server/tokens.ts';

interface Job {
  readonly [field: string]: unknown;
  readonly type: string;
  readonly schedule?: unknown;
}

const certificate = await createCertificate('127.0.0.1');
const account = { username: 'u', password: 'p' };

function reader(build: Revision) {
  const estate = createEstate({
    scenario: 'troubled',
    seed: 23,
    now: new Date('2026-11-22T12:00:00Z'),
    days: 30,
    jobs: 60,
    repositories: 24,
    sessions: null,
    failedShare: 0.05,
    warnedShare: 0.06,
    zone: 'Europe/Prague',
  });
  const tokens = createTokenOffice({ ...account, lifetimeSeconds: 900, wallClock: Date.now });
  const grant = tokens.grant(new URLSearchParams({ grant_type: 'password', ...account }), false);
  const bearer: string = JSON.parse(grant.body).access_token;
  const state = {
    estate,
    build,
    role: 'administrator' as const,
    tokens,
    matches: createMatchCache(),
    pageCap: null,
    certificatePem: certificate.certificatePem,
  };
  const get = (target: string) => {
    const { pathname: path, searchParams: query } = new URL(target, 'https://simulator');
    const request = { method: 'GET', path, query, apiVersion: build, bearer, body: '' };
    return JSON.parse(answerRequest(state, {}, request).body);
  };
  return { get, token: JSON.parse(grant.body) };
}

describe.skipIf(!documentsAreHere)(
  'beside the OpenAPI documents (skipped where ../shared is absent)',
  () => {
    it.each(revisions)(
      'shows in %s only fields the document names, and every required one',
      (revision) => {
        const schemas = schemasOf(revision);
        const { get, token } = reader(revision);
        const complaints = new Set<string>();
        const compare = (name: string, value: unknown) => {
          expect(schemas[name]).toBeDefined();
          for (const complaint of complaintsOf(schemas, { $ref: name }, value, name)) {
            complaints.add(complaint);
          }
        };
        const all = (name: string, rows: readonly unknown[]) => {
          expect(rows.length).toBeGreaterThan(0);
          for (const row of rows) compare(name, row);
        };
        compare('TokenModel', token);
        compare('ServerTimeModel', get('/api/v1/serverTime'));
        compare('ServerInfoModel', get('/api/v1/serverInfo'));
        compare('CertificateModel', get('/api/v1/serverCertificate'));
        compare('PaginationResult', get('/api/v1/jobs').pagination);
        all('JobStateModel', get('/api/v1/jobs/states').data);
        const jobs: readonly Job[] = get('/api/v1/jobs').data;
        all('JobModel', jobs.map(baseOf));
        for (const { type, schedule } of jobs.filter((job) => job.schedule !== undefined)) {
          const isCopy = type === 'BackupCopy';
          compare(isCopy ? 'PeriodicBackupCopyScheduleModel' : 'BackupScheduleModel', schedule);
        }
        const sessions = get('/api/v1/sessions?limit=5000').data;
        all('SessionModel', sessions);
        all('SessionLogRecordModel', get(`/api/v1/sessions/${sessions[50].id}/logs`).records);
        const tasks = get('/api/v1/taskSessions?limit=5000').data;
        for (const type of ['Backup', 'Restore', 'Antivirus']) {
          const ofType = tasks.filter((task: { type: string }) => task.type === type);
          all(`${type}TaskSessionModel`, ofType);
        }
        all('SessionLogRecordModel', get(`/api/v1/taskSessions/${tasks[50].id}/logs`).records);
        const infrastructure = '/api/v1/backupInfrastructure';
        const repositories = `${infrastructure}/repositories`;
        all('RepositoryStateModel', get(`${repositories}/states`).data);
        all('RepositoryModel', get(repositories).data.map(baseOf));
        all('ScaleOutRepositoryModel', get(`${infrastructure}/scaleOutRepositories`).data);
        all('ProxyStateModel', get(`${infrastructure}/proxies/states`).data);
        all('ProxyModel', get(`${infrastructure}/proxies`).data.map(baseOf));
        all('ManagedServerModel', get(`${infrastructure}/managedServers`).data.map(baseOf));
        const backups = get('/api/v1/backups').data;
        all('BackupModel', backups);
        all('BackupFileModel', get(`/api/v1/backups/${backups[0].id}/backupFiles`).data);
        all('BackupObjectModel', get(`/api/v1/backups/${backups[0].id}/objects`).data);
        all('BackupObjectModel', get('/api/v1/backupObjects?limit=100').data);
        all('ObjectRestorePointModel', get('/api/v1/restorePoints?limit=500').data);
        expect([...complaints]).toEqual([]);
      },
    );

    it('notices a field no document names, a missing one and a word outside its list', () => {
      const schemas = schemasOf('1.3-rev2');
      const wrong = { id: 'x', name: 'x', type: 'Nonsense', oddity: 1 };
      expect(complaintsOf(schemas, { $ref: 'RepositoryModel' }, wrong, 'row')).toEqual([
        'row lacks description',
        'row.type is "Nonsense", not a listed word',
        'row.oddity is named nowhere',
      ]);
    });
  },
);

/** Subtypes of jobs and repositories are flattened away in these documents: only their base can be compared. */
function baseOf(row: Readonly<Record<string, unknown>>) {
  const base = ['id', 'name', 'type', 'isDisabled', 'description', 'uniqueId', 'status'];
  const kept = 'isDisabled' in row ? base.filter((key) => key !== 'description') : base;
  return Object.fromEntries(Object.entries(row).filter(([key]) => kept.includes(key)));
}
