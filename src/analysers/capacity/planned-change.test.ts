import { describe, expect, it } from 'vitest';
import { plannedChanges } from './planned-change.ts';

describe('a planned change', () => {
  it.each([
    ['+10 TB', { kind: 'data', gib: 10_240, inDays: 0 }],
    ['+10TB', { kind: 'data', gib: 10_240, inDays: 0 }],
    ['add 1.5 TiB in 14 days', { kind: 'data', gib: 1536, inDays: 14 }],
    ['-500 GB', { kind: 'data', gib: -500, inDays: 0 }],
    ['+30 VMs', { kind: 'machines', count: 30, gibEach: null, inDays: 0 }],
    ['add 30 machines of 200 GB in 7d', { kind: 'machines', count: 30, gibEach: 200, inDays: 7 }],
    ['30 new servers with 2,5 TB each', { kind: 'machines', count: 30, gibEach: 2560, inDays: 0 }],
    ['retention 14 to 60 days', { kind: 'retention', fromDays: 14, toDays: 60, job: null }],
    ['retention to 60 days', { kind: 'retention', fromDays: null, toDays: 60, job: null }],
    [
      'Retention 60d for job SQL Nightly',
      { kind: 'retention', fromDays: null, toDays: 60, job: 'SQL Nightly' },
    ],
    ['move job SQL away', { kind: 'move', job: 'SQL', arrives: false }],
    ['move SQL Nightly here', { kind: 'move', job: 'SQL Nightly', arrives: true }],
  ])('%s', (text, expected) => {
    expect(plannedChanges(text)).toEqual({ changes: [expected] });
  });

  it('may be several', () => {
    expect(plannedChanges(' +1 TB ;  retention to 30 days; ')).toMatchObject({
      changes: [{ kind: 'data' }, { kind: 'retention' }],
    });
  });

  it.each([
    ['', ''],
    ['more disk', 'more disk'],
    ['+10 TB; burn it', 'burn it'],
    ['+ten TB', '+ten TB'],
  ])('is given back where it is not understood: %s', (text, part) => {
    expect(plannedChanges(text)).toEqual({ notUnderstood: part });
  });

  it('takes no time on a hostile text', () => {
    const startedAt = performance.now();
    plannedChanges(`retention for ${' '.repeat(100)}${'9'.repeat(90)}`.slice(0, 200));
    plannedChanges(`move ${'a '.repeat(90)}`);
    expect(performance.now() - startedAt).toBeLessThan(200);
  });
});
