import type { StoredByJob, StoredFile, WorkloadEvent } from '../../domain/efficiency.ts';
import { harmlessExplanations } from '../../domain/harmless-explanations.ts';
import { severalInOne, workloadOf } from './byte-sums.ts';
import { type FileSign, fileSigns } from './file-signs.ts';
import type { Suspicion } from './measures.ts';
import { dateOfNight, nightOf } from './nightly-ratios.ts';

/** A sign at one machine. */
interface Sign {
  readonly sign: FileSign['sign'] | 'malware-event';
  readonly night: number;
  readonly what: string;
  readonly evidenceId: string;
  readonly tellsAlone: boolean;
}

/** Signs this many nights apart belong together. */
const apart = 3;
/** Older indications are history, and so is a sign that stayed alone for a week. */
const recentNights = 30;
const recentNightsAlone = 7;
/** Machines listed of one job. */
const mostListed = 10;

/** Events that tell of changed files, in plain words; what a scanner or a person says is told with the restore points. */
const telling: ReadonlyMap<string, string> = new Map([
  ['RenamedFiles', 'many renamed files'],
  ['EncryptedData', 'data that look encrypted'],
  ['RansomwareNotes', 'a file like a note of extortion'],
  ['MalwareExtensions', 'files with endings known of malware'],
  ['DeletedUsefulFiles', 'many deleted documents'],
]);

/**
 * The machines of a job with signs. One sign alone is an observation; signs of two kinds within three nights at the same machine are an
 * indication. Neither proves anything, and the harmless explanations are listed with whether the data show them.
 */
export function suspicionsOf(stored: StoredByJob, asOf: Date): readonly Suspicion[] {
  const since = nightOf(asOf) - recentNights;
  const found = signsByMachine(stored, since);
  return [...found]
    .flatMap(([machine, signs]) => suspicionAt(stored, machine, signs, nightOf(asOf)) ?? [])
    .sort(
      (one, other) => one.level.localeCompare(other.level) || (one.since < other.since ? 1 : -1),
    );
}

/** The first of them, indications first. */
export function mostTelling(suspicions: readonly Suspicion[]): Suspicion[] {
  return suspicions.slice(0, mostListed);
}

function signsByMachine(stored: StoredByJob, since: number): ReadonlyMap<string, readonly Sign[]> {
  const events = stored.events.flatMap((event) => eventSign(event, since) ?? []);
  const chains = Map.groupBy(
    stored.files.filter(({ workloads }) => workloads.length > 0),
    (file) => JSON.stringify([file.backupId, workloadOf(file)]),
  );
  const inFiles = [...chains.values()].flatMap((files) => fileSigns(files, since));
  const noted = new Set(events.map(({ machine }) => machine));
  const all = [...events, ...inFiles.flatMap((sign) => atMachines(sign, noted))];
  const byMachine = Map.groupBy(all, ({ machine }) => machine);
  return new Map([...byMachine].map(([machine, own]) => [machine, own.map(({ sign }) => sign)]));
}

interface PlacedSign {
  readonly machine: string;
  readonly sign: Sign;
}

function eventSign({ id, type, detectedAt, workload }: WorkloadEvent, since: number) {
  const told = telling.get(type);
  const night = nightOf(detectedAt);
  if (told === undefined || workload === null || night < since) return null;
  const what = `event: ${told}`;
  const sign: Sign = { sign: 'malware-event', night, what, evidenceId: id, tellsAlone: true };
  return { machine: workload, sign };
}

/** A file of several machines counts at those that have an event, for which of them wrote it is not told. */
function atMachines({ file, ...sign }: FileSign, noted: ReadonlySet<string>): PlacedSign[] {
  const own = { ...sign, evidenceId: file.id };
  if (file.workloads.length < 2) return [{ machine: workloadOf(file), sign: own }];
  const shared = { ...own, what: `${sign.what}, in a file of ${file.workloads.length} machines` };
  const marked = file.workloads.filter((name) => noted.has(name));
  const machines = marked.length === 0 ? [severalInOne] : marked;
  return machines.map((machine) => ({ machine, sign: shared }));
}

function suspicionAt(
  stored: StoredByJob,
  machine: string,
  signs: readonly Sign[],
  tonight: number,
): Suspicion | null {
  const together = signs
    .map((first) =>
      signs.filter(({ night }) => night >= first.night && night <= first.night + apart),
    )
    .filter((group) => kindsIn(group) > 1)
    .toSorted((one, other) => kindsIn(other) - kindsIn(one) || latest(other) - latest(one));
  const alone = signs.filter(
    ({ tellsAlone, night }) => tellsAlone && night >= tonight - recentNightsAlone,
  );
  const group = together[0] ?? alone;
  if (group.length === 0) return null;
  const first = Math.min(...group.map(({ night }) => night));
  const shown = [...Map.groupBy(group, ({ sign }) => sign).values()].flatMap((alike) =>
    alike.slice(0, 2),
  );
  return {
    machine,
    level: together.length === 0 ? 'observation' : 'indication',
    since: dateOfNight(first),
    signs: shown.map(({ tellsAlone: _, ...sign }) => ({
      ...sign,
      night: dateOfNight(sign.night),
    })),
    benign: explanations(stored, machine, first),
  };
}

/** What tells nothing by itself counts beside an event alone. */
function kindsIn(signs: readonly Sign[]): number {
  const hasEvent = signs.some(({ sign }) => sign === 'malware-event');
  const counted = signs.filter(({ tellsAlone }) => tellsAlone || hasEvent);
  return new Set(counted.map(({ sign }) => sign)).size;
}

function latest(signs: readonly Sign[]): number {
  return Math.max(...signs.map(({ night }) => night));
}

/** Whether the data show it; what they cannot show is never excluded. */
function explanations(
  { definitionChangedAt, files }: StoredByJob,
  machine: string,
  first: number,
): Suspicion['benign'] {
  const near = (instant: Date) => Math.abs(nightOf(instant) - first) <= apart;
  const own = files.filter((file: StoredFile) => workloadOf(file) === machine);
  const hasFull = own.some(({ kind, createdAt }) => kind === 'full' && near(createdAt));
  return [
    { explanation: harmlessExplanations.newData, seen: false },
    { explanation: harmlessExplanations.owner, seen: false },
    { explanation: harmlessExplanations.setting, seen: definitionChangedAt.some(near) },
    { explanation: harmlessExplanations.full, seen: hasFull },
    { explanation: harmlessExplanations.falseAlarm, seen: false },
  ];
}
