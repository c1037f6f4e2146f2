import type { ByteSums } from '../domain/efficiency.ts';
import type { EfficiencyAnswer, EfficiencyRow, HeldBytes } from '../domain/efficiency-answer.ts';
import { harmlessExplanations } from '../domain/harmless-explanations.ts';
import { reductionOf } from '../domain/reduction.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { judgementContent } from './judgement-content.ts';
import { pageContent } from './page-content.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean, rounded } from './wording.ts';

const gib = 1024 ** 3;
const terabyte = 1e12;
const excluded =
  'VBR’s own figures: savings of deduplicating appliances and of block cloning (ReFS, XFS) are not in them';

/** Storage efficiency as structured content. */
export function efficiencyContent(answer: EfficiencyAnswer, limits: AnswerLimits) {
  const rows = answer.subjects.rows.slice(0, limits.rows);
  const isCurrent = answer.servers.every(({ freshness }) => freshness.state === 'fresh');
  const many = answer.servers.length > 1;
  const name = (text: string) => clean(text, limits.nameCharacters);
  const say = (text: string) => clean(text, limits.messageCharacters);
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    scope: answer.scope,
    excluded,
    jobs: answer.jobs ?? undefined,
    rows: rows.map((row) => rowContent(row, isCurrent, many, limits)),
    page: pageContent(answer.subjects, rows.length),
    details: detailsContent(answer, limits),
    shiftsTotal: answer.shifts.length,
    shifts: answer.shifts.slice(0, limits.names).map((shift) => ({
      ...{ job: name(shift.name), files: shift.kind, since: shift.since },
      reductionPercent: rounded(shift.percent, 1),
      low: shift.lowPercent === null ? undefined : rounded(shift.lowPercent, 1),
      high: shift.highPercent === null ? undefined : rounded(shift.highPercent, 1),
      evidence: shift.evidence.slice(0, 2).map(name),
    })),
    signs: signsContent(answer, limits),
    savings: answer.savings.map((saving) => ({
      cause: saving.cause,
      ...amountOf(saving),
      costMonth: costOf(saving.bytes, answer.price),
      how: say(saving.how),
      where: saving.where.slice(0, limits.names).map(name),
    })),
    notEstimated: answer.notEstimated.length === 0 ? undefined : answer.notEstimated.map(say),
    servers: answer.servers.slice(0, limits.servers).map((server) => sightContent(server, limits)),
  };
}

/** Undefined where no machine has a sign. */
function signsContent({ suspicions, machinesWithSigns }: EfficiencyAnswer, limits: AnswerLimits) {
  const { indication, observation } = machinesWithSigns;
  if (indication + observation === 0) return undefined;
  const name = (text: string) => clean(text, limits.nameCharacters);
  return {
    indications: indication,
    observations: observation,
    machines: suspicions.slice(0, limits.names).map((one) => ({
      ...{ machine: name(one.machine), job: name(one.name), is: one.level, since: one.since },
      signs: one.signs.slice(0, limits.names).map((sign) => clean(sign, limits.messageCharacters)),
      seen: one.seen.length === 0 ? undefined : one.seen,
    })),
    harmless: Object.values(harmlessExplanations),
  };
}

export type EfficiencyContent = ReturnType<typeof efficiencyContent>;

function rowContent(row: EfficiencyRow, isCurrent: boolean, many: boolean, limits: AnswerLimits) {
  const { full, increment, other } = row.held;
  return {
    name: clean(row.name, limits.nameCharacters),
    id: clean(row.id, limits.nameCharacters),
    server: many ? clean(row.serverEntry, limits.nameCharacters) : undefined,
    level: row.level ?? undefined,
    storedGib: inGib(full.backupBytes + increment.backupBytes + other.backupBytes),
    fulls: sumsContent(full),
    increments: sumsContent(increment),
    others: sumsContent(other),
    unknownFiles: unknownFiles(row.held),
    repositoryUsedGib: row.usedGib === null ? undefined : rounded(row.usedGib, 1),
    repositorySavesPercent: repositorySaves(row),
    judged: row.judgement === null ? undefined : judgementContent(row.judgement, isCurrent, limits),
  };
}

/** What the sizes of its files come to beyond what a repository says is used, in per cent of them; undefined where they do not. */
function repositorySaves({ held, usedGib }: EfficiencyRow): number | undefined {
  const { full, increment, other } = held;
  const storedGib = (full.backupBytes + increment.backupBytes + other.backupBytes) / gib;
  if (usedGib === null || storedGib <= usedGib) return undefined;
  return rounded(100 * (1 - usedGib / storedGib), 1);
}

export type EfficiencyRowContent = ReturnType<typeof rowContent>;

function unknownFiles({ full, increment, other }: HeldBytes): number | undefined {
  const files = full.unknownFiles + increment.unknownFiles + other.unknownFiles;
  return files === 0 ? undefined : files;
}

function sumsContent(sums: ByteSums) {
  if (sums.files === 0) return undefined;
  const { factor, dedupRemainingPercent, compressRemainingPercent } = reductionOf(sums);
  const known = (value: number | null, decimals: number) =>
    value === null ? ('unknown' as const) : rounded(value, decimals);
  return {
    reduction: known(factor, 2),
    dedupRemains: known(dedupRemainingPercent, 1),
    compressRemains: known(compressRemainingPercent, 1),
    files: sums.files,
  };
}

export type SumsContent = ReturnType<typeof sumsContent>;

function detailsContent({ details }: EfficiencyAnswer, limits: AnswerLimits) {
  if (details === null) return undefined;
  return {
    workloadType: clean(details.workloadType, limits.messageCharacters),
    series: details.series.map((series) => ({
      ...{ files: series.kind, nights: series.nights },
      now: rounded(series.factorNow, 2),
      low: rounded(series.lowFactorNow, 2),
      high: rounded(series.highFactorNow, 2),
      nightSpreadPercent: series.spreadPercent,
      trendPercentMonth: series.trendPercentMonth ?? undefined,
    })),
    unusual: details.unusual.slice(0, limits.names).map((one) => ({
      ...{ files: one.kind, night: one.night, reductionPercent: one.percent, z: one.robustZ },
      evidence: one.evidence.slice(0, 2).map((id) => clean(id, limits.nameCharacters)),
    })),
  };
}

function inGib(bytes: number): number {
  return rounded(bytes / gib, 1);
}

/** What is not known is said so, never left out: silence reads as nothing. */
function amountOf({ bytes, lowBytes, highBytes }: EfficiencyAnswer['savings'][number]) {
  if (bytes === null || highBytes === null) return { gib: 'unknown' as const };
  return { gib: inGib(bytes), lowGib: inGib(lowBytes), highGib: inGib(highBytes) };
}

function costOf(bytes: number | null, price: EfficiencyAnswer['price']): string | undefined {
  if (price === null || bytes === null) return undefined;
  const cost = rounded((bytes / terabyte) * price.perTerabyteMonth, 2);
  return clean(`${cost} ${price.currency}`.trim(), 40);
}
