import type { SourceName } from '../../domain/source-state.ts';
import type { Revision } from '../../domain/vbr-server.ts';

const roles = ['administrator', 'viewer', 'restore-operator', 'security-administrator'] as const;
export type Role = (typeof roles)[number];

const sources: readonly SourceName[] = [
  'server-time',
  'server-info',
  'jobs',
  'job-states',
  'sessions',
  'repositories',
  'repository-states',
  'task-sessions',
  'logs',
];

/** Whether a role sees a source; rights follow the server's build, not the revision asked for. */
export function maySee(role: Role, source: SourceName, build: Revision): boolean {
  if (role === 'administrator') return true;
  if (source === 'server-info') return false;
  return role !== 'security-administrator' || securityAdministratorSees(source, build);
}

/** What a role sees and what not, for the planted truth. */
export function sightOf(role: Role, build: Revision) {
  return {
    visible: sources.filter((source) => maySee(role, source, build)),
    hidden: sources.filter((source) => !maySee(role, source, build)),
  };
}

function securityAdministratorSees(source: SourceName, build: Revision): boolean {
  if (source === 'task-sessions') return false;
  if (source === 'jobs' || source === 'job-states') return build !== '1.3-rev0';
  if (source === 'repositories' || source === 'repository-states') return build === '1.3-rev2';
  return true;
}
