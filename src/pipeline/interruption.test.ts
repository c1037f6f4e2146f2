import { describe, expect, it, vi } from 'vitest';
import { keptFinding } from '../../test/fixtures/in-memory-analysis-store.ts';
import { dailyServer, inMemoryPass, scriptedServer } from '../../test/fixtures/in-memory-pass.ts';
import { runPass } from './run-pass.ts';

function setUp(abortAt: string, hangs: boolean) {
  const controller = new AbortController();
  const script = dailyServer();
  script.onRequest = (name) => {
    if (name !== abortAt) return;
    controller.abort();
    if (hangs) return new Promise(() => {});
  };
  const pass = inMemoryPass([scriptedServer('main', script)]);
  return { ...pass, script, request: { ...pass.request, signal: controller.signal } };
}

describe('a pass that is told to stop', () => {
  it.each(['connect', 'server-time', 'sessions', 'log t'])(
    'stops within ten seconds and is marked as interrupted though %s hangs',
    async (abortAt) => {
      vi.useFakeTimers();
      try {
        const { request, risk, script } = setUp(abortAt, true);
        script.ignoresClose = true;
        const running = runPass(request);
        await vi.advanceTimersByTimeAsync(9000);
        const report = await running;
        expect(report).toMatchObject({ exitCode: 10, servers: [{ outcome: 'interrupted' }] });
        expect(risk.kept[0]?.status).toBe('interrupted');
      } finally {
        vi.useRealTimers();
      }
    },
  );

  it('closes the connection at once, so that a request under way does not hold it up', async () => {
    const { request, script } = setUp('sessions', true);
    const startedAt = performance.now();
    const report = await runPass(request);
    expect(report.pass.status).toBe('interrupted');
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(script.openConnections).toBe(0);
  });

  it('closes a connection that comes only after it has stopped', async () => {
    vi.useFakeTimers();
    try {
      const controller = new AbortController();
      const script = dailyServer();
      const late = Promise.withResolvers<void>();
      script.onRequest = () => late.promise;
      const { request } = inMemoryPass([scriptedServer('main', script)]);
      const running = runPass({ ...request, signal: controller.signal });
      await vi.advanceTimersByTimeAsync(1);
      controller.abort();
      await vi.advanceTimersByTimeAsync(9000);
      await running;
      late.resolve();
      await vi.advanceTimersByTimeAsync(1);
      expect(script.openConnections).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('stops at once where nothing hangs, frees the lock, and the next pass completes it', async () => {
    const { request, estate, script } = setUp('sessions', false);
    const report = await runPass(request);
    expect(report.pass.status).toBe('interrupted');
    expect(estate.of(1).sessions.size).toBeLessThan(81);
    expect(estate.locked.size).toBe(0);
    script.onRequest = () => {};
    const next = await runPass({ ...request, signal: new AbortController().signal });
    expect(next.exitCode).toBe(0);
    expect(estate.of(1).sessions.size).toBe(81);
    expect(keptFinding(estate.of(1), 'estate', '1')?.status).toBe('scored');
  });
});
