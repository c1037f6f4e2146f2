import { expect, it } from 'vitest';
import { askEstate, testEstate } from '../ask-estate.ts';

const estate = testEstate();

interface Task {
  readonly type: string;
  readonly name: string;
  readonly sessionId: string;
  readonly scanResult: string;
}

it('lists content-scan jobs since 1.3-rev1, with the state of their last session', () => {
  const query = 'typeFilter=SureBackupContentScan';
  for (const build of ['1.3-rev1', '1.3-rev2'] as const) {
    const ask = askEstate(estate, { build });
    const jobs = ask(`/api/v1/jobs?${query}`).json.data;
    const states = ask(`/api/v1/jobs/states?${query}`).json.data;
    expect(states.map(({ id }: { id: string }) => id)).toEqual(
      jobs.map(({ id }: { id: string }) => id),
    );
    expect(jobs[0].verificationOptions.malwareScanEnabled).toBe(true);
    expect(ask(`/api/v1/jobs/${jobs[0].id}`).json).toEqual(jobs[0]);
    const last = ask(`/api/v1/sessions/${states[0].sessionId}`).json;
    expect(last).toMatchObject({ jobId: jobs[0].id, sessionType: 'SureBackupContentScan' });
    expect(last.result.result).toBe(states[0].lastResult);
    const own = ask(`/api/v1/sessions?jobIdFilter=${jobs[0].id}`).json.data;
    expect(own.length).toBeGreaterThan(5);
    expect(own.every(({ jobId }: { jobId: string }) => jobId === jobs[0].id)).toBe(true);
  }
  const oldest = askEstate(estate, { build: '1.3-rev0' });
  expect(oldest(`/api/v1/jobs?${query}`).status).toBe(400);
  const names = oldest('/api/v1/jobs/states').json.data.map(({ name }: { name: string }) => name);
  expect(names.join()).not.toContain('Content Scan');
});

it('shows content scans under their older name to the first revision', () => {
  const ask = askEstate(estate);
  const named = (type: string, build: '1.3-rev0' | '1.3-rev2') =>
    ask(`/api/v1/sessions?typeFilter=${type}&limit=5000`, build).json.data.map(
      ({ id }: { id: string }) => id,
    );
  const scans = named('SureBackupContentScan', '1.3-rev2');
  expect(scans.length).toBeGreaterThan(5);
  expect(named('SureBackup', '1.3-rev0')).toEqual(expect.arrayContaining(scans));
  expect(named('SureBackup', '1.3-rev2')).not.toEqual(expect.arrayContaining(scans));
});

it('gives labs an overall result and no tasks, and a job of theirs that no list shows', () => {
  const ask = askEstate(estate);
  const { data } = ask('/api/v1/sessions?typeFilter=SureBackup&nameFilter=SureBackup Lab*').json;
  expect(data.length).toBeGreaterThan(5);
  for (const { id, jobId, result, platformName } of data.slice(0, 3)) {
    expect(ask(`/api/v1/sessions/${id}/taskSessions`).json.data).toEqual([]);
    expect(ask(`/api/v1/jobs/${jobId}`).status).toBe(404);
    expect(['Success', 'Warning', 'Failed']).toContain(result.result);
    expect(platformName).toBe('Test');
  }
});

it('filters antivirus tasks by what they scanned with and found', () => {
  const ask = askEstate(estate);
  const tasks = (query: string): Task[] =>
    ask(`/api/v1/taskSessions?typeFilter=Antivirus&limit=5000${query}`).json.data;
  const all = tasks('');
  expect(all.length).toBeGreaterThan(30);
  const clean = tasks('&scanResultFilter=Clean');
  expect(clean).toEqual(all.filter(({ scanResult }) => scanResult === 'Clean'));
  expect(clean.length).toBeLessThan(all.length);
  expect(tasks('&scanStateFilter=NotStarted')).toEqual([]);
  const engines = [...tasks('&scanTypeFilter=Yara'), ...tasks('&scanTypeFilter=Antivirus')];
  expect(engines).toHaveLength(all.length);
  expect(tasks('&resultFilter=Failed')).toEqual([]);
  expect(ask('/api/v1/taskSessions?scanResultFilter=NotScanned').status).toBe(400);
});

it('finds what is infected: scans after an attack end with Infected and a failed session', () => {
  const attacked = askEstate(testEstate({ scenario: 'ransomware' }));
  const query = 'typeFilter=Antivirus&scanResultFilter=Infected';
  const infected: Task[] = attacked(`/api/v1/taskSessions?${query}`).json.data;
  expect(infected.length).toBeGreaterThan(2);
  for (const { sessionId } of infected) {
    expect(attacked(`/api/v1/sessions/${sessionId}`).json.result.result).toBe('Failed');
  }
});

it('shows health checks of shares, a malware session that never ends, encryption analysis in rev2 only', () => {
  const ask = askEstate(testEstate({ jobs: 120 }));
  const of = (type: string) => ask(`/api/v1/sessions?typeFilter=${type}&limit=5000`).json.data;
  expect(of('FileBackupHealthCheck').length).toBeGreaterThan(3);
  expect(of('MalwareDetection')).toHaveLength(1);
  expect(of('EncryptionAnalysis').length).toBeGreaterThan(40);
  const older = ask('/api/v1/sessions?nameFilter=Encryption Analysis', '1.3-rev1').json.data;
  expect(older).toEqual([]);
});
