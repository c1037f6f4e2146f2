import type { ImportReport } from '../../doors/cli/cli-context.ts';
import type { CapacityStore, ImportedDay } from '../../ports/capacity-store.ts';
import { openAnalysisStore } from '../../store/analysis/analysis-store.ts';
import { openCapacityStore } from '../../store/capacity/capacity-store.ts';
import { readRows } from '../backtest/read-rows.ts';
import type { OpenHome } from '../open-home.ts';
import type { World } from '../world.ts';
import { badLines } from './bad-lines.ts';
import { capacityColumns, createCapacityRows, type KnownServer } from './capacity-rows.ts';
import { namedServer } from './server-names.ts';

const form = `the header is ${capacityColumns.join(',')}`;

/** Takes used space of past days from a CSV file into the history of repositories; with one bad line nothing is written. */
export async function importCapacity(
  world: World,
  { administration }: OpenHome,
  file: string,
): Promise<ImportReport> {
  await administration.ensureRunning();
  await administration.migrate();
  const { analyst } = await administration.connections();
  const analysis = openAnalysisStore(analyst.metrics);
  const capacity = openCapacityStore(analyst.metrics);
  try {
    const servers: KnownServer[] = [];
    for (const server of await analysis.servers()) {
      const { definitions } = await capacity.storage(server.id);
      servers.push({ ...namedServer(server), repositories: definitions });
    }
    const lastDay = world.clock.now().toISOString().slice(0, 10);
    return await keep(capacity, await daysIn(file, servers, lastDay));
  } finally {
    await Promise.all([analysis.close(), capacity.close()]);
  }
}

async function daysIn(
  file: string,
  servers: readonly KnownServer[],
  lastDay: string,
): Promise<readonly ImportedDay[]> {
  const rowFrom = createCapacityRows(servers, lastDay);
  const days: ImportedDay[] = [];
  const problems: string[] = [];
  for await (const rows of readRows(file, capacityColumns)) {
    for (const row of rows) {
      const read = rowFrom(row);
      if ('problem' in read) problems.push(read.problem);
      else days.push(read.day);
    }
  }
  if (problems.length > 0) throw badLines(file, problems, form);
  if (days.length === 0) throw badLines(file, ['no line but the header'], form);
  return days;
}

async function keep(capacity: CapacityStore, days: readonly ImportedDay[]): Promise<ImportReport> {
  const { inserted, changed } = await capacity.importDays(days);
  const repositories = new Set(days.map((day) => `${day.vbrServerId} ${day.repositoryId}`));
  const dates = days.map(({ day }) => day).toSorted();
  return {
    rows: days.length,
    written: inserted + changed,
    repositories: repositories.size,
    from: dates[0] ?? '',
    to: dates.at(-1) ?? '',
  };
}
