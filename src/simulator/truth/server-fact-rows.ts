import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { analyzerSession } from '../estate/server/best-practices.ts';
import { configurationBackupOf } from '../estate/server/configuration-backup.ts';
import { licenceOf } from '../estate/server/licence.ts';
import { resultWords } from '../estate/session-table.ts';
import type { VisibleKind } from './visible-rows.ts';

/** What a server has only one of; its certificate, made anew at each start, is left to the server that holds it. */
export const serverFactKind: VisibleKind = {
  name: 'server_fact',
  key: ['name'],
  rows: (estate) => [
    { name: 'licence', value: licenceValue(estate) },
    { name: 'configuration-backup', value: configurationBackupValue(estate) },
    { name: 'analyzer-run', value: analyzerValue(estate) },
  ],
};

function licenceValue(estate: Estate) {
  const { status, type, edition, instances, sockets } = licenceOf(estate);
  return {
    status,
    type,
    edition,
    expiresAt: isoText(instances.expiresMs),
    supportExpiresAt: sockets === null ? null : isoText(sockets.supportEndsMs),
    licensedInstances: instances.licensed,
    usedInstances: instances.used,
    licensedSockets: sockets?.licensed ?? null,
    usedSockets: sockets?.used ?? null,
  };
}

function configurationBackupValue(estate: Estate) {
  const state = configurationBackupOf(estate);
  return {
    isEnabled: state.isEnabled,
    isEncrypted: state.isEncrypted,
    repositoryId: state.repositoryId,
    lastSuccessfulAt: state.lastSuccess === null ? null : isoText(state.lastSuccess.endedMs),
    restorePointsToKeep: state.restorePointsToKeep,
  };
}

function analyzerValue(estate: Estate) {
  const session = analyzerSession(estate);
  if (session === null) return { ranAt: null, result: null };
  const { createdMs, endedMs, result } = estate.sessions.row(session);
  const isOver = endedMs <= estate.nowMs;
  return { ranAt: isoText(createdMs), result: isOver ? itemAt(resultWords, result) : null };
}

function isoText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
