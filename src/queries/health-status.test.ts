import { describe, expect, it } from 'vitest';
import { createAnswerStore, type KeptServer } from '../../test/fixtures/answer-store.ts';
import { type PlantedJob, plantServer, sourcesReadAt } from '../../test/fixtures/planted-server.ts';
import type { HealthAnswer } from '../domain/any-health-answer.ts';
import type { HealthRequest } from './health-request.ts';
import { healthStatus } from './health-status.ts';

const asOf = new Date('2026-11-23T06:00:00Z');
const twoHoursAgo = new Date('2026-11-23T04:00:00Z');
const threeDaysAgo = new Date('2026-11-20T04:00:00Z');

const sql: PlantedJob = {
  name: 'SQL Nightly',
  score: 41,
  runs: [
    {
      hoursAgo: 5,
      outcome: 'failed',
      attempts: 3,
      message: 'Failed',
      lines: ['VSS error', 'b', 'c'],
    },
    { hoursAgo: 29, outcome: 'failed', attempts: 3 },
    { hoursAgo: 53, outcome: 'success' },
  ],
};
const files: PlantedJob = {
  name: 'Files',
  score: 97,
  runs: [{ hoursAgo: 6, outcome: 'warning', attempts: 2, firstAttempt: 'failed' }],
};
const mail: PlantedJob = { name: 'Mail', score: 99, runs: [{ hoursAgo: 6, outcome: 'success' }] };

describe('the estate', () => {
  it('shows the failed runs since last night with their attempts, evidence and how long they have been failing', async () => {
    const answer = await estate([plant([sql, files])]);
    expect(answer.failedRuns.total).toBe(1);
    const [run] = answer.failedRuns.rows;
    expect(run).toMatchObject({ jobName: 'SQL Nightly', attempts: 3, message: 'Failed' });
    expect(run?.evidence.map((line) => line.text)).toEqual(['VSS error', 'b']);
    expect(run?.evidence[0]).toMatchObject({ recordId: 1, taskName: 'SQL Nightly workload' });
    expect(run?.record?.streak).toEqual({
      outcome: 'failed',
      runs: 2,
      since: new Date('2026-11-21T23:00:00Z'),
    });
    expect(answer).toMatchObject({ verdict: 'attention', since: new Date('2026-11-22T06:00:00Z') });
  });

  it('counts what a retry healed apart from what failed', async () => {
    const answer = await estate([plant([sql, files])]);
    expect(answer.healedRuns.map((run) => run.jobName)).toEqual(['Files']);
    expect(answer.servers[0]).toMatchObject({
      recent: { runs: 2, failed: 1, warning: 1, success: 0, other: 0 },
      healedRuns: { count: 1, isAtLeast: false },
    });
  });

  it('looks back as far as it is asked to', async () => {
    expect((await estate([plant([sql])], { since: '3d' })).failedRuns.total).toBe(2);
    expect((await estate([plant([sql])], { since: '2026-11-21' })).failedRuns.total).toBe(2);
    expect((await estate([plant([sql])], { since: '1h' })).failedRuns.total).toBe(0);
  });

  it('is healthy only when fresh data shows nothing to act on', async () => {
    expect((await estate([plant([mail], 95)])).verdict).toBe('healthy');
    expect((await estate([plant([mail], 72)])).verdict).toBe('attention');
    expect((await estate([plant([mail], null)])).verdict).toBe('unknown');
  });

  it('is never healthy on stale data, however well it looks', async () => {
    const answer = await estate([plant([mail], 100, threeDaysAgo)]);
    expect(answer.verdict).toBe('unknown');
    expect(answer.servers[0]?.freshness).toMatchObject({ state: 'stale', ageMinutes: 74 * 60 });
  });

  it('calls collected data stale when its analysis is', async () => {
    const kept = plant([mail], 100, threeDaysAgo);
    const collected = { ...kept, sources: sourcesReadAt(twoHoursAgo) };
    expect((await estate([collected])).servers[0]?.freshness.state).toBe('stale');
  });

  it('is unknown while the sessions are not visible, and names the source', async () => {
    const kept: KeptServer = {
      ...plant([mail], 100),
      sources: [
        {
          source: 'sessions',
          availability: 'failed',
          checkedAt: asOf,
          lastAvailableAt: twoHoursAgo,
          reason: 'HTTP 500 on every try',
          rowsSeen: 0,
          rowsRejected: 0,
        },
      ],
    };
    const answer = await estate([kept]);
    expect(answer.verdict).toBe('unknown');
    expect(answer.servers[0]?.blindSpots).toEqual([
      {
        source: 'sessions',
        availability: 'failed',
        reason: 'HTTP 500 on every try',
        lastAvailableAt: twoHoursAgo,
      },
    ]);
  });

  it('names what was read in part after what failed and before what the role hides', async () => {
    const state = { checkedAt: asOf, lastAvailableAt: asOf, rowsSeen: 1, rowsRejected: 0 };
    const kept = {
      ...plant([mail], 100),
      sources: [
        { ...state, source: 'licence', availability: 'forbidden', reason: 'role' },
        { ...state, source: 'sessions', availability: 'available', reason: '3 sessions are gone.' },
        { ...state, source: 'jobs', availability: 'failed', reason: 'HTTP 500' },
        { ...state, source: 'logs', availability: 'available', reason: 'Logs pending: 7' },
        { ...state, source: 'proxies', availability: 'available', reason: null },
      ] as const,
    };
    const [server] = (await estate([kept])).servers;
    expect(server?.blindSpots.map(({ source, reason }) => [source, reason])).toEqual([
      ['jobs', 'HTTP 500'],
      ['sessions', '3 sessions are gone.'],
      ['licence', 'role'],
    ]);
  });

  it('pages through all failed runs without a gap or a repetition, however the pages are cut', async () => {
    const jobs = Array.from({ length: 23 }, (_, index) => ({
      name: `Job ${index}`,
      score: 10,
      runs: [{ hoursAgo: 1 + index / 2, outcome: 'failed' as const }],
    }));
    const kept = [plant(jobs.slice(0, 12)), plant(jobs.slice(12), 50, twoHoursAgo, 2)];
    const seen: Array<string | null> = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null && page < 20; page += 1) {
      const answer = await estate(kept, cursor === '' ? { limit: 5 } : { limit: 5, cursor });
      const shown = answer.failedRuns.rows.slice(0, 3);
      seen.push(...shown.map((run) => run.jobName));
      cursor = answer.failedRuns.cursorAfter(shown.length);
    }
    expect(seen.toSorted()).toEqual(jobs.map((job) => job.name).toSorted());
  });

  it('refuses a cursor that was changed or belongs to another question', async () => {
    const jobs = [sql, { ...sql, name: 'Other' }];
    const first = await estate([plant(jobs)], { limit: 1 });
    const cursor = first.failedRuns.cursorAfter(1) ?? '';
    const deeper = cursor.replace(/^1/, '2');
    const changed = [`${cursor}x`, deeper, 'e30', ''].map((wrong) => ({ cursor: wrong }));
    for (const request of [...changed, { cursor, since: '3d' }]) {
      await expect(ask([plant(jobs)], request)).rejects.toMatchObject({ code: 'input-invalid' });
    }
  });

  it('answers for one server when it is named by entry, address or id, and knows no other', async () => {
    const kept = [plant([sql]), plant([mail], 99, twoHoursAgo, 2)];
    for (const server of ['VBR-2', 'vbr-2.example:9419', '2']) {
      const answer = await estate(kept, { server });
      expect(answer.servers.map((one) => one.entry)).toEqual(['vbr-2']);
      expect(answer.failedRuns.total).toBe(0);
    }
    await expect(ask(kept, { server: 'vbr-9' })).rejects.toThrow(/vbr-1, vbr-2/);
  });
});

