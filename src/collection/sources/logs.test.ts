import { describe, expect, it } from 'vitest';
import { scriptedCollection } from '../../../test/fixtures/in-memory-collection.ts';
import { hoursAgo, logLine, sessionRow } from '../../../test/fixtures/in-memory-rows.ts';
import { Fault, type FaultCode } from '../../domain/errors.ts';

/** Ten failed sessions, s0 the newest, each with a log; three logs a pass if nothing else is said. */
function setUp(logsPerPass = 3) {
  const { script, kept, passAfter } = scriptedCollection({ logsPerPass });
  const numbers = Array.from({ length: 10 }, (_, n) => n);
  script.sessions = numbers.map((n) =>
    sessionRow(`s${n}`, { createdAt: hoursAgo(n + 1), result: 'Failed' }),
  );
  for (const n of numbers) script.logs.set(`s${n}`, [logLine(n)]);
  const logRequests = () => script.requests.filter((name) => name.startsWith('log '));
  return { script, kept, pass: () => passAfter(0), logRequests };
}

function failOn(request: string, code: FaultCode) {
  return (name: string) => {
    if (name !== request) return;
    throw new Fault({ code, happened: 'It failed', means: 'it is not known', next: 'repeat' });
  };
}

describe('reading logs', () => {
  it('reads the newest first, a limited number a pass, and works the backlog off', async () => {
    const { script, kept, pass, logRequests } = setUp();
    const first = await pass();
    expect(logRequests()).toEqual(['log s0', 'log s1', 'log s2']);
    expect(first.counts['logs-pending']).toBe(7);
    expect(first.of('logs')).toMatchObject({
      availability: 'available',
      reason: 'Logs pending: 7; a pass reads at most 3, newest first.',
      pending: 7,
    });
    script.sessions.push(sessionRow('newer', { createdAt: hoursAgo(0.5), result: 'Warning' }));
    script.logs.set('newer', []);
    await pass();
    expect(logRequests()).toEqual(['log newer', 'log s3', 'log s4']);
    await pass();
    const last = await pass();
    expect(last.counts['logs-pending']).toBe(0);
    expect(last.of('logs')?.reason).toBeNull();
    expect(kept.logs.size).toBe(11);
  });

  it('takes a log that VBR no longer has out of the backlog', async () => {
    const { script, kept, pass } = setUp();
    script.logs.delete('s1');
    const { counts } = await pass();
    expect(counts).toMatchObject({ 'logs-read': 2, 'logs-vanished': 1, 'logs-pending': 7 });
    expect(kept.logs.get('s1')).toBeNull();
  });

  it('leaves a log that fails in the backlog and reads the others', async () => {
    const { script, kept, pass } = setUp();
    script.onRequest = failOn('log s1', 'server-answer-unreadable');
    const report = await pass();
    expect([...kept.logs.keys()]).toEqual(['s0', 's2']);
    expect(report.counts).toMatchObject({ 'logs-failed': 1, 'logs-pending': 8 });
    expect(report.of('logs')).toMatchObject({
      availability: 'available',
      reason:
        'Logs pending: 8, 1 of them could not be read in this pass; a pass reads at most 3, newest first.',
    });
  });

  it('asks for no further log once logs are refused', async () => {
    const { script, pass, logRequests } = setUp();
    script.onRequest = (name) =>
      failOn(name.startsWith('log ') ? name : '', 'source-forbidden')(name);
    const report = await pass();
    expect(report.of('logs')?.availability).toBe('forbidden');
    expect(report.counts['logs-pending']).toBe(10);
    expect(logRequests().length).toBeLessThanOrEqual(4);
  });

  it('never reads more than four logs at once', async () => {
    const { script, kept, pass } = setUp(300);
    let underWay = 0;
    let most = 0;
    script.onRequest = async (name) => {
      if (!name.startsWith('log ')) return;
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 1));
      underWay -= 1;
    };
    await pass();
    expect(kept.logs.size).toBe(10);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
  });
});
