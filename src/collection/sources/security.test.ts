import { describe, expect, it } from 'vitest';
import { scriptedCollection } from '../../../test/fixtures/in-memory-collection.ts';
import { hoursAgo, sessionRow } from '../../../test/fixtures/in-memory-rows.ts';
import { Fault } from '../../domain/errors.ts';
import type { MalwareEvent } from '../../domain/security.ts';

function eventAt(id: string, hours: number, part: Partial<MalwareEvent> = {}): MalwareEvent {
  return {
    id,
    type: 'EncryptedData',
    createdAt: hoursAgo(hours - 5),
    detectedAt: hoursAgo(hours),
    machineName: 'machine',
    backupObjectId: null,
    restorePointId: null,
    state: 'Created',
    details: '',
    source: 'InternalVeeamDetector',
    severity: 'Suspicious',
    engine: null,
    ...part,
  };
}

describe('reading malware events', () => {
  it('follows the time of detection, and reads again what is judged days later', async () => {
    const { script, kept, passAfter } = scriptedCollection();
    script.malwareEvents = [eventAt('old', 40 * 24), eventAt('week', 7 * 24), eventAt('new', 2)];
    await passAfter(0);
    expect(kept.malwareEvents.size).toBe(3);
    expect(kept.cursors.get('malware-events')).toEqual(hoursAgo(2));
    script.malwareEvents[1] = eventAt('week', 7 * 24, { state: 'FalsePositive' });
    const { counts } = await passAfter(1);
    expect(counts).toMatchObject({ 'malware-events-new': 0, 'malware-events-changed': 1 });
    expect(kept.malwareEvents.get('week')?.state).toBe('FalsePositive');
  });
});

describe('reading instant recovery mounts', () => {
  const mount = {
    id: 'm',
    platform: 'vSphere',
    sessionId: 'ir',
    state: 'Mounting',
    workloadName: 'machine',
    jobName: null,
    restorePointAt: null,
  } as const;
  const running = { sessionType: 'InstantRecovery', jobId: null, state: 'Working', endedAt: null };

  it('asks for none while no session of an instant recovery runs', async () => {
    const { script, passAfter } = scriptedCollection();
    script.sessions = [sessionRow('s', { state: 'Working', endedAt: null })];
    const report = await passAfter(0);
    expect(script.requests).not.toContain('instant-recovery-mounts');
    expect(report.of('instant-recovery-mounts')).toMatchObject({
      availability: 'available',
      rowsSeen: 0,
    });
  });

  it('samples them while one runs, and keeps the first instant in each state', async () => {
    const { script, kept, passAfter } = scriptedCollection();
    script.sessions = [sessionRow('ir', { createdAt: hoursAgo(1), ...running })];
    script.mounts = [mount];
    await passAfter(0);
    script.mounts = [{ ...mount, state: 'Mounted' }];
    await passAfter(1);
    await passAfter(2);
    expect([...kept.mounts.values()].map(({ state, firstSeenAt }) => [state, firstSeenAt])).toEqual(
      [
        ['Mounting', hoursAgo(0)],
        ['Mounted', hoursAgo(-1)],
      ],
    );
  });

  it('asks when the sessions could not be read, since nothing else can tell', async () => {
    const { script, passAfter } = scriptedCollection();
    script.onRequest = (name) => {
      if (name !== 'sessions') return;
      throw new Fault({
        code: 'source-forbidden',
        happened: 'No sessions',
        means: 'they are unknown',
        next: 'leave it',
      });
    };
    await passAfter(0);
    expect(script.requests).toContain('instant-recovery-mounts');
  });
});

describe('reading lists and facts', () => {
  it('knows what is gone from a list only by one in which every row could be read', async () => {
    const { script, kept, passAfter } = scriptedCollection();
    const check = { id: 'c', text: 'MFA', status: 'OK', note: null };
    script.lists['best-practices'].push(check, { ...check, id: 'd' });
    await passAfter(0);
    script.lists['best-practices'].pop();
    script.rejected.set('best-practices', [{ id: 'd', reason: 'no status' }]);
    await passAfter(1);
    expect(kept.listed.get('best-practices d')?.isListed).toBe(true);
    script.rejected.clear();
    await passAfter(2);
    expect(kept.listed.get('best-practices d')?.isListed).toBe(false);
  });

  it('keeps a row once that a server repeats on the next page', async () => {
    const { script, kept, passAfter } = scriptedCollection();
    script.repeatsRows = true;
    for (let n = 0; n < 8; n += 1) {
      script.lists['managed-servers'].push({ id: `h${n}`, name: 'h', type: 't', status: null });
    }
    const report = await passAfter(0);
    expect(report.counts['managed-servers-new']).toBe(8);
    expect([...kept.listed.keys()]).toHaveLength(8);
  });

  it('says that a fact is not shown or not there, and leaves what was known', async () => {
    const { script, kept, passAfter } = scriptedCollection();
    await passAfter(0);
    script.onRequest = (name) => {
      if (name !== 'licence' && name !== 'analyzer-run') return;
      const code = name === 'licence' ? 'source-forbidden' : 'source-unsupported';
      throw new Fault({ code, happened: 'No', means: 'it is unknown', next: 'leave it' });
    };
    const report = await passAfter(1);
    expect(report.of('licence')?.availability).toBe('forbidden');
    expect(report.of('analyzer-run')?.availability).toBe('unsupported');
    expect(report.of('server-certificate')?.availability).toBe('available');
    expect(kept.facts.get('licence')).toMatchObject({ status: 'Valid' });
  });
});
