import type { CauseStore } from '../../ports/cause-store.ts';
import { type DatabaseAccess, openDatabase } from '../database.ts';
import type { MetricsSchema } from '../schema.ts';
import { replaceCauses } from './causes.ts';
import { causesToGroup, replaceGroups } from './groups.ts';
import { knownEstate } from './known-estate.ts';
import { keepMatches, logsToMatch } from './matches.ts';
import { settleOpenGroups } from './open-groups.ts';
import { recentGroups } from './recent-groups.ts';
import { runsToExplain } from './runs-to-explain.ts';

const mostConnections = 2;

/** Access to the causes in the metrics database, as the analyst role. */
export function openCauseStore(
  access: DatabaseAccess,
): CauseStore & { close: () => Promise<void> } {
  const { query, close } = openDatabase<MetricsSchema>(access, {
    max: mostConnections,
    applicationName: 'dr365 causes',
  });
  return {
    logsToMatch: (...input) => logsToMatch(query, ...input),
    keepMatches: (...input) => keepMatches(query, ...input),
    runsToExplain: (...input) => runsToExplain(query, ...input),
    knownEstate: (vbrServerId) => knownEstate(query, vbrServerId),
    replaceCauses: (...input) => replaceCauses(query, ...input),
    causesToGroup: (...input) => causesToGroup(query, ...input),
    replaceGroups: (...input) => replaceGroups(query, ...input),
    settleOpenGroups: (vbrServerId) => settleOpenGroups(query, vbrServerId),
    recentGroups: (...input) => recentGroups(query, ...input),
    close,
  };
}
