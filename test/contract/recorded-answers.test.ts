import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { isFault } from '../../src/domain/errors.ts';
import { type Revision, revisions } from '../../src/domain/vbr-server.ts';
import type { Page, VbrSource } from '../../src/ports/vbr-source.ts';
import { sessionSchema } from '../../src/veeam/rest/schema/session.ts';
import { taskSessionSchema } from '../../src/veeam/rest/schema/task-session.ts';
import { translateRows } from '../../src/veeam/rest/translate/rows.ts';
import { toSession } from '../../src/veeam/rest/translate/session.ts';
import { toTask } from '../../src/veeam/rest/translate/task.ts';
import { connectTo, type Route, refusalOf, startServer, vbrRoutes } from './vbr-client-server.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'reference', 'fixtures');
const isAbsent = !existsSync(folder);
const always = { createdAfter: new Date('2000-01-01'), createdBefore: new Date('2100-01-01') };
const open: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

/** A client whose server gives one recorded answer at one path: all of it on the first page, nothing after. */
async function sourceAt(
  path: string,
  recorded: unknown,
  revision: Revision = '1.3-rev2',
): Promise<VbrSource> {
  const serve: Route = ({ query }) => ({
    json: Number(query.get('skip') ?? 0) === 0 ? recorded : { data: [] },
  });
  const server = await startServer(vbrRoutes({ [path]: serve }, revision));
  open.push(server);
  const source = await connectTo(server, { zone: 'Europe/Prague' });
  open.push(source);
  return source;
}

async function whole<Row>(pages: AsyncIterable<Page<Row>>): Promise<Page<Row>> {
  const rows: Row[] = [];
  const rejected: Page<Row>['rejected'][number][] = [];
  for await (const page of pages) {
    rows.push(...page.rows);
    rejected.push(...page.rejected);
  }
  return { rows, rejected };
}

