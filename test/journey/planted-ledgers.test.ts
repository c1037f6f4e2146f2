import { expect, test } from 'vitest';
import { compareLedgers } from '../../evaluation/recovery/compare-ledgers.ts';
import type { RestoreTruth } from '../../src/simulator/truth/restores.ts';
import type { WorkloadTruth } from '../../src/simulator/truth/workload-truth.ts';

const workload: WorkloadTruth = {
  ...{ platform: 'VMware', name: 'print02', formerName: null, backupObjectIds: [], jobIds: [] },
  ...{ points: 1, newestUsable: null, copies: [], isApplicationAware: false },
  ...{ scheduledGapHours: 24, isLeft: false, skippedSince: null, isProtectedByGreenJobOnly: false },
};
const restore = (sessionType: string, endedAt: string): RestoreTruth => ({
  ...{ sessionId: `${sessionType} ${endedAt}`, sessionType, family: 'full-machine', bytes: 1 },
  ...{ workload: 'print02', jobId: 'job', startedAt: endedAt, mountedAt: null, endedAt },
  ...{ status: 'success', seconds: 60 },
});

// The session of a failover plan bears the plan's name: nobody can tell from it which machines were brought up.
test.each(['FailoverPlan', 'QuickMigration'])('a %s proves no machine by itself', (sessionType) => {
  const last = restore('RestoreVm', '2026-10-25T09:00:00.000Z');
  const later = restore(sessionType, '2026-11-17T13:00:00.000Z');
  const truth = { restores: [last, later], verification: [], workloads: [workload] };
  const { sessionId } = last;
  const proof = { sessionId, at: '2026-10-25T09:00:00.000Z', depth: 'real-restore' };
  const kept = [{ workload: 'print02', state: 'proven', last: proof }];
  expect(compareLedgers(truth, kept)).toMatchObject({ compared: 1, proven: 1, wrong: [] });
});

test('a ledger that tells an older restore as the last one is wrong', () => {
  const older = restore('RestoreVm', '2026-10-25T09:00:00.000Z');
  const newer = restore('Failover', '2026-11-17T13:00:00.000Z');
  const truth = { restores: [older, newer], verification: [], workloads: [workload] };
  const proof = { sessionId: older.sessionId, at: older.startedAt, depth: 'real-restore' };
  const kept = [{ workload: 'print02', state: 'proven', last: proof }];
  expect(compareLedgers(truth, kept).wrong).toHaveLength(1);
});

// A scan of many machines lasts for hours; each is proven when it was looked at itself.
test('a scan proves a machine when it was looked at, not when all were', () => {
  const scan = { kind: 'manual-scan', sessionId: 's', result: 'Clean' } as const;
  const testedAt = '2026-10-31T14:30:00.000Z';
  const proofs = [{ ...scan, testedAt, endedAt: '2026-10-31T18:27:00.000Z' }];
  const verification = [{ workload: 'print02', jobId: 'job', proofs }];
  const last = { sessionId: 's', at: testedAt, depth: 'content-scan' };
  const kept = [{ workload: 'print02', state: 'proven', last }];
  const truth = { restores: [], verification, workloads: [workload] };
  expect(compareLedgers(truth, kept).wrong).toEqual([]);
});
