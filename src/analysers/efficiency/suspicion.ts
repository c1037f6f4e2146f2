import type { StoredByJob } from '../../domain/efficiency.ts';
import { median } from '../../statistics/median.ts';
import { robustSpread } from '../../statistics/robust-spread.ts';
import type { MeasuredSeries } from './measure-series.ts';
import type { Suspicion } from './measures.ts';
import { dateOfNight, nightOf } from './nightly-ratios.ts';

/** Something that can come from encryption, and from much else. */
interface Sign {
  readonly sign: 'ratio-drop' | 'increment-jump' | 'malware-event';
  readonly night: number;
  readonly what: string;
  readonly evidenceId: string;
}

/** Signs this many nights apart belong together. */
const apart = 3;
/** Older signs are history. */
const recentNights = 30;
const leastDropPercent = -15;
const leastJump = 3;
const jumpZ = 4.5;
/** Events that tell of changed files; what a scanner or a person says is told by the health of restore points. */
const tellingTypes = /rename|encrypt|notes|extension|deleted|index|indicator/i;

/**
 * Whether signs come together in time. One sign alone is told as one sign; two of different kinds within three nights are an indication.
 * Neither proves anything, and the harmless explanations are listed with what the data say of each. Null without a sign.
 */
export function suspicionOf(
  stored: StoredByJob,
  series: readonly MeasuredSeries[],
  asOf: Date,
): Suspicion | null {
  const since = nightOf(asOf) - recentNights;
  const signs = [...drops(series), ...jumps(series), ...events(stored)]
    .filter(({ night }) => night >= since)
    .sort((one, other) => one.night - other.night);
  const together = signs
    .map((first) =>
      signs.filter(({ night }) => night >= first.night && night <= first.night + apart),
    )
    .toSorted((one, other) => kindsIn(other) - kindsIn(one) || latest(other) - latest(one));
  const [group] = together;
  const [first] = group ?? [];
  if (group === undefined || first === undefined) return null;
  const shown = [...Map.groupBy(group, ({ sign }) => sign).values()].flatMap((alike) =>
    alike.slice(0, 2),
  );
  return {
    level: kindsIn(group) > 1 ? 'indication' : 'one-sign',
    since: dateOfNight(first.night),
    signs: shown.map((sign) => ({ ...sign, night: dateOfNight(sign.night) })),
    benign: benignExplanations(stored, first.night),
  };
}

function kindsIn(signs: readonly Sign[]): number {
  return new Set(signs.map(({ sign }) => sign)).size;
}

function latest(signs: readonly Sign[]): number {
  return Math.max(...signs.map(({ night }) => night));
}

function drops(series: readonly MeasuredSeries[]): readonly Sign[] {
  return series.flatMap(({ shifts, unusual }) => [
    ...shifts
      .filter(({ percent }) => percent <= leastDropPercent)
      .map(({ since, percent, kind, evidence }) => drop(since, percent, kind, evidence)),
    ...unusual
      .filter(({ percent }) => percent <= leastDropPercent)
      .map(({ night, percent, kind, evidence }) => drop(night, percent, kind, evidence)),
  ]);
}

function drop(date: string, percent: number, kind: string, evidence: { fileIds: string[] }): Sign {
  return {
    sign: 'ratio-drop',
    night: nightOfDate(date),
    what: `reduction of ${kind} files ${percent} %`,
    evidenceId: evidence.fileIds[0] ?? '',
  };
}

function jumps(series: readonly MeasuredSeries[]): readonly Sign[] {
  const increments = series.find((each) => each.series.kind === 'increment');
  if (increments === undefined) return [];
  const volumes = increments.nights.map(({ dataBytes }) => Math.log(dataBytes));
  const usual = median(volumes) ?? 0;
  const spread = Math.max(0.05, robustSpread(volumes) ?? 0);
  return increments.nights.flatMap(({ night, dataBytes, files }, index) => {
    const distance = (volumes[index] ?? usual) - usual;
    if (distance < Math.log(leastJump) || distance / spread < jumpZ) return [];
    const largest = files.toSorted((a, b) => (b.dataBytes ?? 0) - (a.dataBytes ?? 0))[0];
    const what = `increments of ${gibibytes(dataBytes)} GiB, ${Math.exp(distance).toFixed(1)} times the usual`;
    return [{ sign: 'increment-jump', night, what, evidenceId: largest?.id ?? '' }];
  });
}

function events({ events: all }: StoredByJob): readonly Sign[] {
  return all
    .filter(({ type }) => tellingTypes.test(type))
    .map(({ id, type, detectedAt, workload }) => ({
      sign: 'malware-event',
      night: nightOf(detectedAt),
      what: `${type} at ${workload ?? 'a workload that is not told'}`,
      evidenceId: id,
    }));
}

function benignExplanations(stored: StoredByJob, night: number): Suspicion['benign'] {
  const near = (instant: Date) => Math.abs(nightOf(instant) - night) <= apart;
  const firstSeen = new Map<string, number>();
  for (const { workloads, createdAt } of stored.files)
    for (const name of workloads)
      firstSeen.set(
        name,
        Math.min(firstSeen.get(name) ?? Number.POSITIVE_INFINITY, nightOf(createdAt)),
      );
  const oldest = Math.min(...firstSeen.values());
  const isNew = [...firstSeen.values()].some(
    (seen) => seen > oldest && Math.abs(seen - night) <= apart,
  );
  const isChanged = stored.definitionChangedAt.some(near);
  const fulls = stored.files.filter(({ kind, createdAt }) => kind === 'full' && near(createdAt));
  const moved = stored.backups.some(({ createdAt }) => near(createdAt));
  return [
    { explanation: 'new machine or new type of data', seen: isNew },
    {
      explanation: 'encryption, compression or another setting of the job changed',
      seen: isChanged,
    },
    { explanation: 'a new full', seen: fulls.length > 0 },
    { explanation: 'the job moved to another repository', seen: moved },
    { explanation: 'encryption or packing inside the guest by its owner', seen: false },
  ];
}

function nightOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

function gibibytes(bytes: number): string {
  return (bytes / 1024 ** 3).toFixed(1);
}