describe('no data', () => {
  it('is insufficient, never green, and says what to do', async () => {
    const kept = plant([], null);
    const nothing = { ...kept, findings: [], sources: [] };
    for (const servers of [[], [nothing]]) {
      const answer = await ask(servers, {});
      expect(answer).toMatchObject({
        kind: 'insufficient-data',
        next: expect.stringMatching(/run/),
      });
    }
  });

  it('is said of workloads while no protection was analysed', async () => {
    const answer = await ask([plant([sql])], { scope: 'workload' });
    expect(answer).toMatchObject({ kind: 'insufficient-data', reason: 'not analysed yet' });
  });
});

describe('one job', () => {
  it('is found by name or id without case and shows its runs, newest first', async () => {
    const kept = [plant([sql, files])];
    for (const job of ['sql nightly', '00000001-0000-4000-8000-000000000000']) {
      const answer = await ask(kept, { job });
      if (answer.kind !== 'job') throw new Error(`answered ${answer.kind}`);
      expect(answer.job.record).toMatchObject({ counts: { failed: 2, success: 1 } });
      expect(answer.runs.rows.map((run) => run.outcome)).toEqual(['failed', 'failed', 'success']);
    }
  });

  it('that is unknown is refused with the names it may have meant', async () => {
    await expect(ask([plant([sql])], { job: 'sql nigthly' })).rejects.toThrow(/"SQL Nightly"/);
  });

  it('that several servers have is refused until a server is named', async () => {
    const kept = [plant([sql]), plant([sql], 50, twoHoursAgo, 2)];
    await expect(ask(kept, { job: 'SQL Nightly' })).rejects.toThrow(/vbr-1 .*vbr-2/);
    expect((await ask(kept, { job: 'SQL Nightly', server: 'vbr-2' })).kind).toBe('job');
  });

  it('without enough data has a reason and no score', async () => {
    const answer = await ask([plant([{ ...mail, score: null }])], { job: 'Mail' });
    if (answer.kind !== 'job') throw new Error(`answered ${answer.kind}`);
    expect(answer.job.judgement).toEqual({
      scored: null,
      reason: expect.stringContaining('not enough'),
    });
  });
});

describe('the list of jobs', () => {
  it('begins with the lowest score', async () => {
    const answer = await ask([plant([mail, sql, files])], { scope: 'job' });
    if (answer.kind !== 'jobs') throw new Error(`answered ${answer.kind}`);
    expect(answer.jobs.rows.map((job) => job.name)).toEqual(['SQL Nightly', 'Files', 'Mail']);
  });
});

function plant(
  jobs: readonly PlantedJob[],
  score: number | null = 60,
  dataAt = twoHoursAgo,
  id = 1,
): KeptServer {
  return plantServer({ id, entry: `vbr-${id}`, dataAt, score, jobs });
}

function ask(kept: readonly KeptServer[], request: HealthRequest): Promise<HealthAnswer> {
  return healthStatus({ answers: createAnswerStore(kept), asOf, simulated: false }, request);
}

async function estate(kept: readonly KeptServer[], request: HealthRequest = {}) {
  const answer = await ask(kept, request);
  if (answer.kind !== 'estate') throw new Error(`answered ${answer.kind}`);
  return answer;
}
