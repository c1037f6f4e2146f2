import { sessionTypesRead } from '../../src/domain/session-families.ts';
import type { SourceName } from '../../src/domain/source-state.ts';
import type { SimulatorOptions } from '../../src/simulator/options.ts';
import type { Simulator } from '../../src/simulator/start-simulator.ts';
import { visibleKinds } from '../../src/simulator/truth/visible-kinds.ts';
import type { VisibleKind, VisibleRow } from '../../src/simulator/truth/visible-rows.ts';
import { withSimulatedHome } from '../simulated-home.ts';
import type { TemporaryHome } from '../temporary-home.ts';
import { compareRows, type Differences } from './compare-rows.ts';
import { keptRows } from './kept-rows.ts';

/** What came of one simulated estate: how each kind of rows was kept, and what was asked that must not be. */
export interface VerifiedEstate {
  readonly kinds: ReadonlyMap<string, Differences>;
  readonly violations: readonly string[];
  readonly exitCodes: readonly number[];
}

/** The source whose visibility decides over each kind. */
const sourceOf: Readonly<Record<string, SourceName>> = {
  session: 'sessions',
  task: 'task-sessions',
  job: 'job-states',
  log_record: 'logs',
  repository: 'repository-states',
  scale_out_repository: 'scale-out-repositories',
  proxy: 'proxies',
  managed_server: 'managed-servers',
  backup: 'backups',
  backup_object: 'backup-objects',
  backup_file: 'backup-files',
  restore_point: 'restore-points',
  agent_computer: 'agent-computers',
  malware_event: 'malware-events',
  malware_object: 'malware-objects',
  best_practice: 'best-practices',
  instant_recovery_mount: 'instant-recovery-mounts',
};

const factSource: Readonly<Record<string, SourceName>> = {
  licence: 'licence',
  'configuration-backup': 'configuration-backup',
  'analyzer-run': 'analyzer-run',
};

/** Collects a simulated estate twice, with hours passing in between, and compares what was kept with what was visible. */
export function verifyEstate(
  options: SimulatorOptions,
  hoursBetween: number,
): Promise<VerifiedEstate> {
  return withSimulatedHome(options, async ({ simulator, home, pass }) => {
    const first = await pass(['collect']);
    simulator.advance(hoursBetween);
    const second = await pass(['collect'], hoursBetween);
    return {
      kinds: await compareKinds(home, simulator),
      violations: simulator.violations().map(({ method, path }) => `${method} ${path}`),
      exitCodes: [first.exitCode, second.exitCode],
    };
  });
}

async function compareKinds(
  { home }: TemporaryHome,
  simulator: Simulator,
): Promise<ReadonlyMap<string, Differences>> {
  const { collector } = await home.administration.connections();
  const compared = new Map<string, Differences>();
  for (const kind of visibleKinds) {
    const kept = await keptRows(collector.metrics, kind);
    compared.set(kind.name, compareRows(kind.key, visibleTo(simulator, kind), kept));
  }
  return compared;
}

/** What the account could see of a kind. */
function* visibleTo(simulator: Simulator, { name }: VisibleKind): Iterable<VisibleRow> {
  const { sight, role } = simulator.truth();
  const hidden = new Set<SourceName | undefined>(sight[role].hidden);
  const isAsked = askedFor(simulator, name);
  for (const row of simulator.visibleRows(name) ?? []) {
    if (isAsked(row) && !restsOn(name, row).some((source) => hidden.has(source))) yield row;
  }
}

/** Sessions of upkeep are left out, and so are their logs; tasks are read of every type, and so are theirs. */
function askedFor(simulator: Simulator, kind: string): (row: VisibleRow) => boolean {
  if (kind !== 'session' && kind !== 'log_record') return () => true;
  const sessions = sessionsRead(simulator);
  if (kind === 'session') return (row) => sessions.has(String(row['id']));
  return (row) => row['ownerKind'] === 'task' || sessions.has(String(row['sessionId']));
}

/** The sources without which a row cannot be known. */
function restsOn(kind: string, row: VisibleRow): readonly (SourceName | undefined)[] {
  if (kind === 'server_fact') return [factSource[String(row['name'])]];
  // The log of a task is asked for where the task is known.
  const owner = row['ownerKind'] === 'task' ? (['task-sessions'] as const) : [];
  return [sourceOf[kind], ...owner];
}

function sessionsRead(simulator: Simulator): ReadonlySet<string> {
  const types = new Set(sessionTypesRead(simulator.truth().revision));
  const sessions = new Set<string>();
  for (const row of simulator.visibleRows('session') ?? []) {
    if (types.has(String(row['sessionType']))) sessions.add(String(row['id']));
  }
  return sessions;
}
