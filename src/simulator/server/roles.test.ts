import { expect, it } from 'vitest';
import { maySee, sightOf } from './roles.ts';

it('hides from a viewer what only administrators see, and more of it on the first build', () => {
  const always = [
    'agent-computers',
    'best-practices',
    'analyzer-run',
    'configuration-backup',
    'licence',
    'server-info',
  ];
  expect(sightOf('viewer', '1.3-rev2').hidden.sort()).toEqual([...always].sort());
  expect(sightOf('viewer', '1.3-rev0').hidden.sort()).toEqual(
    [...always, 'instant-recovery-mounts', 'malware-events'].sort(),
  );
});

it('gives a restore operator the mounts from the first build on', () => {
  expect(maySee('restore-operator', 'instant-recovery-mounts', '1.3-rev0')).toBe(true);
  expect(maySee('viewer', 'instant-recovery-mounts', '1.3-rev0')).toBe(false);
  expect(maySee('viewer', 'instant-recovery-mounts', '1.3-rev1')).toBe(true);
});

it('shows what groups discovered to a restore operator since the newest build, and the groups before that', () => {
  const builds = ['1.3-rev0', '1.3-rev1', '1.3-rev2'] as const;
  const seen = (right: 'agent-computers' | 'protection-groups') =>
    builds.map((build) => maySee('restore-operator', right, build));
  expect(seen('agent-computers')).toEqual([false, false, true]);
  expect(seen('protection-groups')).toEqual([false, true, true]);
});

it('widens what a security administrator sees with each build, but never to files and tasks', () => {
  const seen = (build: '1.3-rev0' | '1.3-rev1' | '1.3-rev2') =>
    sightOf('security-administrator', build).visible;
  expect(seen('1.3-rev0').sort()).toEqual([
    'analyzer-run',
    'best-practices',
    'logs',
    'server-certificate',
    'server-time',
    'sessions',
  ]);
  expect(seen('1.3-rev1')).toContain('backups');
  expect(seen('1.3-rev1')).not.toContain('repositories');
  expect(seen('1.3-rev2')).toContain('repositories');
  for (const source of ['backup-files', 'task-sessions', 'proxies', 'licence'] as const) {
    expect(seen('1.3-rev2')).not.toContain(source);
  }
  expect(maySee('security-administrator', 'task-logs', '1.3-rev0')).toBe(false);
  expect(maySee('security-administrator', 'task-logs', '1.3-rev1')).toBe(true);
});

it('counts what a build has no path for as neither seen nor hidden', () => {
  const { visible, hidden } = sightOf('administrator', '1.3-rev1');
  expect([...visible, ...hidden]).not.toContain('malware-objects');
  expect(sightOf('administrator', '1.3-rev2').visible).toHaveLength(25);
});
