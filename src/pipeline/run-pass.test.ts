import { describe, expect, it } from 'vitest';
import { keptFinding } from '../../test/fixtures/in-memory-analysis-store.ts';
import type { ServerRows } from '../../test/fixtures/in-memory-estate.ts';
import { dailyServer, inMemoryPass, scriptedServer } from '../../test/fixtures/in-memory-pass.ts';
import { hoursAgo, sessionRow } from '../../test/fixtures/in-memory-rows.ts';
import { Fault, type FaultCode } from '../domain/errors.ts';
import { runPass } from './run-pass.ts';

function fault(code: FaultCode): Fault {
  return new Fault({ code, happened: `It met ${code}`, means: 'so it ends', next: 'look' });
}

/** A server whose named requests fail; `*` stands for every request after the connection. */
function failing(codes: Readonly<Record<string, FaultCode>>) {
  const script = dailyServer();
  script.onRequest = (name) => {
    const code = codes[name] ?? (name === 'connect' ? undefined : codes['*']);
    if (code) throw fault(code);
  };
  return script;
}

const everyFeature = ['capacity', 'efficiency', 'health', 'protection', 'recovery'] as const;

/** What was judged, by name. */
function featuresOf({ findings }: ServerRows): string[] {
  return [...new Set([...findings.values()].map(({ feature }) => feature))].sort();
}

