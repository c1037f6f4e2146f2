import { rowText } from './capacity-text.ts';
import { freeingLines } from './freeing-content.ts';
import { judgementLines } from './judgement-text.ts';
import { levelText } from './level-content.ts';
import type { DetailsContent, RepositoryContent, WhatIfContent } from './repository-content.ts';
import { sightLines } from './sight-text.ts';
import { changeText, sizeText } from './size-text.ts';
import { counted, quoted } from './wording.ts';

/** One repository in words. */
export function repositoryLines(content: RepositoryContent): string[] {
  const { horizonDays, leadTimeDays, whatIf, details, unreadable } = content;
  return [
    ...content.servers.flatMap(sightLines),
    `${rowText(content, horizonDays, leadTimeDays)}. Dates: likely day (80 % interval).`,
    ...(whatIf === undefined ? [] : whatIfLines(whatIf, horizonDays)),
    ...(unreadable === true ? ['  Its figures cannot be read: run "dr365 analyze capacity".'] : []),
    ...(details === undefined ? [] : detailsLines(details)),
  ];
}

function whatIfLines(whatIf: WhatIfContent, horizonDays: number): string[] {
  const levels = whatIf.levels.map((level) => levelText(level, horizonDays));
  const assumed = whatIf.assumed.length === 0 ? '' : ` Assumed: ${whatIf.assumed.join('; ')}.`;
  return [
    `What if ${whatIf.understood.join(' and ')}: ${whatIf.priority}; ${levels.join('; ')}; recommended capacity ${sizeText(whatIf.recommendedGib)}.${assumed}`,
  ];
}

function detailsLines(details: DetailsContent): string[] {
  return [
    ...confidenceLines(details),
    ...capacityLine(details),
    ...growthLines(details),
    ...stepLines(details),
    ...freeingLines(details.freeing),
    promisesLine(details),
    ...fitLines(details),
    ...historyLines(details),
  ];
}

function confidenceLines({ judgement, confidence, factors = [] }: DetailsContent): string[] {
  if (judgement !== undefined) return judgementLines(judgement);
  if (confidence === undefined) return [];
  const said = factors.map(
    ({ factor, value, why }) => `${factor} ${value}${why === undefined ? '' : ` (${why})`}`,
  );
  return [`  Confidence ${confidence}${said.length === 0 ? '' : `: ${said.join(', ')}`}.`];
}

function capacityLine(details: DetailsContent): string[] {
  const { recommended, members, notCounted = [], outOfService = [], readAt } = details;
  const reasons = [...notCounted, ...outOfService].map(
    ({ name, why }) => `${quoted(name)} (${why})`,
  );
  const parts = [
    readAt === undefined ? 'never read' : `read ${readAt}`,
    ...(members === undefined
      ? []
      : [`${members.count} members: ${members.names.map(quoted).join(', ')}`]),
    ...(reasons.length === 0 ? [] : [`not or partly counted: ${reasons.join(', ')}`]),
    ...(recommended === undefined
      ? []
      : [
          `recommended capacity ${sizeText(recommended.gib)} (below ${recommended.percent} % in nine futures of ten, plus ${recommended.bufferPercent} %)`,
        ]),
  ];
  return [`  Capacity: ${parts.join('; ')}.`];
}

function growthLines({ growth, dataReduction }: DetailsContent): string[] {
  const of = (rows: DetailsContent['growth']['jobs']) =>
    rows
      .map(
        ({ name, grewGib, heldGib, writtenGibPerDay }) =>
          `${quoted(name)} ${changeText(grewGib)} (holds ${sizeText(heldGib)}, writes ${sizeText(writtenGibPerDay)}/d)`,
      )
      .join(', ');
  const estimated = growth.estimated === true ? ', partly estimated from files that are left' : '';
  const reduction =
    dataReduction === undefined
      ? []
      : [
          `  Data reduction of new files: ${dataReduction.now}x in the last four weeks, ${dataReduction.before}x in the four before; an explanation, not in the forecast.`,
        ];
  if (growth.jobs.length === 0) return reduction;
  return [
    `  Growth in ${growth.days} d${estimated}: jobs ${of(growth.jobs)}; workloads ${of(growth.workloads) || 'not told'}.`,
    ...reduction,
  ];
}

function stepLines({ steps, stepsInAll, extensions = [] }: DetailsContent): string[] {
  const shown = steps.map(({ day, gib, rebuilt, likelyCauses }) => {
    const causes = likelyCauses.map(
      (cause) =>
        `${cause.kind} ${quoted(cause.name)}${cause.gib === undefined ? '' : ` ${sizeText(cause.gib)}`}`,
    );
    const why = causes.length === 0 ? 'no cause found' : `likely ${causes.join(' or ')}`;
    return `${day} ${changeText(gib)}${rebuilt === true ? ' (rebuilt)' : ''}: ${why}`;
  });
  const grown = extensions.map(
    ({ day, fromGib, toGib }) => `${day} from ${sizeText(fromGib)} to ${sizeText(toGib)}`,
  );
  return [
    ...(shown.length === 0 ? [] : [`  Steps (${stepsInAll} in all): ${shown.join('; ')}.`]),
    ...(grown.length === 0 ? [] : [`  Capacity changed: ${grown.join('; ')}.`]),
  ];
}

function promisesLine({ pastForecasts }: DetailsContent): string {
  if (!('inside80' in pastForecasts)) return '  Past forecasts: none has come due yet.';
  const { resolved, inside80, inside95, medianErrorPercent, last } = pastForecasts;
  const newest =
    last === undefined
      ? ''
      : `; last: on ${last.madeOn} ${sizeText(last.saidGib)} (${sizeText(last.lowGib)} to ${sizeText(last.highGib)}) was said for ${last.daysAhead} d later, ${sizeText(last.cameGib)} came`;
  return `  Past forecasts: ${resolved} came due, ${inside80} inside their 80 % and ${inside95} inside their 95 % interval, median error ${medianErrorPercent} %${newest}.`;
}

function fitLines({ fit }: DetailsContent): string[] {
  if (fit.length === 0) return [];
  const curves = fit.map(
    ({ shape, gibPerDay, rSquared, p }) =>
      `${shape} ${changeText(gibPerDay)}/d now${rSquared === undefined ? '' : `, R² ${rSquared}`}${p === undefined ? '' : `, p ${p}`}`,
  );
  return [`  Fit of the past, no confidence: ${curves.join('; ')}.`];
}

function historyLines(details: DetailsContent): string[] {
  const { historyFrom, offlineSamples, faults = [], outliersRemoved } = details;
  const { utilisation, utilisationDays = 0 } = details;
  const removed = outliersRemoved?.newest.map(({ day, gib }) => `${day} ${sizeText(gib)}`) ?? [];
  const parts = [
    ...(historyFrom === undefined ? [] : [`from ${historyFrom}`]),
    ...(offlineSamples === undefined
      ? []
      : [`${counted(offlineSamples, 'day')} offline, not used`]),
    ...faults,
    ...(outliersRemoved === undefined
      ? []
      : [`${counted(outliersRemoved.count, 'outlier')} removed: ${removed.join(', ')}`]),
  ];
  const series = utilisation?.map(([day, gib, source]) => `${day} ${gib} ${source}`) ?? [];
  const newest =
    series.length < utilisationDays
      ? ` (the newest ${series.length} of ${utilisationDays} days)`
      : '';
  return [
    ...(parts.length === 0 ? [] : [`  History: ${parts.join('; ')}.`]),
    ...(series.length === 0 ? [] : [`  Used space by day in GiB${newest}: ${series.join(', ')}.`]),
  ];
}
