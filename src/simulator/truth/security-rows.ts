import { itemAt } from '../estate/item-at.ts';
import { knows } from '../estate/knows.ts';
import { malwareEvents } from '../estate/malware/events.ts';
import { malwareHoldings } from '../estate/malware/objects.ts';
import { backupObjectIdFor, restorePointIdFor } from '../estate/points-of-workload.ts';
import { bestPracticesOf } from '../estate/server/best-practices.ts';
import type { VisibleKind } from './visible-rows.ts';

/** Malware events as a reader keeps them. */
export const malwareEventKind: VisibleKind = {
  name: 'malware_event',
  key: ['id'],
  rows: (estate) =>
    malwareEvents(estate).map((event) => {
      const { job, place } = event.incident;
      return {
        id: event.id,
        type: event.type,
        createdAt: new Date(event.createdMs).toISOString(),
        detectedAt: new Date(event.detectedMs).toISOString(),
        machineName: itemAt(itemAt(estate.jobs, job).workloads, place),
        backupObjectId: backupObjectIdFor(estate, job, place),
        restorePointId: restorePointIdFor(estate, job, place, event.detectedMs),
        state: event.state,
        details: event.details,
        source: event.source,
        severity: event.severity,
        engine: event.engine,
      };
    }),
};

/** What the server holds of each workload's health; only the newest revision tells. */
export const malwareObjectKind: VisibleKind = {
  name: 'malware_object',
  key: ['id'],
  rows: (estate, build) =>
    (knows(build, '1.3-rev2') ? malwareHoldings(estate) : []).map((holding) => ({
      id: holding.objectId,
      name: holding.name,
      platformName: holding.platformName,
      severity: holding.severity,
      detectedAt: new Date(holding.detectedMs).toISOString(),
      sourceTypes: holding.types,
    })),
};

/** The checks of the analyzer's last run. */
export const bestPracticeKind: VisibleKind = {
  name: 'best_practice',
  key: ['id'],
  rows: (estate) =>
    bestPracticesOf(estate).map(({ id, text, status, note }) => ({
      id,
      text,
      status,
      note: note === '' ? null : note,
    })),
};
