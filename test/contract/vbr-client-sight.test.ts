import { afterEach, expect, test } from 'vitest';
import type { AccountSight } from '../../src/ports/server-probe.ts';
import { createServerProbe } from '../../src/veeam/rest/server-probe.ts';
import { createInMemoryJournal } from '../fixtures/in-memory-journal.ts';
import { rawSession } from '../fixtures/vbr-activity-rows.ts';
import { rawBackup } from '../fixtures/vbr-infrastructure-rows.ts';
import { everyRoute, listPaths } from './vbr-client-everything.ts';
import {
  hastyPacing,
  listOf,
  type Route,
  type ScriptedServer,
  slices,
  startServer,
  vbrRoutes,
} from './vbr-client-server.ts';

const open: ScriptedServer[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function sightOf(
  routes: Readonly<Record<string, Route>>,
  revision: Parameters<typeof vbrRoutes>[1] = '1.3-rev2',
): Promise<{ readonly sight: AccountSight; readonly server: ScriptedServer }> {
  const server = await startServer(vbrRoutes(routes, revision));
  open.push(server);
  const probe = createServerProbe({
    clock: { now: () => new Date('2026-10-02T00:00:00Z') },
    journal: createInMemoryJournal(),
    pacing: hastyPacing(),
  });
  const sight = await probe.account(
    { host: '127.0.0.1', port: server.port },
    { kind: 'fingerprint', sha256: [server.fingerprint] },
    { username: 'viewer', password: 'x' },
  );
  return { sight, server };
}

const denied: Route = () => ({ status: 403, json: { errorCode: 'AccessDenied' } });
const filled = everyRoute({
  '/api/v1/sessions': slices(() =>
    Array.from({ length: 40 }, (_none, index) => ({ ...rawSession, id: `session-${index}` })),
  ),
  '/api/v1/backups': slices(() => [rawBackup, { ...rawBackup, id: 'backup-2' }]),
  '/api/v1/backups/backup-1/backupFiles': () => ({ json: listOf([]) }),
});

test('an account that may see everything sees every source, asked for a row or two each', async () => {
  const { sight, server } = await sightOf(filled);
  expect(sight.hidden).toEqual([]);
  expect(sight.visible).toHaveLength(25);
  for (const path of listPaths.map((one) => one.replace('{id}', 'backup-1'))) {
    const asked = server.seenAt(path);
    expect(asked.length, path).toBe(1);
    if (!path.endsWith('bestPractices'))
      expect(Number(asked[0]?.query.get('limit'))).toBeLessThan(3);
  }
  expect(server.seenAt('/api/v1/sessions/session-0/logs')).toHaveLength(1);
  expect(server.mostAtOnce()).toBeLessThanOrEqual(5);
});

test('a viewer does not see what only administrators do, and that is told by name', async () => {
  const administratorsOnly = Object.fromEntries(
    [
      '/api/v1/serverInfo',
      '/api/v1/license',
      '/api/v1/configBackup',
      '/api/v1/agents/discoveredEntities',
      '/api/v1/agents/protectionGroups',
      '/api/v1/securityAnalyzer/bestPractices',
      '/api/v1/securityAnalyzer/lastRun',
    ].map((path) => [path, denied]),
  );
  const { sight } = await sightOf({ ...filled, ...administratorsOnly });
  expect(sight.info).toBeNull();
  expect(sight.hidden.toSorted()).toEqual([
    'agent-computers',
    'analyzer-run',
    'best-practices',
    'configuration-backup',
    'licence',
    'server-info',
  ]);
});

test('files and logs are tried on something that is there, and follow what they hang on', async () => {
  const files = '/api/v1/backups/backup-1/backupFiles';
  const hidden = await sightOf({ ...filled, [files]: denied });
  expect(hidden.sight.hidden).toEqual(['backup-files']);

  // The first backup was deleted a moment ago; that is not a matter of the role.
  const { [files]: _gone, ...without } = filled;
  expect((await sightOf(without)).sight.hidden).toEqual([]);

  const nothing = await sightOf(everyRoute());
  expect(nothing.sight.hidden).toEqual([]);
  expect(nothing.server.seen.filter(({ path }) => path.endsWith('backupFiles'))).toEqual([]);

  const noBackups = await sightOf({
    ...filled,
    '/api/v1/backups': denied,
    '/api/v1/sessions': denied,
  });
  expect(noBackups.sight.hidden).toEqual(['backups', 'backup-files', 'sessions', 'logs']);
});

test('an older revision lacks the malware objects; a source that answers badly is seen all the same', async () => {
  const broken: Route = () => ({ json: 'nothing' });
  const { sight } = await sightOf({ ...filled, '/api/v1/jobs/states': broken }, '1.3-rev1');
  expect(sight.hidden).toEqual(['malware-objects']);
});