function recordedText(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

function recorded(file: string): unknown {
  return JSON.parse(recordedText(file));
}

const listShape = z.object({ data: z.array(z.unknown()) });
const examplesShape = z.record(z.string(), z.unknown());
const operationShape = z.object({ examples: z.record(z.string(), z.unknown()) });

/** Veeam's own examples of one operation in one revision. */
function vendorExamples(revision: Revision, operation: string): readonly unknown[] {
  const examples = examplesShape.parse(recorded(`spec-examples/${revision}.json`));
  return Object.values(operationShape.parse(examples[operation]).examples);
}

const reasonToSkip = 'the reference answers are not beside this checkout';

describe.skipIf(isAbsent)(`recorded answers (skipped when ${reasonToSkip})`, () => {
  test.each(revisions)(
    "Veeam's examples of %s: every row of every list we read is kept",
    async (revision) => {
      const lists: readonly [string, (source: VbrSource) => AsyncIterable<Page<unknown>>][] = [
        ['/api/v1/jobs/states', (source) => source.jobStates()],
        ['/api/v1/jobs', (source) => source.jobDefinitions()],
        ['/api/v1/backupInfrastructure/repositories', (source) => source.repositories()],
        ['/api/v1/backupInfrastructure/repositories/states', (source) => source.repositoryStates()],
        ['/api/v1/sessions', (source) => source.sessions(always)],
      ];
      for (const [path, read] of lists) {
        for (const example of vendorExamples(revision, `GET ${path}`)) {
          const page = await whole(read(await sourceAt(path, example, revision)));
          expect(page.rejected).toEqual([]);
          expect(page.rows).toHaveLength(listShape.parse(example).data.length);
        }
      }
    },
  );

  test.each(revisions)(
    "Veeam's examples of %s: task sessions keep their offset-less times and sizes",
    async (revision) => {
      const path = '/api/v1/taskSessions';
      const [example] = vendorExamples(revision, `GET ${path}`);
      const { data } = listShape.parse(example);
      const { rows, rejected } = translateRows(data, taskSessionSchema, (row) =>
        toTask(row, 'Europe/Prague'),
      );
      expect(rejected).toEqual([]);
      expect(rows).toHaveLength(data.length);
      expect(rows[1]).toMatchObject({
        name: 'linbase01',
        createdAt: new Date('2024-11-13T17:00:45.528Z'),
        progress: { transferredBytes: 343923660, bottleneck: 'Source' },
      });
      expect(rows[0]).toMatchObject({ repositoryId: null, restorePointId: null });
      // All of them succeeded, so none is among the unsuccessful.
      const source = await sourceAt(path, example, revision);
      expect(await whole(source.unsuccessfulTasks(always))).toEqual({ rows: [], rejected: [] });
    },
  );

  test.each(revisions)(
    "Veeam's examples of %s: server, time, session and log are read",
    async (revision) => {
      const only = (operation: string): unknown => vendorExamples(revision, operation)[0];
      const info = await sourceAt('/api/v1/serverInfo', only('GET /api/v1/serverInfo'), revision);
      expect(await info.serverInfo()).toEqual({
        vbrId: 'f2ef2bfd-e8e6-418a-8725-472e2e2d1efc',
        name: 'srv88.tech.local',
        buildVersion: '13.0.0.4883',
        platform: 'Linux',
      });
      const time = await sourceAt('/api/v1/serverTime', only('GET /api/v1/serverTime'), revision);
      expect(await time.serverClock()).toMatchObject({
        serverTime: new Date('2024-01-25T17:31:50.730Z'),
        offsetMinutes: 60,
      });
      const one = await sourceAt(
        '/api/v1/sessions/one',
        only('GET /api/v1/sessions/{id}'),
        revision,
      );
      expect(await one.session('one')).toMatchObject({ sessionType: 'ConfigurationBackup' });
      const logs = only('GET /api/v1/sessions/{id}/logs');
      const log = await sourceAt('/api/v1/sessions/one/logs', logs, revision);
      const page = await log.log({ kind: 'session', id: 'one', sessionId: 'one' });
      expect(page?.rejected).toEqual([]);
      expect(page?.rows.map(({ recordId, status }) => [recordId, status])).toEqual([
        [11, 'Warning'],
      ]);
    },
  );

  test.each(revisions)(
    "Veeam's examples of %s: every session example is read as what it is",
    (revision) => {
      const all = examplesShape.parse(recorded(`spec-examples/${revision}.json`))[
        'sessionExamples'
      ];
      const examples = Object.values(examplesShape.parse(all));
      const isTask = (row: unknown): boolean =>
        z.object({ sessionId: z.string() }).safeParse(row).success;
      const sessions = translateRows(
        examples.filter((row) => !isTask(row)),
        sessionSchema,
        (row) => toSession(row, 'Europe/Prague'),
      );
      expect(sessions.rejected).toEqual([]);
      expect(sessions.rows.length).toBeGreaterThan(15);
      const tasks = translateRows(examples.filter(isTask), taskSessionSchema, (row) =>
        toTask(row, 'UTC'),
      );
      expect(tasks.rows.length).toBeGreaterThan(0);
    },
  );

  test.each([
    ['POST /api/oauth2/token 400', 400, 'server-version-unsupported', 'ErrorNotImplementedExample'],
    [
      'POST /api/oauth2/token 401',
      401,
      'credentials-refused',
      'ErrorAccessDeniedUnauthorizedExample',
    ],
    ['POST /api/oauth2/token 403', 403, 'credentials-refused', 'ErrorAccessDeniedForbiddenExample'],
    [
      'POST /api/oauth2/token 500',
      500,
      'server-answer-unreadable',
      'ErrorServiceUnavailableExample',
    ],
  ] as const)(
    "Veeam's example of %s is refused as %s %s",
    async (operation, status, code, example) => {
      const examples = examplesShape.parse(recorded('spec-examples/1.3-rev2.json'));
      const json = operationShape.parse(examples[operation]).examples[example];
      expect(await tokenRefusal(status, json)).toSatisfy((refusal) => isFault(refusal, code));
    },
  );

  test('the recorded answers of live servers are read', async () => {
    const lastRun = translateRows(
      [recorded('demisto/securityAnalyzer_lastRun.json')],
      sessionSchema,
      (row) => toSession(row, 'UTC'),
    );
    expect(lastRun.rows[0]).toMatchObject({
      usn: 1114773,
      initiatedBy: '.\\veeam-rest-service',
      createdAt: new Date('2026-04-21T11:43:54.267Z'),
      result: 'Warning',
    });

    const statesPath = '/api/v1/backupInfrastructure/repositories/states';
    const items = { data: recorded('demisto/repositories_states_items.json') };
    const states = await whole((await sourceAt(statesPath, items)).repositoryStates());
    expect(states.rows[0]).toMatchObject({
      capacityGib: 149.4,
      freeGib: 68.9,
      reportedUsedGib: 30.6,
      path: 'C:\\Backup',
      isOnline: true,
      isOutOfDate: null,
    });

    const lockout = await tokenRefusal(401, recorded('misc/account_lockout.json'));
    expect(isFault(lockout, 'account-locked')).toBe(true);
    const old = await tokenRefusal(400, recorded('misc/unsupported_version_v11.json'));
    expect(isFault(old, 'server-version-unsupported')).toBe(true);
  });

  test('the answers modelled on live servers are read', async () => {
    const surebackup = { data: recorded('demisto/jobs_states_surebackup_items.json') };
    const scan = await whole((await sourceAt('/api/v1/jobs/states', surebackup)).jobStates());
    expect(scan.rows[0]).toMatchObject({ type: 'SureBackupContentScan', workload: null });

    const logs = await sourceAt('/api/v1/sessions/one/logs', recorded('demisto/session_logs.json'));
    const log = await logs.log({ kind: 'session', id: 'one', sessionId: 'one' });
    expect(log?.rows.map(({ title }) => title)).toEqual(['Job finished with warning']);

    const jobs = await sourceAt('/api/v1/jobs/states', recorded('senhub/jobs_states.json'));
    expect((await whole(jobs.jobStates())).rows.map(({ name }) => name)).toEqual([
      'BCK_VMware',
      'BCK_Agent',
    ]);

    const statesPath = '/api/v1/backupInfrastructure/repositories/states';
    const states = await sourceAt(statesPath, recorded('senhub/repositories_states.json'));
    expect((await whole(states.repositoryStates())).rows[0]).toMatchObject({
      id: 'repo1',
      hostId: null,
    });

    const info = await sourceAt('/api/v1/serverInfo', recorded('senhub/serverInfo.json'));
    expect(await info.serverInfo()).toMatchObject({ vbrId: null, buildVersion: '13.0.1.180' });

    const names = z
      .object({
        not_backup_sessions: z.array(z.object({ name: z.string(), sessionType: z.string() })),
      })
      .parse(recorded('misc/session_names.json')).not_backup_sessions;
    const named = names.map((session, index) => ({
      ...session,
      id: `session-${index}`,
      jobId: '00000000-0000-0000-0000-000000000000',
      state: 'Stopped',
      creationTime: '2026-04-21T04:43:54-07:00',
    }));
    const sessions = await sourceAt('/api/v1/sessions', { data: named });
    // Telling an offload from a backup is not the client's judgement: the name and the missing job are kept.
    expect(
      (await whole(sessions.sessions(always))).rows.map(({ name, jobId }) => [name, jobId]),
    ).toEqual(names.map(({ name }) => [name, null]));
  });

  // Answers of endpoints that this client does not ask: none may pass for a job state.
  const notInputs: readonly [string, 'not a list' | 'rows refused' | 'not JSON'][] = [
    ['demisto/authorization_events.json', 'rows refused'],
    ['demisto/configBackup.json', 'not a list'],
    ['demisto/malware_events_items.json', 'not a list'],
    ['demisto/securityAnalyzer_bestPractices.json', 'not a list'],
    ['misc/backupFiles_1.3-rev1_items.json', 'not a list'],
    ['senhub/backupObjects.json', 'rows refused'],
    ['senhub/license_overused.json', 'not a list'],
    ['senhub/managedServers.json', 'rows refused'],
    ['powershell-csv/VeeamSessionReport.csv', 'not JSON'],
    ['powershell-csv/_Repositories.csv', 'not JSON'],
    ['powershell-csv/_SOBRExtents.csv', 'not JSON'],
    ['powershell-csv/_SecurityCompliance.csv', 'not JSON'],
    ['powershell-csv/_SureBackupJob.csv', 'not JSON'],
    ['powershell-csv/_capTier.csv', 'not JSON'],
  ];

  test.each(notInputs)('%s is no input of this client: %s', async (file, reason) => {
    if (reason === 'rows refused') {
      const source = await sourceAt('/api/v1/jobs/states', recorded(file));
      const page = await whole(source.jobStates());
      expect(page.rows).toEqual([]);
      expect(page.rejected.length).toBeGreaterThan(0);
      for (const row of page.rejected) expect(row.reason).toMatch(/status: |lastResult: /);
      return;
    }
    const raw: Route = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(recordedText(file));
      return undefined;
    };
    const server = await startServer(vbrRoutes({ '/api/v1/jobs/states': raw }));
    open.push(server);
    const source = await connectTo(server);
    open.push(source);
    const refusal = await refusalOf(whole(source.jobStates()));
    expect(isFault(refusal, 'server-answer-unreadable')).toBe(true);
    expect(refusal.message).toContain(reason === 'not JSON' ? 'not JSON' : 'not a list');
  });

  test('no recorded answer was left out', () => {
    const inputs = [
      'demisto/jobs_states_surebackup_items.json',
      'demisto/repositories_states_items.json',
      'demisto/securityAnalyzer_lastRun.json',
      'demisto/session_logs.json',
      'misc/account_lockout.json',
      'misc/session_names.json',
      'misc/unsupported_version_v11.json',
      'senhub/jobs_states.json',
      'senhub/repositories_states.json',
      'senhub/serverInfo.json',
      ...revisions.map((revision) => `spec-examples/${revision}.json`),
    ];
    const known = [...inputs, ...notInputs.map(([file]) => file)];
    const files = readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name !== 'INDEX.md')
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      );
    expect(files.toSorted()).toEqual(known.toSorted());
  });
});

async function tokenRefusal(status: number, json: unknown): Promise<Error> {
  const server = await startServer(vbrRoutes({ '/api/oauth2/token': () => ({ status, json }) }));
  open.push(server);
  return refusalOf(connectTo(server));
}
