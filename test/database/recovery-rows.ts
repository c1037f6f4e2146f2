import type { InstantRecoveryMount } from '../../src/domain/infrastructure.ts';
import type { SureBackupResult } from '../../src/domain/recovery-evidence.ts';
import type { Session } from '../../src/domain/session.ts';
import type { Collector } from './collector.ts';
import { instant, plantedSession } from './store-rows.ts';

/** A session of no job, of the machine that restores and tests are planted for. */
export function plantedRestore(
  id: string,
  sessionType: string,
  over: Partial<Session> = {},
): Session {
  return plantedSession(id, { jobId: null, name: 'vm-sql-01', sessionType, ...over });
}

export function plantedMount(
  sessionId: string,
  over: Partial<InstantRecoveryMount> = {},
): InstantRecoveryMount {
  return {
    ...({ id: `mount of ${sessionId}`, platform: 'vSphere', sessionId } as const),
    ...{ workloadName: 'vm-sql-01', jobName: null, state: 'Mounted', restorePointAt: null },
    ...over,
  };
}

/** What SureBackup said of one machine. */
export function plantedResult(over: Partial<SureBackupResult> = {}): SureBackupResult {
  return {
    ...{ workload: 'vm-sql-01', testedAt: instant(2), job: 'Lab' },
    ...{ boot: 'passed', ping: 'failed', script: 'skipped', contentScan: 'skipped' },
    ...over,
  };
}

/** The server was read at this instant, as a sample of one of its repositories tells. */
export async function watchFrom({ store, serverId }: Collector, takenAt: Date): Promise<void> {
  const sample = {
    ...{ repositoryId: 'watched', takenAt, capacityGib: 2, freeGib: 1, usedGib: 1 },
    ...{ reportedUsedGib: 1, isOnline: true },
  };
  await store.keepRepositoryStates(serverId, [], [sample], takenAt);
}
