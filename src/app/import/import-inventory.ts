import { machineNames } from '../../domain/machine-names.ts';
import type { InventoryImportReport } from '../../doors/cli/cli-context.ts';
import type { AnalysisStore } from '../../ports/analysis-store.ts';
import { openAnalysisStore } from '../../store/analysis/analysis-store.ts';
import { openRiskKeeper } from '../../store/risk/risk-keeper.ts';
import { readRows } from '../backtest/read-rows.ts';
import type { OpenHome } from '../open-home.ts';
import type { World } from '../world.ts';
import { badLines } from './bad-lines.ts';
import { inventoryColumns, inventoryRow } from './inventory-rows.ts';
import { type NamedServer, namedServer } from './server-names.ts';

const form = 'the header is name[,platform,server]';

type Machines = ReadonlyMap<
  number,
  ReadonlyArray<{ readonly name: string; readonly platform: string | null }>
>;

/** Takes the machines that exist from a CSV file, in place of those taken before; with one bad line nothing is written. */
export async function importInventory(
  world: World,
  { administration }: OpenHome,
  file: string,
): Promise<InventoryImportReport> {
  await administration.ensureRunning();
  await administration.migrate();
  const { analyst } = await administration.connections();
  const analysis = openAnalysisStore(analyst.metrics);
  const keeper = openRiskKeeper(analyst.risk);
  try {
    const servers = (await analysis.servers()).map(namedServer);
    const machines = await machinesIn(file, servers);
    const kept = await keeper.keepInventory(machines, world.clock.now());
    return { machines: kept, neverBackedUp: await strangers(analysis, machines) };
  } finally {
    await Promise.all([analysis.close(), keeper.close()]);
  }
}

async function machinesIn(file: string, servers: readonly NamedServer[]): Promise<Machines> {
  const machines = new Map<number, { name: string; platform: string | null }[]>();
  const problems: string[] = [];
  for await (const rows of readRows(file, inventoryColumns)) {
    for (const row of rows) {
      const read = inventoryRow(row, servers);
      if ('problem' in read) {
        problems.push(read.problem);
        continue;
      }
      const { vbrServerId, ...machine } = read.machine;
      const own = machines.get(vbrServerId) ?? [];
      machines.set(vbrServerId, own);
      own.push(machine);
    }
  }
  if (problems.length === 0 && machines.size === 0) problems.push('no line but the header');
  if (problems.length > 0) throw badLines(file, problems, form);
  return machines;
}

/** How many of the machines protection knows under no name or one like it. */
async function strangers(analysis: AnalysisStore, machines: Machines): Promise<number> {
  let unknown = 0;
  for (const [vbrServerId, own] of machines) {
    const workloads: string[] = [];
    for await (const findings of analysis.currentFindings(vbrServerId, 'protection', 'workload')) {
      for (const { subject } of findings) workloads.push(subject.name);
    }
    const known = machineNames(workloads);
    const names = new Set(own.map(({ name }) => name.toLowerCase()));
    unknown += [...names].filter((name) => !known.mayKnow(name)).length;
  }
  return unknown;
}
