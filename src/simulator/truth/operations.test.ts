import { expect, it } from 'vitest';
import { revisions } from '../../domain/vbr-server.ts';
import { askEstate, testEstate } from '../ask-estate.ts';
import { tellTruth } from './tell-truth.ts';

const estate = testEstate();
const attacked = testEstate({ scenario: 'ransomware' });

interface SessionAnswer {
  readonly id: string;
  readonly sessionType: string;
  readonly creationTime: string;
  readonly endTime?: string | null;
  readonly state: string;
  readonly result: { readonly result: string; readonly isCanceled: boolean } | null;
}

// A reader's road to the same: sessions by type, the mount from the log.
function restoresFromAnswers(build: (typeof revisions)[number], types: readonly string[]) {
  const ask = askEstate(estate, { build });
  const query = types.map((type) => `typeFilter=${type}`).join('&');
  const path = `/api/v1/sessions?${query}&orderColumn=CreationTime&orderAsc=true&limit=5000`;
  const rows: SessionAnswer[] = ask(path).json.data;
  return rows.map((row) => {
    const { records } = ask(`/api/v1/sessions/${row.id}/logs`).json;
    const mounted = records.find(({ title }: { title: string }) => title.endsWith(': Mounted'));
    return {
      sessionId: row.id,
      sessionType: row.sessionType,
      startedAt: new Date(row.creationTime).toISOString(),
      isOver: row.state === 'Stopped',
      mountedAt: mounted === undefined ? null : new Date(mounted.startTime).toISOString(),
      isCanceled: row.result?.isCanceled === true,
    };
  });
}

it.each(revisions)(
  'tells in %s exactly the restores its answers show, with their mounts',
  (build) => {
    const { restores } = tellTruth(estate, build, 'administrator');
    expect(restores.length).toBeGreaterThan(60);
    const types = [...new Set(restores.map(({ sessionType }) => sessionType))];
    expect(restoresFromAnswers(build, types)).toEqual(
      restores.map(({ sessionId, sessionType, startedAt, endedAt, mountedAt, status }) => ({
        sessionId,
        sessionType,
        startedAt,
        isOver: endedAt !== null,
        mountedAt,
        isCanceled: status === 'canceled',
      })),
    );
  },
);

it.each(revisions)('counts in %s as many sessions as are listed', (build) => {
  const { totals, excluded } = tellTruth(estate, build, 'viewer');
  const { total } = askEstate(estate, { build })('/api/v1/sessions?limit=1').json.pagination;
  const { offload, otherTypes, deletedJobs } = excluded;
  expect(totals.jobSessions + offload + otherTypes + deletedJobs).toBe(total);
  expect(totals.jobs).toBe(
    askEstate(estate, { build })('/api/v1/jobs/states').json.pagination.total,
  );
});

it('tells fewer types to older builds', () => {
  const types = (build: (typeof revisions)[number]) =>
    new Set(tellTruth(estate, build, 'viewer').restores.map(({ sessionType }) => sessionType));
  expect(types('1.3-rev2')).toContain('DiskRestore');
  expect(types('1.3-rev1')).not.toContain('DiskRestore');
  expect(types('1.3-rev0').size).toBeLessThan(types('1.3-rev2').size);
});

it('measures instant restores to their mount and others to their end', () => {
  const { restores } = tellTruth(estate, '1.3-rev2', 'viewer');
  for (const { family, seconds, startedAt, endedAt, mountedAt, status } of restores) {
    const reached = family === 'instant' ? mountedAt : endedAt;
    if (seconds !== null) {
      const milliseconds = Date.parse(reached ?? '') - Date.parse(startedAt);
      expect(seconds * 1000).toBeCloseTo(milliseconds, 3);
    } else expect(['failed', 'canceled', 'running']).toContain(status);
  }
  const instant = restores.filter(
    ({ family, seconds }) => family === 'instant' && seconds !== null,
  );
  expect(instant.some(({ status }) => status === 'running')).toBe(true);
});

it('tells each workload’s proofs as its antivirus tasks show them, and those of labs', () => {
  const ask = askEstate(estate);
  const { data } = ask('/api/v1/taskSessions?typeFilter=Antivirus&limit=5000').json;
  const { verification } = tellTruth(estate, '1.3-rev2', 'viewer');
  const shown = data
    .filter(({ sessionId }: { sessionId: string }) => {
      return ask(`/api/v1/sessions/${sessionId}`).json.state === 'Stopped';
    })
    .map((row: { sessionId: string; name: string; scanResult: string }) => {
      return `${row.sessionId} ${row.name} ${row.scanResult}`;
    });
  const told = verification.flatMap(({ workload, proofs }) =>
    proofs
      .filter(({ kind }) => kind !== 'lab')
      .map(({ sessionId, result }) => `${sessionId} ${workload} ${result}`),
  );
  expect(shown.length).toBeGreaterThan(30);
  expect(told.sort()).toEqual(shown.sort());
  const labs = verification.flatMap(({ proofs }) => proofs.filter(({ kind }) => kind === 'lab'));
  expect(labs.length).toBeGreaterThan(20);
});

it.each([estate, attacked])('tells as open what its events leave open', (of) => {
  const ask = askEstate(of);
  const rows: {
    id: string;
    severity: string;
    state: string;
    detectionTimeUtc: string;
    machine: { backupObjectId: string };
  }[] = ask('/api/v1/malwareDetection/events?limit=5000').json.data;
  const open = rows.filter(
    ({ severity, state, machine, detectionTimeUtc }) =>
      ['Suspicious', 'Infected'].includes(severity) &&
      state === 'Created' &&
      !rows.some(
        (later) =>
          later.severity === 'Clean' &&
          later.machine.backupObjectId === machine.backupObjectId &&
          later.detectionTimeUtc >= detectionTimeUtc,
      ),
  );
  const { security } = tellTruth(of, '1.3-rev2', 'viewer');
  const told = security.incidents.filter(({ isOpen }) => isOpen).map(({ eventId }) => eventId);
  expect(open.length).toBeGreaterThan(0);
  expect(told.sort()).toEqual(open.map(({ id }) => id).sort());
});

it('tells when an attack began, and of licence and own backup what their answers say', () => {
  const { security } = tellTruth(attacked, '1.3-rev2', 'viewer');
  expect(security.attackStartedAt).toBe('2026-11-20T20:00:00.000Z');
  expect(tellTruth(estate, '1.3-rev2', 'viewer').security.attackStartedAt).toBeNull();
  const ask = askEstate(attacked);
  const licence = ask('/api/v1/license').json;
  expect(security.licence.usedInstances).toBe(licence.instanceLicenseSummary.usedInstancesNumber);
  const items = ask('/api/v1/securityAnalyzer/bestPractices').json.items;
  const violations = items.filter(({ status }: { status: string }) => status === 'Violation');
  expect(security.analyzer).toMatchObject({ checks: items.length, violations: violations.length });
});
