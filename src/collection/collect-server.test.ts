import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { testCollectionSettings } from '../../test/fixtures/in-memory-collection-settings.ts';
import { createInMemoryCollectionStore } from '../../test/fixtures/in-memory-collection-store.ts';
import { createInMemoryEstate } from '../../test/fixtures/in-memory-estate.ts';
import { createInMemoryJournal } from '../../test/fixtures/in-memory-journal.ts';
import {
  backupFileRow,
  backupRow,
  failedTask,
  hoursAgo,
  jobRow,
  logLine,
  repositoryStateRow,
  restorePointRow,
  sessionRow,
  testNow,
} from '../../test/fixtures/in-memory-rows.ts';
import { emptyScript, type ServerScript } from '../../test/fixtures/in-memory-server-script.ts';
import { createScriptedSource } from '../../test/fixtures/in-memory-vbr-source.ts';
import { Fault, type FaultCode } from '../domain/errors.ts';
import type { SourceName } from '../domain/source-state.ts';
import { collectServer } from './collect-server.ts';
import type { CollectionRequest, Source } from './source.ts';
import { sources } from './sources/index.ts';

function fault(code: FaultCode): Fault {
  return new Fault({ code, happened: `It met ${code}`, means: 'so it ends', next: 'look' });
}

function setUp(part: Partial<CollectionRequest> = {}) {
  const script = emptyScript(testNow);
  const estate = createInMemoryEstate();
  const journal = createInMemoryJournal();
  const request: CollectionRequest = {
    source: createScriptedSource(script),
    store: createInMemoryCollectionStore(estate),
    vbrServerId: 1,
    passId: 'pass-1',
    asOf: testNow,
    clock: { now: () => testNow },
    journal,
    settings: testCollectionSettings,
    progress: () => {},
    signal: new AbortController().signal,
    ...part,
  };
  return { script, estate, journal, request, kept: estate.of(1) };
}

function fillEstate(script: ServerScript) {
  script.sessions = Array.from({ length: 7 }, (_, n) =>
    sessionRow(`s${n}`, {
      createdAt: hoursAgo(70 - n * 10),
      result: n === 3 ? 'Failed' : 'Success',
    }),
  );
  script.tasks = [failedTask('t3', 's3', hoursAgo(40))];
  script.jobStates = [jobRow('job-1'), jobRow('job-2')];
  script.repositoryStates = [repositoryStateRow('r1')];
  const point = restorePointRow('p1', 'b1', hoursAgo(40));
  script.restorePoints = [point];
  script.lists.backups.push(backupRow('b1'));
  script.backupFiles.set('b1', [backupFileRow(point)]);
  const mounted = { sessionType: 'InstantRecovery', jobId: null, endedAt: null, state: 'Working' };
  script.sessions.push(sessionRow('s7', { createdAt: hoursAgo(0.5), ...mounted }));
  script.logs.set('s3', [logLine(1)]).set('t3', [logLine(1), logLine(2)]);
}

/** How the requests of a source begin. */
function requestsOf(name: SourceName): readonly string[] {
  return [name === 'logs' ? 'log ' : name];
}

/** What has nothing to ask for, or cannot know it, without another source. */
function restsOn(name: SourceName): readonly SourceName[] {
  return name === 'backups' ? ['backup-files'] : [];
}

function failOn(script: ServerScript, codes: Readonly<Record<string, FaultCode>>) {
  script.onRequest = (name) => {
    const code = codes[name];
    if (code) throw fault(code);
  };
}