describe('a pass', () => {
  it('collects, folds, judges each job and the estate, and closes with 0', async () => {
    const script = dailyServer();
    const { request, estate, risk } = inMemoryPass([scriptedServer('main', script)]);
    const report = await runPass(request);
    expect(report.exitCode).toBe(0);
    expect(script.openConnections).toBe(0);
    expect(report.servers[0]).toMatchObject({ entry: 'main', outcome: 'complete', problem: null });
    expect(report.servers[0]?.counts).toMatchObject({ 'sessions-new': 81, 'jobs-analysed': 2 });
    expect(estate.of(1).runs.get('job-1')).toHaveLength(41);
    expect(keptFinding(estate.of(1), 'job', 'job-1')).toMatchObject({ status: 'scored' });
    expect(keptFinding(estate.of(1), 'estate', '1')).toMatchObject({
      status: 'scored',
      subject: { name: 'scripted' },
    });
    expect(risk.kept).toEqual([report.pass]);
    expect(report.pass).toMatchObject({ status: 'complete', command: 'run', exitCode: 0 });
    expect(report.pass.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
  });

  it('judges only the jobs that changed when the rest is as before', async () => {
    const script = dailyServer();
    const { request, at } = inMemoryPass([scriptedServer('main', script)]);
    await runPass(request);
    at(hoursAgo(-1));
    script.now = hoursAgo(-1);
    script.sessions.push(sessionRow('new', { jobId: 'job-2', createdAt: hoursAgo(0.5) }));
    const { counts } = (await runPass(request)).pass;
    expect(counts).toMatchObject({ 'sessions-new': 1, 'jobs-folded': 1, 'jobs-analysed': 1 });
  });

  it('asks a known server in the revision of first contact and a new one in none', async () => {
    const main = scriptedServer('main', dailyServer());
    const settled: unknown[] = [];
    const connect: typeof main.connect = (signal, revision) => {
      settled.push(revision);
      return main.connect(signal, revision);
    };
    const { request, at } = inMemoryPass([{ ...main, connect }]);
    await runPass(request);
    at(hoursAgo(-1));
    await runPass(request);
    expect(settled).toEqual([null, '1.3-rev2']);
  });

  it('ends with 0 when the role does not show a source', async () => {
    const script = failing({ 'server-info': 'source-forbidden', jobs: 'source-unsupported' });
    const { request } = inMemoryPass([scriptedServer('main', script)]);
    const report = await runPass(request);
    expect(report.exitCode).toBe(0);
    expect(report.servers[0]?.sources[1]).toMatchObject({ availability: 'forbidden' });
  });

  it.each([
    ['a source fails', { jobs: 'server-answer-unreadable' }, 10, 'partial'],
    ['the server refuses the connection', { connect: 'server-unreachable' }, 20, 'unreachable'],
    ['a firewall answers', { connect: 'server-answer-unreadable' }, 20, 'unreachable'],
    ['every answer is unreadable', { '*': 'server-answer-unreadable' }, 20, 'unreachable'],
    ['the password is refused', { connect: 'credentials-refused' }, 40, 'refused'],
    ['the certificate is not trusted', { connect: 'server-trust-refused' }, 40, 'refused'],
    ['the server is too old', { connect: 'server-version-unsupported' }, 40, 'refused'],
    ['the account needs a second factor', { connect: 'multi-factor-required' }, 40, 'refused'],
  ] as const)('when %s gives its exit code', async (_what, codes, exitCode, outcome) => {
    const { request, risk } = inMemoryPass([scriptedServer('main', failing(codes))]);
    const report = await runPass(request);
    expect(report.exitCode).toBe(exitCode);
    expect(report.servers[0]?.outcome).toBe(outcome);
    expect(risk.kept[0]?.status).toBe(exitCode === 10 ? 'partial' : 'failed');
    if (exitCode > 10) expect(report.servers[0]?.problem?.sentence).toMatch(/^It met .*look\.$/);
  });

  it('ends with 40 when the account may see nothing but the clock', async () => {
    const script = failing({ '*': 'source-forbidden', 'server-time': 'source-unsupported' });
    const { request } = inMemoryPass([scriptedServer('main', script)]);
    const report = await runPass(request);
    expect(report.exitCode).toBe(40);
    expect(report.servers[0]?.problem?.sentence).toContain('Veeam Backup Viewer');
  });

  it('reads one server to its end while the other is down, and ends with 10', async () => {
    const down = failing({ connect: 'server-unreachable' });
    const { request, estate } = inMemoryPass([
      scriptedServer('down', down),
      scriptedServer('up', dailyServer()),
    ]);
    const report = await runPass(request);
    expect(report.exitCode).toBe(10);
    expect(report.servers.map(({ outcome }) => outcome)).toEqual(['unreachable', 'complete']);
    expect(estate.servers.map(({ entry }) => entry)).toEqual(['up']);
    expect(estate.of(1).sessions.size).toBe(81);
  });

  it('never lets a server that hangs delay another one', async () => {
    const hanging = dailyServer();
    const { promise: wait, resolve: release } = Promise.withResolvers<void>();
    hanging.onRequest = () => wait;
    const { request, estate } = inMemoryPass([
      scriptedServer('hanging', hanging),
      scriptedServer('up', dailyServer()),
    ]);
    const running = runPass(request);
    await expect.poll(() => keptFinding(estate.of(1), 'estate', '1')?.status).toBe('scored');
    expect(estate.servers.map(({ entry }) => entry)).toEqual(['up']);
    release();
    expect((await running).exitCode).toBe(0);
  });

  it('keeps two servers that use the same ids apart', async () => {
    const other = dailyServer();
    other.sessions = other.sessions.filter(({ jobId }) => jobId === 'job-2');
    const { request, estate } = inMemoryPass([
      scriptedServer('a', dailyServer()),
      scriptedServer('b', other),
    ]);
    await runPass(request);
    const [first, second] = estate.servers.map(({ id }) => estate.of(id).runs.get('job-1')?.length);
    expect([first, second].sort()).toEqual([41, undefined]);
  });

  it('leaves a server to the process that already reads it and ends with 0', async () => {
    const { request, estate } = inMemoryPass([scriptedServer('main', dailyServer())]);
    estate.locked.add(1);
    const report = await runPass(request);
    expect(report.exitCode).toBe(0);
    expect(report.servers[0]).toMatchObject({
      outcome: 'already-running',
      problem: { code: 'already-running' },
    });
    expect(estate.of(1).sessions.size).toBe(0);
  });

  it('does not even sign in to a known server while another pass is at it', async () => {
    const script = dailyServer();
    const { request, estate } = inMemoryPass([scriptedServer('main', script)]);
    await runPass(request);
    estate.locked.add(1);
    const asked: string[] = [];
    script.onRequest = (name) => {
      asked.push(name);
    };
    expect((await runPass(request)).servers[0]?.outcome).toBe('already-running');
    expect(asked).toEqual([]);
  });

  it('lowers the confidence of every finding when the server is not reached any more', async () => {
    const script = dailyServer();
    const { request, estate, at } = inMemoryPass([scriptedServer('main', script)]);
    const isDown = (name: string) => {
      if (name === 'connect') throw fault('server-unreachable');
    };
    const confidence = () => {
      const finding = keptFinding(estate.of(1), 'job', 'job-2');
      return finding?.status === 'scored' ? finding.confidence.value : 0;
    };
    await runPass(request);
    const fresh = confidence();
    script.onRequest = isDown;
    at(hoursAgo(-2));
    expect((await runPass(request)).exitCode).toBe(20);
    const blind = confidence();
    expect(blind).toBeGreaterThan(0);
    expect(blind).toBeLessThan(fresh);
    expect(estate.of(1).sourceStates.get('sessions')).toMatchObject({ availability: 'failed' });
    script.onRequest = () => {};
    at(hoursAgo(-3));
    await runPass(request);
    expect(confidence()).toBe(fresh);
    script.onRequest = isDown;
    at(hoursAgo(-100));
    await runPass(request);
    expect(keptFinding(estate.of(1), 'job', 'job-2')?.status).toBe('insufficient-data');
  });

  it('closes as failed and passes the error on when the database fails', async () => {
    const { request, risk } = inMemoryPass([
      scriptedServer('a', dailyServer()),
      scriptedServer('b', dailyServer()),
    ]);
    const collection = {
      ...request.collection,
      keepSessions: () => Promise.reject(fault('database-down')),
    };
    await expect(runPass({ ...request, collection })).rejects.toMatchObject({
      code: 'database-down',
    });
    expect(risk.kept[0]).toMatchObject({ status: 'failed', exitCode: 30 });
  });

  it('keeps what was collected when the analysis of a server fails', async () => {
    const { request, estate } = inMemoryPass([scriptedServer('main', dailyServer())]);
    const analysis = {
      ...request.analysis,
      repositoryReadings: () => Promise.reject(new TypeError('defect')),
    };
    const report = await runPass({ ...request, analysis });
    expect(report.exitCode).toBe(10);
    expect(report.servers[0]?.problem?.code).toBe('defect');
    expect(estate.of(1).sessions.size).toBe(81);
  });

  it('analyses what is kept without asking the server', async () => {
    const script = dailyServer();
    const { request, at } = inMemoryPass([scriptedServer('main', script)]);
    await runPass({ ...request, steps: ['collect'] });
    script.requests = [];
    at(hoursAgo(-2));
    const report = await runPass({ ...request, steps: ['analyse'] });
    expect(script.requests).toEqual([]);
    expect(report).toMatchObject({ exitCode: 0, servers: [{ outcome: 'analysed' }] });
    expect(report.pass.counts['jobs-analysed']).toBe(2);
  });

  it('asked for one analysis alone reads what that rests on, and leaves the others due', async () => {
    const script = dailyServer();
    const { request, estate } = inMemoryPass([scriptedServer('main', script)]);
    const alone = await runPass({ ...request, only: 'health' });
    const read = alone.servers[0]?.sources.map(({ source }) => source);
    const identity = ['job-states', 'server-info', 'server-time'];
    expect(read).toEqual([
      ...[...identity, 'jobs', 'repositories', 'repository-states'],
      ...['sessions', 'task-sessions', 'logs'],
    ]);
    expect(alone).toMatchObject({ exitCode: 0, servers: [{ outcome: 'complete' }] });
    expect(alone.pass.counts['jobs-analysed']).toBe(2);
    expect(featuresOf(estate.of(1))).toEqual(['health']);
    const all = await runPass(request);
    expect(all.servers[0]?.sources).toHaveLength(25);
    expect(featuresOf(estate.of(1))).toEqual(everyFeature);
  });

  it.each([
    ['capacity', ['collect', 'analyse'], 11, ['capacity']],
    ['recovery', ['analyse'], 0, ['protection', 'recovery']],
    ['risk', ['analyse'], 0, []],
    ['remediation', ['collect', 'analyse'], 25, everyFeature],
  ] as const)('asked for %s with %s', async (only, steps, sources, features) => {
    const { request, estate } = inMemoryPass([scriptedServer('main', dailyServer())]);
    if (sources === 0) await runPass({ ...request, steps: ['collect'] });
    const report = await runPass({ ...request, only, steps });
    expect(report.servers[0]?.sources).toHaveLength(sources);
    expect(featuresOf(estate.of(1))).toEqual(features);
  });

  it.each([
    ['settings-invalid', ['collect']],
    ['not-found', ['analyse']],
  ] as const)('is never green over no server: %s', async (code, steps) => {
    const { request, risk } = inMemoryPass([]);
    await expect(runPass({ ...request, steps })).rejects.toMatchObject({ code });
    expect(risk.kept[0]).toMatchObject({ status: 'failed', exitCode: 40 });
  });
});
