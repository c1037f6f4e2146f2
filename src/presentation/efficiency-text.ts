import type { EfficiencyContent, EfficiencyRowContent, SumsContent } from './efficiency-content.ts';
import { judgementLines } from './judgement-text.ts';
import { pageLines } from './page-text.ts';
import { sightLines } from './sight-text.ts';
import { onServer, quoted } from './wording.ts';

/** Storage efficiency in words; every fact of the content is in them. */
export function efficiencyLines(content: EfficiencyContent): string[] {
  const { jobs } = content;
  return [
    ...content.servers.flatMap(sightLines),
    `Reduction is data by stored bytes (${content.scope}); ${content.excluded}.`,
    ...(jobs === undefined ? [] : [`Jobs: ${jobs.known} known, ${jobs.scored} scored.`]),
    ...content.rows.flatMap(rowLines),
    ...pageLines(content.page),
    ...detailLines(content.details),
    ...shiftLines(content),
    ...signLines(content),
    ...savingLines(content),
  ];
}

function rowLines(row: EfficiencyRowContent): string[] {
  const level = row.level === undefined ? '' : `, ${row.level}`;
  const unknown = row.unknownFiles === undefined ? '' : `; ${row.unknownFiles} files tell no size`;
  const kinds = [
    sumsText('fulls', row.fulls),
    sumsText('increments', row.increments),
    sumsText('other files', row.others),
  ].filter((text) => text !== '');
  return [
    `- ${quoted(row.name)}${onServer(row.server)} (id ${row.id}): ${row.storedGib} GiB stored${level}; ${kinds.join('; ')}${unknown}${usedText(row)}.`,
    ...(row.judged === undefined ? [] : judgementLines(row.judged)),
  ];
}

function usedText({
  repositoryUsedGib: used,
  repositorySavesPercent: saves,
}: EfficiencyRowContent) {
  if (used === undefined) return '';
  const shared =
    saves === undefined
      ? ''
      : `, at least ${saves} % less than these files: shared blocks, an appliance, or files that were moved elsewhere`;
  return `; the repository says ${used} GiB used${shared}`;
}

function sumsText(kind: string, sums: SumsContent): string {
  if (sums === undefined) return '';
  const { reduction, dedupRemains, compressRemains, files } = sums;
  return `${kind} ${reduction}:1 (${files} files; remains after dedup ${dedupRemains} %, compression ${compressRemains} %)`;
}

function detailLines(details: EfficiencyContent['details']): string[] {
  if (details === undefined) return [];
  return [
    `  Kind of data: ${details.workloadType}.`,
    ...details.series.map(
      ({ files, nights, now, low, high, nightSpreadPercent, trendPercentMonth }) => {
        const trend =
          trendPercentMonth === undefined ? 'no trend' : `${trendPercentMonth} % a month`;
        return `  A night of ${files} files now: ${now}:1 (95 %: ${low}–${high}), varies by ${nightSpreadPercent} %, ${trend}; ${nights} nights.`;
      },
    ),
    ...details.unusual.map(
      ({ files, night, reductionPercent, z, evidence }) =>
        `  Unusual night ${night}, ${files} files: ${reductionPercent} % (robust z ${z}); ${evidence.join(', ')}.`,
    ),
  ];
}

function shiftLines({ shifts, shiftsTotal }: EfficiencyContent): string[] {
  return [
    `Lasting changes: ${shiftsTotal}.`,
    ...shifts.map(({ job, files, since, reductionPercent, low, high, evidence }) => {
      const range = low === undefined ? '' : ` (95 %: ${low} to ${high})`;
      return `- ${quoted(job)}, ${files} files since ${since}: reduction ${reductionPercent} %${range}; ${evidence.join(', ')}.`;
    }),
  ];
}

function signLines({ signs }: EfficiencyContent): string[] {
  if (signs === undefined) return [];
  const { indications, observations, machines, harmless } = signs;
  return [
    `Machines with signs that encryption can cause, and much else: ${indications} with two kinds of signs within three nights (indication), ${observations} with one sign alone (observation). None proves an attack.`,
    ...machines.map(({ machine, job, is, since, signs: told, seen }) => {
      const shown = seen === undefined ? '' : ` The data show: ${seen.join('; ')}.`;
      return `- ${quoted(machine)} in ${quoted(job)}: ${is} since ${since}: ${told.join('; ')}.${shown}`;
    }),
    `Rule out first: ${harmless.join('; ')}.`,
  ];
}

function savingLines({ savings, notEstimated }: EfficiencyContent): string[] {
  return [
    ...savings.map(({ cause, costMonth, how, where, ...amount }) => {
      const cost = costMonth === undefined ? '' : `, ${costMonth} a month`;
      return `Could be saved, ${cause}: ${amountText(amount)}${cost}: ${how}. ${where.join(', ')}`;
    }),
    ...(notEstimated === undefined ? [] : [`Not estimated: ${notEstimated.join('; ')}.`]),
  ];
}

type Amount = Pick<EfficiencyContent['savings'][number], 'gib' | 'lowGib' | 'highGib'>;

function amountText({ gib, lowGib, highGib }: Amount): string {
  return gib === 'unknown' ? 'how much is unknown' : `${gib} GiB (${lowGib}–${highGib})`;
}
