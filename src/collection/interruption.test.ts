import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInMemoryCollectionStore } from '../../test/fixtures/in-memory-collection-store.ts';
import { createInMemoryEstate, type ServerRows } from '../../test/fixtures/in-memory-estate.ts';
import { createKiller, type Killer } from '../../test/fixtures/in-memory-interruption.ts';
import { createInMemoryJournal } from '../../test/fixtures/in-memory-journal.ts';
import {
  failedTask,
  hoursAgo,
  jobRow,
  logLine,
  repositoryStateRow,
  runningSession,
  sessionRow,
} from '../../test/fixtures/in-memory-rows.ts';
import { createScriptedSource, emptyScript } from '../../test/fixtures/in-memory-vbr-source.ts';
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

/** The server as it stood so many hours before the last pass: what began later is not there, what ended later runs. */
function serverAt(hoursBefore: number, rows: readonly Planted[]) {
  const script = emptyScript(hoursAgo(hoursBefore));
  script.jobStates = [jobRow('job-1')];
  script.repositoryStates = [repositoryStateRow('r1')];
  for (const [n, { began, ran, failed }] of rows.entries()) {
    if (began <= hoursBefore) continue;
    const createdAt = hoursAgo(began);
    const hasEnded = began - ran >= hoursBefore;
    const result = failed ? 'Failed' : 'Success';
    const ended = { createdAt, endedAt: hoursAgo(began - ran), result };
    script.sessions.push(
      hasEnded ? sessionRow(`s${n}`, ended) : runningSession(`s${n}`, createdAt),
    );
    if (hasEnded && failed) script.tasks.push(failedTask(`t${n}`, `s${n}`, createdAt));
    script.logs.set(`s${n}`, [logLine(n)]).set(`t${n}`, [logLine(n)]);
  }
  return script;
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
      settings: { overlapHours: 24, historyDays: 91, logsPerPass: 300 },
      progress: () => {},
      signal: new AbortController().signal,
    });
  };
  return { kept: estate.of(1), pass };
}

function facts({ sessions, tasks, jobs, samples, logs, cursors }: ServerRows) {
  return JSON.stringify(
    [sessions, tasks, jobs, samples, logs, cursors].map((rows) =>
      [...rows.entries()].sort(([a], [b]) => a.localeCompare(b)),
    ),
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
    });
    await fc.assert(property, { numRuns: 150 });
  });
});

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id.localeCompare(b.id);
}
