import type { RestSourceName } from '../../domain/source-state.ts';
import type { Revision } from '../../domain/vbr-server.ts';
import { knows } from '../estate/knows.ts';

const roles = ['administrator', 'viewer', 'restore-operator', 'security-administrator'] as const;
export type Role = (typeof roles)[number];

/** What a right is about: a source of the product, or a path beside them. */
export type Right = RestSourceName | 'task-logs' | 'authorization-events' | 'protection-groups';

/** From which build on a role sees it: always, never, or since a revision. */
type Since = true | false | Revision;

/** Viewer, restore operator, security administrator; an administrator sees everything. */
const rights: Readonly<Record<Right, readonly [Since, Since, Since]>> = {
  'server-time': [true, true, true],
  'server-certificate': [true, true, true],
  'server-info': [false, false, false],
  licence: [false, false, false],
  'configuration-backup': [false, false, false],
  jobs: [true, true, '1.3-rev1'],
  'job-states': [true, true, '1.3-rev1'],
  sessions: [true, true, true],
  logs: [true, true, true],
  'task-sessions': [true, true, false],
  'task-logs': [true, true, '1.3-rev1'],
  repositories: [true, true, '1.3-rev2'],
  'repository-states': [true, true, '1.3-rev2'],
  'scale-out-repositories': [true, true, false],
  proxies: [true, true, false],
  'managed-servers': [true, true, false],
  backups: [true, true, '1.3-rev1'],
  'backup-objects': [true, true, '1.3-rev1'],
  'backup-files': [true, true, false],
  'restore-points': [true, true, false],
  'instant-recovery-mounts': ['1.3-rev1', true, '1.3-rev1'],
  'malware-events': ['1.3-rev1', '1.3-rev1', '1.3-rev1'],
  'malware-objects': ['1.3-rev2', '1.3-rev2', '1.3-rev2'],
  'best-practices': [false, false, true],
  'analyzer-run': [false, false, true],
  'authorization-events': [false, false, true],
  'agent-computers': [false, '1.3-rev2', false],
  'protection-groups': [false, '1.3-rev1', false],
};

/** Sources that lower builds have no path for. */
const sourcesSince: Readonly<Partial<Record<RestSourceName, Revision>>> = {
  'malware-objects': '1.3-rev2',
};

/** Whether a role sees something; rights follow the server's build, not the revision asked for. */
export function maySee(role: Role, right: Right, build: Revision): boolean {
  if (role === 'administrator') return true;
  const [viewer, restoreOperator, securityAdministrator] = rights[right];
  const of = {
    viewer,
    'restore-operator': restoreOperator,
    'security-administrator': securityAdministrator,
  };
  const since = of[role];
  return typeof since === 'boolean' ? since : knows(build, since);
}

/** What a role sees of what the build offers and what not, for the planted truth. */
export function sightOf(role: Role, build: Revision) {
  const sources = Object.keys(rights)
    .filter(isSource)
    .filter((source) => knows(build, sourcesSince[source] ?? '1.3-rev0'));
  return {
    visible: sources.filter((source) => maySee(role, source, build)),
    hidden: sources.filter((source) => !maySee(role, source, build)),
  };
}

/** What no source of the product is named for. */
const besideSources: readonly string[] = ['task-logs', 'authorization-events', 'protection-groups'];

function isSource(right: string): right is RestSourceName {
  return right in rights && !besideSources.includes(right);
}
