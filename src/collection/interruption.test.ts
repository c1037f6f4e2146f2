import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testCollectionSettings } from '../../test/fixtures/in-memory-collection-settings.ts';
import { createInMemoryCollectionStore } from '../../test/fixtures/in-memory-collection-store.ts';
import { createInMemoryEstate, type ServerRows } from '../../test/fixtures/in-memory-estate.ts';
import { createKiller, type Killer } from '../../test/fixtures/in-memory-interruption.ts';
import { createInMemoryJournal } from '../../test/fixtures/in-memory-journal.ts';
import {
  backupFileRow,
  backupRow,
  definitionRow,
  failedTask,
  hoursAgo,
  jobRow,
  logLine,
  repositoryStateRow,
  restorePointRow,
  runningSession,
  sessionRow,
} from '../../test/fixtures/in-memory-rows.ts';
import { emptyScript, type ServerScript } from '../../test/fixtures/in-memory-server-script.ts';
import { createScriptedSource } from '../../test/fixtures/in-memory-vbr-source.ts';
import { collectServer } from './collect-server.ts';

const passHours = 30;
const immortal = createKiller(Number.POSITIVE_INFINITY);

/** One session: hours before the last pass at which it began, hours it ran, and whether it failed. */
interface Planted {
  readonly began: number;
  readonly ran: number;
  readonly failed: boolean;
}

const planted = fc.array(
  fc.record({
    began: fc.integer({ min: 1, max: 200 }),
    ran: fc.integer({ min: 1, max: 120 }),
    failed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 },
);

const retainedHours = 100;

/** The server as it stood so many hours before the last pass: what began later is not there, what ended later runs. */
function serverAt(hoursBefore: number, rows: readonly Planted[]) {
  const script = emptyScript(hoursAgo(hoursBefore));
  script.jobStates = [jobRow('job-1')];
  script.jobDefinitions = [definitionRow('job-1')];
  script.repositoryStates = [repositoryStateRow('r1')];
  script.lists.backups.push(backupRow('b0'), backupRow('b1'));
  script.backupFiles.set('b0', []).set('b1', []);
  for (const [n, row] of rows.entries()) {
    if (row.began > hoursBefore) addSession(script, n, row, row.began - row.ran >= hoursBefore);
    // What a good session made is retained for a while.
    const madeAt = row.began - row.ran;
    const isRetained = madeAt >= hoursBefore && madeAt < hoursBefore + retainedHours;
    if (isRetained && !row.failed) addPoint(script, n, hoursAgo(madeAt));
  }
  return script;
}

function addSession(script: ServerScript, n: number, planted: Planted, hasEnded: boolean) {
  const { began, ran, failed } = planted;
  const createdAt = hoursAgo(began);
  const result = failed ? 'Failed' : 'Success';
  const ended = { createdAt, endedAt: hoursAgo(began - ran), result };
  const working = { state: 'Working', result: 'None', endedAt: null };
  script.sessions.push(hasEnded ? sessionRow(`s${n}`, ended) : runningSession(`s${n}`, createdAt));
  for (const part of ['a', 'b']) {
    const task = failedTask(`t${n}${part}`, `s${n}`, createdAt, hasEnded ? { result } : working);
    script.tasks.push(task);
    script.logs.set(task.id, [logLine(n)]);
  }
  script.logs.set(`s${n}`, [logLine(n)]);
}

function addPoint(script: ServerScript, n: number, createdAt: Date) {
  const point = restorePointRow(`p${n}`, `b${n % 2}`, createdAt);
  script.restorePoints.push(point);
  script.backupFiles.get(point.backupId)?.push(backupFileRow(point));
}

function setUp(rows: readonly Planted[]) {
  const estate = createInMemoryEstate();
  const store = createInMemoryCollectionStore(estate);
  const pass = async (hoursBefore: number, killer: Killer) => {
    const script = serverAt(hoursBefore, rows);
    script.onRequest = killer.pass;
    await collectServer({
      source: createScriptedSource(script),
      store: killer.wrap(store),
      vbrServerId: 1,
      passId: 'pass',
      asOf: script.now,
      clock: { now: () => script.now },
      journal: createInMemoryJournal(),
      settings: testCollectionSettings,
      progress: () => {},
      signal: new AbortController().signal,
    });
  };
  return { kept: estate.of(1), pass };
}

function facts(kept: ServerRows) {
  const { sessions, tasks, jobs, definitions, samples, logs, listed, cursors } = kept;
  const { restorePoints, backupFiles, backupsToRead } = kept;
  return JSON.stringify(
    [
      ...[sessions, tasks, jobs, definitions, samples, logs, listed, cursors],
      ...[restorePoints, backupFiles, backupsToRead],
    ].map((rows) => [...rows.entries()].sort(([a], [b]) => a.localeCompare(b))),
  );
}

describe('a collection that is killed', () => {
  it('leaves, after the next one, what an uninterrupted one leaves', async () => {
    let killed = 0;
    const kill = fc.integer({ min: 0, max: 999 });
    const property = fc.asyncProperty(
      planted,
      fc.array(kill, { maxLength: 3 }),
      async (rows, kills) => {
        const clean = setUp(rows);
        const interrupted = setUp(rows);
        for (const hoursBefore of [2 * passHours, passHours, 0]) {
          const counting = createKiller(Number.POSITIVE_INFINITY);
          await clean.pass(hoursBefore, counting);
          for (const share of kills) {
            const killer = createKiller(Math.floor((share * counting.moments()) / 1000));
            await interrupted.pass(hoursBefore, killer).catch((error: unknown) => {
              expect(String(error)).toContain('killed');
              killed += 1;
            });
          }
          await interrupted.pass(hoursBefore, immortal);
          expect(facts(interrupted.kept)).toBe(facts(clean.kept));
        }
      },
    );
    await fc.assert(property, { numRuns: 250 });
    expect(killed).toBeGreaterThan(100);
  });

  it('misses nothing over three passes of what the server held', async () => {
    const property = fc.asyncProperty(planted, async (rows) => {
      const { kept, pass } = setUp(rows);
      for (const hoursBefore of [2 * passHours, passHours, 0]) await pass(hoursBefore, immortal);
      const truth = serverAt(0, rows);
      expect([...kept.sessions.values()].sort(byId)).toEqual([...truth.sessions].sort(byId));
      expect([...kept.tasks.values()].sort(byId)).toEqual([...truth.tasks].sort(byId));
      const present = [...kept.restorePoints.values()].filter(({ goneAt }) => goneAt === null);
      const ids = new Set(present.map(({ id }) => id));
      expect(truth.restorePoints.filter(({ id }) => !ids.has(id))).toEqual([]);
      expect(kept.backupsToRead.size).toBe(0);
    });
    await fc.assert(property, { numRuns: 150 });
  });
});

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id.localeCompare(b.id);
}
