import { zeroId } from '../estate/identifiers.ts';
import { configurationBackupOf } from '../estate/server/configuration-backup.ts';
import { type Answer, jsonAnswer } from '../server/answer.ts';
import type { RequestContext } from '../server/request-context.ts';
import type { Route } from './route.ts';

export const configurationBackupRoutes: readonly Route[] = [
  { pattern: '/api/v1/configBackup', source: 'configuration-backup', answer: configurationBackup },
];

function configurationBackup({ estate }: RequestContext): Answer {
  const { identifiers, clock } = estate;
  const state = configurationBackupOf(estate);
  return jsonAnswer({
    isEnabled: state.isEnabled,
    backupRepositoryId: state.repositoryId,
    restorePointsToKeep: state.restorePointsToKeep,
    notifications: { SNMPEnabled: false },
    schedule: {
      isEnabled: true,
      daily: { isEnabled: true, localTime: '01:00:00', dailyKind: 'Everyday' },
    },
    lastSuccessfulBackup:
      state.lastSuccess === null
        ? {}
        : {
            lastSuccessfulTime: clock.withOffset(state.lastSuccess.endedMs),
            sessionId: identifiers.of('session', state.lastSuccess.session),
          },
    encryption: {
      isEnabled: state.isEncrypted,
      passwordId: state.isEncrypted ? identifiers.of('other', 7) : zeroId,
    },
  });
}
