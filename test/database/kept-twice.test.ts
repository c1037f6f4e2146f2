import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { EfficiencyPart } from '../../src/domain/efficiency.ts';
import type { InstantRecoveryMount } from '../../src/domain/infrastructure.ts';
import type { SureBackupResult } from '../../src/domain/recovery-evidence.ts';
import type { MalwareEvent } from '../../src/domain/security.ts';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { openCapacityStore } from '../../src/store/capacity/capacity-store.ts';
import { openCauseStore } from '../../src/store/causes/cause-store.ts';
import { openEfficiencyStore } from '../../src/store/efficiency/efficiency-store.ts';
import { openRecoveryStore } from '../../src/store/recovery/recovery-store.ts';
import { everyRow } from '../fixtures/every-row.ts';
import { plantedCause } from '../fixtures/planted-causes.ts';
import { useCollector } from './collector.ts';
import {
  instant,
  plantedBackup,
  plantedDefinition,
  plantedFile,
  plantedFinding,
  plantedJobState,
  plantedObject,
  plantedPoint,
  plantedRecord,
  plantedRepository,
  plantedRepositoryState,
  plantedRun,
  plantedSession,
  plantedTask,
} from './store-rows.ts';

const collector = useCollector();
let stores: ReturnType<typeof openStores>;
beforeAll(() => {
  stores = openStores();
});
afterAll(async () => {
  await Promise.all(Object.values(stores).map((store) => store.close()));
});

function openStores() {
  const { metrics } = collector().databases.connections.analyst;
  return {
    analysis: openAnalysisStore(metrics),
    capacity: openCapacityStore(metrics),
    causes: openCauseStore(metrics),
    efficiency: openEfficiencyStore(metrics),
    recovery: openRecoveryStore(metrics),
  };
}

const passId = '00000000-0000-4000-8000-000000000001';
const cursor = instant(2);
const seenAt = instant(3);

/** Keeps a batch in which every row stands as often as there are names, the last of them under the last name. */
type Keep = (vbrServerId: number, names: readonly string[]) => Promise<unknown>;

const collected: Readonly<Record<string, Keep>> = {
  sessions: (id, names) =>
    collector().store.keepSessions(id, {
      ...{ rows: names.map((name) => plantedSession('s', { name, result: 'Failed' })), cursor },
    }),
  tasks: (id, names) =>
    collector().store.keepTasks(id, {
      rows: names.map((name) => plantedTask('t', { name })),
      cursor,
    }),
  'job states': (id, names) =>
    collector().store.keepJobStates(
      id,
      names.map((name) => plantedJobState('j', { name })),
      true,
      seenAt,
    ),
  'job definitions': (id, names) =>
    collector().store.keepJobDefinitions(
      id,
      names.map((name) => plantedDefinition('j', { name })),
      seenAt,
    ),
  repositories: (id, names) =>
    collector().store.keepRepositories(
      id,
      names.map((name) => plantedRepository('r', { name })),
      seenAt,
    ),
  'repository states': (id, names) =>
    collector().store.keepRepositoryStates(
      id,
      names.map((name) => plantedRepositoryState('r', { name })),
      names.map(sampleOf),
      seenAt,
    ),
  logs: (id, names) =>
    collector().store.keepLog(
      id,
      { kind: 'session', id: 's', sessionId: 's' },
      names.map((title) => plantedRecord(1, { title })),
      seenAt,
    ),
  backups: (id, names) =>
    collector().store.keepListed(
      id,
      'backups',
      names.map((name) => plantedBackup('b-1', { name })),
      true,
      seenAt,
    ),
  'backup objects': (id, names) =>
    collector().store.keepListed(
      id,
      'backup-objects',
      names.map((name) => plantedObject('o', { name })),
      true,
      seenAt,
    ),
  'restore points': (id, names) =>
    collector().store.keepRestorePoints(id, {
      rows: names.map((guestOsFamily) => plantedPoint('p', { guestOsFamily })),
      cursor,
    }),
  'flagged restore points': (id, names) =>
    collector().store.keepFlaggedRestorePoints(
      id,
      names.map((guestOsFamily) => plantedPoint('p', { guestOsFamily, malwareStatus: 'Infected' })),
      true,
    ),
  'backup files': async (id, names) => {
    const files = names.map((path) => plantedFile('p', { path }));
    await collector().store.keepBackupFiles(
      id,
      [{ backupId: 'b-1', files, isComplete: true }],
      seenAt,
    );
  },
  'malware events': (id, names) =>
    collector().store.keepMalwareEvents(id, { rows: names.map(eventOf), cursor }),
  mounts: (id, names) => collector().store.keepMounts(id, names.map(mountOf), seenAt),
};

