import { visibleAgentComputers } from './agent-computers.ts';
import { jobRows } from './job-rows.ts';
import { logRows } from './log-rows.ts';
import { instantRecoveryMountKind } from './mount-rows.ts';
import { bestPracticeKind, malwareEventKind, malwareObjectKind } from './security-rows.ts';
import { serverFactKind } from './server-fact-rows.ts';
import { sessionRows } from './session-rows.ts';
import { taskRows } from './task-rows.ts';
import { visibleBackups, visibleFiles, visibleObjects, visiblePoints } from './visible-backups.ts';
import {
  visibleProxies,
  visibleRepositories,
  visibleScaleOuts,
  visibleServers,
} from './visible-infrastructure.ts';
import type { VisibleKind } from './visible-rows.ts';

/** Everything a reader with every right could keep, one line a kind. */
export const visibleKinds: readonly VisibleKind[] = [
  visibleRepositories,
  visibleScaleOuts,
  visibleProxies,
  visibleServers,
  visibleAgentComputers,
  visibleBackups,
  visibleObjects,
  visibleFiles,
  visiblePoints,
  malwareEventKind,
  malwareObjectKind,
  bestPracticeKind,
  instantRecoveryMountKind,
  serverFactKind,
  { name: 'session', key: ['id'], rows: sessionRows },
  { name: 'task', key: ['id'], rows: taskRows },
  { name: 'job', key: ['id'], rows: jobRows },
  { name: 'log_record', key: ['ownerKind', 'ownerId', 'recordId'], rows: logRows },
];