describe('collecting a server', () => {
  it('keeps everything and reports what it did', async () => {
    const { script, request, kept } = setUp();
    fillEstate(script);
    const report = await collectServer(request);
    expect(report.sources.map((each) => [each.source, each.availability])).toEqual(
      sources.map((each) => [each.name, 'available']),
    );
    expect(report.counts).toMatchObject({
      'sessions-new': 8,
      'tasks-new': 1,
      'jobs-new': 2,
      'logs-read': 2,
      'logs-pending': 0,
      'log-requests': 2,
      'rows-rejected': 0,
    });
    expect([...kept.sessions.keys()]).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7']);
    expect(kept.logs.get('t3')).toHaveLength(2);
    expect(kept.clock?.zone).toBe('UTC');
  });

  it('reads the configuration, what ran and what lies in the repositories side by side, and tells all in order', async () => {
    const { script, request } = setUp();
    fillEstate(script);
    const asked: string[] = [];
    const othersAreAsked = Promise.withResolvers<void>();
    script.onRequest = (name) => {
      asked.push(name);
      if (asked.includes('backups') && asked.includes('jobs')) othersAreAsked.resolve();
      return name === 'sessions' ? othersAreAsked.promise : undefined;
    };
    const report = await collectServer(request);
    expect(asked).toEqual(expect.arrayContaining(['jobs', 'sessions', 'backups']));
    expect(report.sources.map(({ source }) => source)).toEqual(sources.map(({ name }) => name));
  });

  it('begins no other source once keeping has failed, beside it either', async () => {
    const { script, request } = setUp();
    fillEstate(script);
    const asked: string[] = [];
    const store: CollectionRequest['store'] = {
      ...request.store,
      keepSessions: () => Promise.reject(fault('database-down')),
    };
    script.onRequest = (name) => {
      asked.push(name);
      // Long enough for the failure beside it.
      return name === 'backups' ? wait(20) : undefined;
    };
    await expect(collectServer({ ...request, store })).rejects.toMatchObject({
      code: 'database-down',
    });
    expect(asked).toContain('backups');
    expect(asked).not.toContain('backup-objects');
  });

  it('changes nothing when it is repeated', async () => {
    const { script, request } = setUp();
    fillEstate(script);
    await collectServer(request);
    const { counts } = await collectServer(request);
    expect(counts).toMatchObject({ 'sessions-new': 0, 'sessions-changed': 0, 'log-requests': 0 });
  });

  it.each(sources.map((source) => source.name))(
    'reads the other sources when %s is refused',
    async (name) => {
      const { script, request, kept } = setUp();
      fillEstate(script);
      script.onRequest = (asked) => {
        if (requestsOf(name).some((part) => asked.startsWith(part)))
          throw fault('source-forbidden');
      };
      const report = await collectServer(request);
      const others = report.sources.filter(
        (each) => each.source !== name && !restsOn(name).includes(each.source),
      );
      expect(others.map((each) => each.availability)).not.toContain('failed');
      expect(others.map((each) => each.availability)).not.toContain('forbidden');
      expect(kept.sourceStates.get(name)).toMatchObject({
        availability: 'forbidden',
        reason: 'not visible with this role',
      });
      expect(report.endedBy).toBeNull();
    },
  );

  it('takes a refused list of jobs for unknown, not for no jobs', async () => {
    const { script, request, kept } = setUp();
    fillEstate(script);
    await collectServer(request);
    failOn(script, { 'job-states': 'source-forbidden', 'repository-states': 'source-forbidden' });
    await collectServer({ ...request, asOf: hoursAgo(-24) });
    expect([...kept.jobs.values()].map((job) => job.isListed)).toEqual([true, true]);
    expect(kept.samples.size).toBe(1);
    expect(kept.sourceStates.get('job-states')).toMatchObject({
      availability: 'forbidden',
      lastAvailableAt: testNow,
    });
  });

  it('goes on after a source that fails in an unforeseen way, and keeps its words from people', async () => {
    const { script, request, journal } = setUp();
    fillEstate(script);
    const throwing: Source = {
      name: 'jobs',
      collect: () => Promise.reject(new TypeError('secret of the cellar')),
    };
    const planted = sources.map((source) => (source.name === 'jobs' ? throwing : source));
    const report = await collectServer(request, [[planted]]);
    expect(report.sources.filter((each) => each.availability === 'failed')).toHaveLength(1);
    const reason = report.sources.find((each) => each.source === 'jobs')?.reason;
    expect(reason).toContain('the journal holds what it was');
    expect(reason).not.toContain('cellar');
    expect(journal.entries.find((each) => each.kind === 'error')?.message).toContain('cellar');
    expect(report.counts['sessions-new']).toBe(8);
  });

  it('does not ask an unreachable server for the later sources', async () => {
    const { script, request, kept } = setUp();
    fillEstate(script);
    let isDown = false;
    script.onRequest = (name) => {
      isDown ||= name === 'licence';
      if (isDown) throw fault('server-unreachable');
    };
    const report = await collectServer(request);
    const down = script.requests.slice(script.requests.indexOf('licence'));
    expect(down).toEqual(['licence', 'server-time']);
    const first = report.sources.findIndex((each) => each.source === 'licence');
    const later = report.sources.slice(first).map((each) => each.availability);
    expect(new Set(later)).toEqual(new Set(['failed']));
    expect(later.length).toBeGreaterThan(10);
    expect(kept.sourceStates.get('logs')?.reason).toContain('server-unreachable');
    expect(report.counts['jobs-new']).toBe(2);
  });

  it('ends what is read beside a source that finds the server unreachable', async () => {
    const { script, request } = setUp();
    fillEstate(script);
    let isDown = false;
    script.onRequest = (name) => {
      isDown ||= name === 'sessions';
      if (isDown) throw fault('server-unreachable');
    };
    const report = await collectServer(request);
    const states = new Map(report.sources.map((each) => [each.source, each.availability]));
    for (const source of ['managed-servers', 'logs', 'backup-files', 'analyzer-run'] as const) {
      expect(states.get(source)).toBe('failed');
      expect(script.requests).not.toContain(source);
    }
    expect(states.get('job-states')).toBe('available');
  });

  it('asks a server that says nothing understandable three times and no more', async () => {
    const { script, request } = setUp();
    script.onRequest = () => {
      throw fault('server-answer-unreadable');
    };
    const report = await collectServer(request);
    expect(script.requests).toHaveLength(3);
    expect(report.endedBy).toMatchObject({ code: 'server-answer-unreadable' });
  });

  it('reads on after unreadable answers when the server was understood before', async () => {
    const { script, request } = setUp();
    fillEstate(script);
    script.onRequest = (name) => {
      if (name !== 'job-states' && name !== 'sessions') throw fault('server-answer-unreadable');
    };
    const report = await collectServer(request);
    expect(report.endedBy).toBeNull();
    expect(report.counts['sessions-new']).toBe(8);
  });

  it('reads on when one source does not answer and the server does', async () => {
    const { script, request } = setUp();
    fillEstate(script);
    failOn(script, { jobs: 'server-unreachable' });
    const report = await collectServer(request);
    expect(report.endedBy).toBeNull();
    expect(report.counts['sessions-new']).toBe(8);
  });

  it.each(['credentials-refused', 'account-locked', 'server-trust-refused'] as const)(
    'asks nothing more after %s',
    async (code) => {
      const { script, request } = setUp();
      failOn(script, { 'job-states': code });
      const report = await collectServer(request);
      expect(script.requests).toEqual(['job-states']);
      expect(report.endedBy).toMatchObject({ code });
    },
  );

  it('lets a database that is down end the collection', async () => {
    const { script, request } = setUp();
    fillEstate(script);
    const store = {
      ...request.store,
      keepSessions: () => Promise.reject(fault('database-down')),
    };
    await expect(collectServer({ ...request, store })).rejects.toMatchObject({
      code: 'database-down',
    });
  });

  it('stops between two pages when the signal is given', async () => {
    const controller = new AbortController();
    const { script, request, kept } = setUp({ signal: controller.signal });
    fillEstate(script);
    script.onRequest = () => {
      if (script.requests.filter((name) => name === 'sessions').length === 2) controller.abort();
    };
    await expect(collectServer(request)).rejects.toMatchObject({ name: 'AbortError' });
    expect(kept.sessions.size).toBeLessThan(8);
    expect(kept.sourceStates.has('task-sessions')).toBe(false);
  });

  it('counts rows that could not be read and says why', async () => {
    const { script, request } = setUp();
    fillEstate(script);
    script.rejected.set('sessions', [{ id: null, reason: 'creationTime is missing' }]);
    const report = await collectServer(request);
    expect(report.counts['rows-rejected']).toBe(1);
    expect(report.sources.find((each) => each.source === 'sessions')).toMatchObject({
      availability: 'available',
      rowsSeen: 8,
      rowsRejected: 1,
      reason: 'The first row that could not be read: creationTime is missing.',
    });
  });

  it('never mixes two servers that use the same ids', async () => {
    const { script, request, estate } = setUp();
    fillEstate(script);
    const other = emptyScript(testNow);
    other.sessions = [sessionRow('s0', { createdAt: hoursAgo(5), name: 'of the other' })];
    await Promise.all([
      collectServer(request),
      collectServer({ ...request, vbrServerId: 2, source: createScriptedSource(other) }),
    ]);
    expect(estate.of(1).sessions.size).toBe(8);
    expect([...estate.of(2).sessions.values()].map((row) => row.name)).toEqual(['of the other']);
    expect(estate.of(1).sessions.get('s0')?.name).not.toBe('of the other');
  });

  it('marks jobs that are gone, but not by a list with an unreadable row', async () => {
    const { script, request, kept } = setUp();
    fillEstate(script);
    await collectServer(request);
    script.jobStates = [jobRow('job-1')];
    const unreadable = { ...request.source };
    const rows = [jobRow('job-1')];
    unreadable.jobStates = async function* () {
      yield { rows, rejected: [{ id: 'job-2', reason: 'no name' }] };
    };
    await collectServer({ ...request, source: unreadable });
    expect(kept.jobs.get('job-2')?.isListed).toBe(true);
    await collectServer(request);
    expect(kept.jobs.get('job-2')?.isListed).toBe(false);
  });
});
