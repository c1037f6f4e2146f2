import type { Backup, BackupFile, BackupObject, RestorePoint } from '../../src/domain/backup.ts';
import type { ScoredFinding } from '../../src/domain/finding.ts';
import type { JobDefinition, JobState } from '../../src/domain/job.ts';
import type { RepositoryDefinition, RepositoryState } from '../../src/domain/repository.ts';
import type { Run } from '../../src/domain/run.ts';
import type { LogRecord, Session, Task } from '../../src/domain/session.ts';

/** One instant of the planted history: days and hours after the first of January 2026, UTC. */
export function instant(day: number, hour = 0): Date {
  return new Date(Date.UTC(2026, 0, 1 + day, hour));
}

export function plantedSession(id: string, over: Partial<Session> = {}): Session {
  const createdAt = over.createdAt ?? instant(0);
  return {
    id,
    jobId: 'job-1',
    name: 'Nightly (Incremental)',
    sessionType: 'BackupJob',
    state: 'Stopped',
    result: 'Success',
    message: 'Success',
    isCanceled: false,
    createdAt,
    endedAt: new Date(createdAt.getTime() + 600_000),
    usn: 7,
    parentSessionId: null,
    relatedSessionId: null,
    originalSessionId: null,
    retryNumber: null,
    isRecheckRetry: false,
    algorithm: 'Increment',
    initiatedBy: 'SYSTEM',
    progress: {
      processedBytes: 9_007_199_254_740_991,
      readBytes: 2,
      transferredBytes: 1,
      bottleneck: 'Source',
    },
    ...over,
  };
}

export function plantedTask(id: string, over: Partial<Task> = {}): Task {
  return {
    id,
    sessionId: 's-1',
    taskType: 'Backup',
    sessionType: 'BackupJob',
    name: 'vm-sql-01',
    state: 'Stopped',
    result: 'Failed',
    message: 'Failed',
    createdAt: instant(0),
    endedAt: instant(0, 1),
    algorithm: 'Increment',
    repositoryId: 'repository-1',
    restorePointId: null,
    progress: null,
    scan: null,
    ...over,
  };
}

export function plantedRecord(recordId: number, over: Partial<LogRecord> = {}): LogRecord {
  return {
    recordId,
    status: 'Failed',
    title: 'Processing vm-sql-01',
    description: 'Error: "disk" C:\\full, {quoted}',
    startedAt: instant(0),
    updatedAt: null,
    ...over,
  };
}

export function plantedJobState(id: string, over: Partial<JobState> = {}): JobState {
  return {
    id,
    name: `Job ${id}`,
    type: 'VSphereBackup',
    status: 'Inactive',
    workload: 'VM',
    lastResult: 'Success',
    lastRunAt: instant(0),
    nextRunAt: null,
    repositoryId: 'repository-1',
    repositoryName: 'Repository 1',
    objectsCount: 3,
    lastSessionId: 's-1',
    ...over,
  };
}

export function plantedDefinition(id: string, over: Partial<JobDefinition> = {}): JobDefinition {
  return {
    id,
    name: `Job ${id}`,
    type: 'VSphereBackup',
    isDisabled: null,
    runsAutomatically: null,
    retry: null,
    schedule: null,
    storage: null,
    isApplicationAware: null,
    includes: null,
    ...over,
  };
}

export function plantedRepository(
  id: string,
  over: Partial<RepositoryDefinition> = {},
): RepositoryDefinition {
  return {
    id,
    name: `Repository ${id}`,
    type: 'WinLocal',
    description: 'main',
    hostId: null,
    immutability: null,
    maxTasks: null,
    consumptionLimitGib: null,
    ...over,
  };
}

export function plantedBackup(id: string, over: Partial<Backup> = {}): Backup {
  return {
    id,
    jobId: 'job-1',
    name: 'Nightly',
    jobType: 'VSphereBackup',
    platformName: 'VMware',
    createdAt: instant(0),
    repositoryId: 'repository-1',
    repositoryName: 'Repository 1',
    ...over,
  };
}

export function plantedObject(id: string, over: Partial<BackupObject> = {}): BackupObject {
  return {
    id,
    name: 'vm-sql-01',
    type: 'VM',
    platformName: 'VMware',
    restorePointsCount: 3,
    lastRunFailed: false,
    backupId: 'b-1',
    sizeBytes: 9_007_199_254_740_991,
    ...over,
  };
}

export function plantedPoint(id: string, over: Partial<RestorePoint> = {}): RestorePoint {
  return {
    id,
    name: 'vm-sql-01',
    platformName: 'VMware',
    createdAt: instant(1),
    backupId: 'b-1',
    type: 'Increment',
    sessionId: null,
    malwareStatus: 'Clean',
    backupFileId: `f-${id}`,
    guestOsFamily: null,
    originalBytes: 5,
    isRestorable: true,
    gfsPeriods: ['Weekly', 'Yearly'],
    ...over,
  };
}

/** The file that the planted restore point of this id lies in. */
export function plantedFile(pointId: string, over: Partial<BackupFile> = {}): BackupFile {
  return {
    id: `f-${pointId}`,
    backupId: 'b-1',
    path: 'D:\\Backup\\Nightly "1", {a}.vib',
    objectIds: ['o-1', 'o-2'],
    restorePointIds: [pointId],
    dataBytes: 100,
    backupBytes: 40,
    dedupRemainingPercent: 80,
    compressRemainingPercent: 50,
    createdAt: instant(1),
    gfsPeriods: [],
    ...over,
  };
}

export function plantedRepositoryState(
  id: string,
  over: Partial<RepositoryState> = {},
): RepositoryState {
  return {
    id,
    name: `Repository ${id}`,
    type: 'WinLocal',
    hostId: null,
    hostName: null,
    path: 'D:\\Backup',
    capacityGib: 1000,
    freeGib: 400,
    reportedUsedGib: 1200,
    isOnline: true,
    isOutOfDate: null,
    scaleOutRepositoryId: null,
    extentType: null,
    ...over,
  };
}

export function plantedRun(id: string, over: Partial<Run> = {}): Run {
  const startedAt = over.startedAt ?? instant(0);
  return {
    id,
    jobId: 'job-1',
    startedAt,
    endedAt: new Date(startedAt.getTime() + 600_000),
    outcome: 'success',
    firstAttemptOutcome: 'failed',
    attempts: 2,
    grouping: 'exact',
    sessionIds: [id, `${id} "retry"`],
    message: 'Success',
    firstAttemptEndedAt: new Date(startedAt.getTime() + 120_000),
    lastAttemptStartedAt: new Date(startedAt.getTime() + 300_000),
    readBytes: 9_007_199_254_740_991,
    transferredBytes: null,
    bottleneck: 'Source "A", {b}',
    isFull: false,
    ...over,
  };
}

/** A run as analyses get it. */
export function briefly({ jobId: _job, sessionIds: _sessions, message: _text, ...run }: Run) {
  return run;
}

export function plantedFinding(
  id: string,
  score: number,
  over: Partial<ScoredFinding> = {},
): ScoredFinding {
  return {
    feature: 'health',
    subject: { kind: 'job', id, name: `Job ${id}` },
    asOf: instant(10),
    method: 'runs in 30 days',
    measures: { lastRunAt: instant(9).toISOString(), runs: 30 },
    status: 'scored',
    score,
    grade: 'B',
    parts: [{ name: 'success', weight: 100, points: score, reason: '30 of 30 runs' }],
    confidence: { value: 1, factors: [{ name: 'sample', value: 1, reason: '30 runs' }] },
    ...over,
  };
}
