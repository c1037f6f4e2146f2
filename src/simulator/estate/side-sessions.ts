import type { Revision } from '../../domain/vbr-server.ts';
import { chanceFrom, fraction, textHash, whole } from './chance.ts';
import type { Estate } from './estate.ts';
import { itemAt } from './item-at.ts';
import { addOperations } from './operations/add-operations.ts';
import { results } from './session-table.ts';
import { hourMs } from './zone-clock.ts';

/** Sessions that belong to no job of /jobs. */
export interface SideKind {
  readonly sessionType: string;
  readonly name: string;
  /** Hours between two of them; null for one that began long ago and never ends. */
  readonly everyHours: number | null;
  /** The first revision whose documents name the type; every one without it. */
  readonly since?: Revision;
}

/** The first is the offload of a scale-out repository: its type is that of a backup, its job is no job. */
const sideKinds: readonly SideKind[] = [
  { sessionType: 'BackupJob', name: 'Offload', everyHours: 4 },
  { sessionType: 'MalwareDetection', name: 'Malware Detection', everyHours: null },
  { sessionType: 'ConfigurationBackup', name: 'Backup Configuration Job', everyHours: 24 },
  { sessionType: 'SecurityComplianceAnalyzer', name: 'Security & Compliance', everyHours: 24 },
  { sessionType: 'Infrastructure', name: 'Infrastructure Item Saving', everyHours: 3 },
  {
    sessionType: 'InfrastructureItemDeletion',
    name: 'Infrastructure Item Deletion',
    everyHours: 30,
  },
  { sessionType: 'AgentDiscovery', name: 'Rescan of Protection Group', everyHours: 1 },
  { sessionType: 'HostComponentsUpdate', name: 'Host Upgrade', everyHours: 400 },
  { sessionType: 'Retention', name: 'Retention', everyHours: 8 },
  { sessionType: 'BackgroundOperation', name: 'Background Operation', everyHours: 6 },
  {
    sessionType: 'EncryptionAnalysis',
    name: 'Encryption Analysis',
    everyHours: 24,
    since: '1.3-rev2',
  },
];

/** What a session's negative source says: its side kind, and which one of that kind's makers it has. */
export function sideKindOf(source: number): { readonly kind: SideKind; readonly maker: number } {
  const code = -source - 1;
  return {
    kind: itemAt(sideKinds, code % sideKinds.length),
    maker: Math.floor(code / sideKinds.length),
  };
}

/** Adds the side sessions that begin after `fromMs` and up to `toMs`. */
export function addSideSessions(estate: Estate, fromMs: number, toMs: number): void {
  addOperations(estate, fromMs, toMs);
  for (const [place, { name, everyHours }] of sideKinds.entries()) {
    const makers = name === 'Offload' ? estate.storage.scaleOuts.length : 1;
    for (let maker = 0; maker < makers; maker += 1) {
      const source = -1 - (place + maker * sideKinds.length);
      if (everyHours === null) addEndless(estate, source, fromMs);
      else addRecurring(estate, source, everyHours * hourMs, fromMs, toMs);
    }
  }
}

/** Adds the upgrade of a component's host at an instant: what a changed component leaves to be seen. */
export function addHostUpgrade(estate: Estate, atMs: number): void {
  const place = sideKinds.findIndex(({ sessionType }) => sessionType === 'HostComponentsUpdate');
  const times = { createdMs: atMs, endedMs: atMs + 240_000 };
  estate.sessions.append({ ...side, ...times, source: -1 - place, result: results.success });
}

function addEndless(estate: Estate, source: number, fromMs: number): void {
  if (fromMs !== estate.startMs) return;
  const createdMs = fromMs + 5 * hourMs;
  const endedMs = Number.POSITIVE_INFINITY;
  estate.sessions.append({ ...side, createdMs, endedMs, source, result: results.none });
}

function addRecurring(
  estate: Estate,
  source: number,
  everyMs: number,
  fromMs: number,
  toMs: number,
): void {
  for (let slot = Math.ceil(fromMs / everyMs); slot * everyMs <= toMs; slot += 1) {
    const chance = chanceFrom(estate.options.seed, textHash('side'), source, slot);
    const createdMs = slot * everyMs + whole(chance, 1, Math.min(everyMs, hourMs) - 1);
    if (createdMs <= fromMs || createdMs > toMs) continue;
    const draw = fraction(chance);
    const troubled = draw < 0.03 ? results.failed : results.warning;
    estate.sessions.append({
      ...side,
      createdMs,
      endedMs: createdMs + whole(chance, 3_000, 240_000),
      source,
      result: draw < 0.08 ? troubled : results.success,
    });
  }
}

const side = { run: -1, attempt: 0, isCanceled: false };