const analysed: Readonly<Record<string, Keep>> = {
  runs: (id, names) =>
    stores.analysis.replaceRuns(id, [
      {
        jobId: 'j',
        from: instant(0),
        runs: names.map((message) => plantedRun('run', { message })),
      },
    ]),
  findings: (id, names) =>
    stores.analysis.keepFindings(
      id,
      passId,
      names.map((reason) => plantedFinding('j', 90, { method: reason })),
    ),
  causes: (id, names) =>
    stores.causes.replaceCauses(
      id,
      ['run'],
      names.map((text) => plantedCause({ runId: 'run', text })),
    ),
  'efficiency parts': (id, names) =>
    stores.efficiency.keepJobs(id, passId, [{ subjectId: 'j', parts: names.map(partOf) }], []),
  'SureBackup results': (id, names) =>
    stores.recovery.keepSureBackup(new Map([[id, names.map(sureBackupOf)]])),
  'imported days': async (id, names) => {
    await collector().store.keepRepositories(id, [plantedRepository('r')], seenAt);
    await stores.capacity.importDays(
      names.map((name) => ({
        ...{ vbrServerId: id, repositoryId: 'r', day: '2026-11-01', capacityGib: 100 },
        usedGib: name === 'old' ? 10 : 11,
      })),
    );
  },
};

function sampleOf() {
  return {
    ...{ repositoryId: 'r', takenAt: seenAt, capacityGib: 1, freeGib: 1, usedGib: 7 },
    ...{ reportedUsedGib: 0, isOnline: true },
  };
}

function eventOf(machineName: string): MalwareEvent {
  return {
    ...{ id: 'e', type: 't', createdAt: cursor, detectedAt: cursor, machineName, details: '' },
    ...{ backupObjectId: null, restorePointId: null, state: 'Created', source: 'Manual' },
    ...{ severity: 'Infected', engine: null },
  };
}

function mountOf(workloadName: string): InstantRecoveryMount {
  return {
    ...{ id: 'm', platform: 'HyperV', sessionId: 's', state: 'Mounted', workloadName },
    ...{ jobName: null, restorePointAt: null },
  };
}

function partOf(repositoryName: string): EfficiencyPart {
  return {
    ...{
      repositoryId: 'r',
      repositoryName,
      workload: 'vm',
      kind: 'full',
      files: 1,
      unknownFiles: 0,
    },
    ...{ dataBytes: 2, backupBytes: 1, toldDataBytes: 2, dedupedBytes: 1, packedBytes: 1 },
  };
}

function sureBackupOf(job: string): SureBackupResult {
  return {
    ...{ workload: 'vm', testedAt: seenAt, job, boot: 'passed', ping: 'passed' },
    ...{ script: 'skipped', contentScan: 'skipped' },
  };
}

let servers = 0;

/** What a server of its own holds after a batch; when marks were set is nobody's matter. */
async function keptOf(keep: Keep, names: readonly string[]) {
  const { store, databases } = collector();
  servers += 1;
  const { id } = await store.registerServer(`twice ${servers}`, 'https://vbr', '1.3-rev2');
  await keep(id, names);
  const all = await everyRow(databases.connections.owner.metrics);
  return Object.fromEntries(
    Object.entries(all).map(([table, rows]) => [table, rows.flatMap((row) => ownRow(row, id))]),
  );
}

const ownRows = z.looseObject({ vbr_server_id: z.int() });

function ownRow(row: unknown, vbrServerId: number): unknown[] {
  const read = ownRows.safeParse(row);
  if (!read.success || read.data.vbr_server_id !== vbrServerId) return [];
  const { vbr_server_id: _server, ...own } = read.data;
  const { waits_since: _waits, marked_at: _marked, last_seen_at: _seen, ...compared } = own;
  return [compared];
}

test.each(Object.entries({ ...collected, ...analysed }))(
  '%s that a batch holds twice are kept as it tells them last',
  async (_, keep) => {
    const once = await keptOf(keep, ['new']);
    const twice = await keptOf(keep, ['old', 'new']);
    expect(Object.values(once).flat().length).toBeGreaterThan(0);
    expect(twice).toEqual(once);
  },
);
