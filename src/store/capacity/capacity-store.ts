import type { CapacityStore } from '../../ports/capacity-store.ts';
import { type DatabaseAccess, openDatabase } from '../database.ts';
import type { MetricsSchema } from '../schema.ts';
import { backupsIn, objectNames } from './backups-in.ts';
import { days, importDays, rollUpDays } from './days.ts';
import { clearMarks, due, forgetOthers } from './due.ts';
import { keepForecast, pastForecasts } from './forecasts.ts';
import { keptStorage } from './kept-storage.ts';

const mostConnections = 2;

/** Access to capacity's part of the metrics database, as the analyst role. */
export function openCapacityStore(
  access: DatabaseAccess,
): CapacityStore & { close: () => Promise<void> } {
  const { query, close } = openDatabase<MetricsSchema>(access, {
    max: mostConnections,
    applicationName: 'dr365 capacity',
  });
  return {
    rollUpDays: (vbrServerId) => rollUpDays(query, vbrServerId),
    storage: (vbrServerId) => keptStorage(query, vbrServerId),
    due: (vbrServerId) => due(query, vbrServerId),
    days: (...input) => days(query, ...input),
    backupsIn: (...input) => backupsIn(query, ...input),
    objectNames: (...input) => objectNames(query, ...input),
    pastForecasts: (...input) => pastForecasts(query, ...input),
    keepForecast: (...input) => keepForecast(query, ...input),
    clearMarks: (...input) => clearMarks(query, ...input),
    forgetOthers: (...input) => forgetOthers(query, ...input),
    importDays: (imported) => importDays(query, imported),
    close,
  };
}
