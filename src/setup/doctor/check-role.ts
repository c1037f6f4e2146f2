import { type Check, carefulCheck, failedCheck, goodCheck } from '../../domain/check.ts';
import { exitCodes } from '../../domain/exit-code.ts';
import type { SourceName } from '../../domain/source-state.ts';
import type { AccountSight } from '../../ports/server-probe.ts';

/** Without these nothing can be said of backups; the role Veeam Backup Viewer shows them all. */
const needed: readonly SourceName[] = [
  'sessions',
  'task-sessions',
  'job-states',
  'jobs',
  'repositories',
  'repository-states',
  'backups',
  'backup-objects',
  'restore-points',
];

/** Not shown by Veeam Backup Viewer: an account that sees them may do more than read. */
const beyondViewer: readonly SourceName[] = ['server-info', 'configuration-backup'];

const remedy =
  'give the account the role Veeam Backup Viewer in Users and Roles of VBR (other roles may be taken away)';

/**
 * Whether the role shows what is needed, what it does not show, and whether it is the one that is wanted: a viewer, or an
 * administrator where PowerShell is asked too, for VBR gives its module to nobody else.
 */
export function checkRole(
  subject: string,
  { hidden, visible }: AccountSight,
  asksPowerShell: boolean,
): Check {
  const missing = needed.filter((source) => hidden.includes(source));
  if (missing.length > 0) {
    const isBlind = missing.includes('sessions');
    const text = {
      name: 'role',
      subject,
      happened: `the role of the account does not show ${missing.join(', ')}`,
      means: isBlind
        ? 'without sessions nothing can be said of any job'
        : 'what rests on them is unknown in every answer',
      next: remedy,
    };
    return failedCheck(text, exitCodes.cannotHelpByRetrying);
  }
  const isAdministrator = beyondViewer.every((source) => visible.includes(source));
  if (asksPowerShell && !isAdministrator) {
    return carefulCheck({
      name: 'role',
      subject,
      happened: "PowerShell is asked for and the role of the account is no administrator's",
      means: 'VBR refuses it its module, so what only PowerShell tells stays unknown',
      next: 'give the account the role Veeam Backup Administrator, or switch powershell.enabled off',
    });
  }
  if (isAdministrator && !asksPowerShell) {
    return carefulCheck({
      name: 'role',
      subject,
      happened: 'the role of the account shows what only administrators see',
      means: 'it may change things in VBR, which DR365 neither does nor needs',
      next: remedy,
    });
  }
  const blind = hidden.length === 0 ? 'nothing is hidden' : `not shown are ${hidden.join(', ')}`;
  return goodCheck({
    name: 'role',
    subject,
    happened: `the role shows ${visible.length} sources`,
    means: `${blind}; answers name what is missing`,
  });
}
