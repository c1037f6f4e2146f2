import type {
  RepositoryAnswer,
  RepositoryDetails,
  WhatIfShown,
} from '../domain/capacity-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { repositoryRow } from './capacity-content.ts';
import { freeingContent } from './freeing-content.ts';
import { judgementContent } from './judgement-content.ts';
import { levelContent } from './level-content.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean, knownInstant, rounded } from './wording.ts';

/** Of the used space by day; more would leave no room for anything else. */
const mostDaysShown = 150;

/** One repository as structured content. Sizes in GiB. */
export function repositoryContent(answer: RepositoryAnswer, limits: AnswerLimits) {
  const { repository, details, whatIf } = answer;
  const isCurrent = answer.servers.every(({ freshness }) => freshness.state === 'fresh');
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    servers: answer.servers.slice(0, limits.servers).map((server) => sightContent(server, limits)),
    horizonDays: repository.horizonDays,
    leadTimeDays: repository.leadTimeDays,
    ...repositoryRow(repository, limits, limits.withReasons ? 'full' : 'odds'),
    whatIf: whatIf === null ? undefined : whatIfContent(whatIf, limits),
    unreadable: details === null ? true : undefined,
    // Who asks what if wants to know that; the rest is one question away.
    details:
      details === null || (whatIf !== null && !limits.withReasons)
        ? undefined
        : detailsContent(details, isCurrent, limits),
  };
}

export type RepositoryContent = ReturnType<typeof repositoryContent>;
export type DetailsContent = ReturnType<typeof detailsContent>;
export type WhatIfContent = ReturnType<typeof whatIfContent>;

function whatIfContent(whatIf: WhatIfShown, limits: AnswerLimits) {
  const said = (texts: readonly string[]) => texts.map((text) => clean(text, 200));
  return {
    understood: said(whatIf.understood),
    assumed: said(whatIf.assumed),
    priority: whatIf.priority,
    levels: whatIf.levels.map((level) => levelContent(level, limits.withReasons ? 'full' : 'odds')),
    recommendedGib: rounded(whatIf.recommendedGib, 0),
  };
}

function detailsContent(details: RepositoryDetails, isCurrent: boolean, limits: AnswerLimits) {
  const { recommendedGib, recommendedFor, reduction, series } = details;
  const judgement = judgementContent(details.judgement, isCurrent, limits);
  const { confidence, factors } = judgement;
  return {
    confidence,
    factors,
    judgement: limits.withReasons ? judgement : undefined,
    readAt: knownInstant(details.readAt),
    members: details.members.length > 1 ? names(details.members, limits) : undefined,
    notCounted: listed([...details.leftOut, ...details.sharedVolumes], limits),
    outOfService: listed(details.outOfService, limits),
    recommended:
      recommendedGib === null ? undefined : { gib: rounded(recommendedGib, 0), ...recommendedFor },
    fit: details.fit.map(({ shape, perDayNow, rSquared, p }) => ({
      shape,
      gibPerDay: rounded(perDayNow, 1),
      rSquared: rSquared === null ? undefined : rounded(rSquared, 2),
      p: p === null ? undefined : Number(p.toPrecision(2)),
    })),
    ...historyContent(details, limits),
    growth: growthContent(details, limits),
    dataReduction:
      reduction === null
        ? undefined
        : { now: rounded(reduction.now, 2), before: rounded(reduction.before, 2) },
    freeing: freeingContent(details.freeing, limits),
    pastForecasts: promisesContent(details.promises),
    utilisationDays: limits.withReasons ? series.length : undefined,
    utilisation: limits.withReasons
      ? series
          .slice(-mostDaysShown)
          .map(({ day, gib, source }) => [day, rounded(gib, 1), source] as const)
      : undefined,
  };
}

function historyContent(details: RepositoryDetails, limits: AnswerLimits) {
  const { removed, faults, offlineSamples, extensions, steps, historyFrom } = details;
  const newest = <Row>(rows: readonly Row[]) => rows.toReversed().slice(0, limits.names);
  return {
    historyFrom: historyFrom ?? undefined,
    offlineSamples: offlineSamples > 0 ? offlineSamples : undefined,
    faults: faults.length === 0 ? undefined : faults,
    outliersRemoved:
      removed.length === 0
        ? undefined
        : {
            count: removed.length,
            newest: newest(removed).map(({ day, gib }) => ({ day, gib: rounded(gib, 1) })),
          },
    extensions:
      extensions.length === 0
        ? undefined
        : newest(extensions).map(({ day, fromGib, toGib }) => ({
            day,
            fromGib: rounded(fromGib, 1),
            toGib: rounded(toGib, 1),
          })),
    steps: newest(steps).map(({ day, gib, isRebuilt, causes }) => ({
      day,
      gib: rounded(gib, 1),
      rebuilt: isRebuilt ? true : undefined,
      likelyCauses: causes.slice(0, limits.names).map((cause) => ({
        kind: cause.kind,
        name: clean(cause.name, limits.nameCharacters),
        gib: cause.gib === null ? undefined : rounded(cause.gib, 1),
      })),
    })),
    stepsInAll: steps.length,
  };
}

function growthContent({ growth }: RepositoryDetails, limits: AnswerLimits) {
  const rows = (growers: RepositoryDetails['growth']['jobs']) =>
    growers.slice(0, limits.names).map((grower) => ({
      name: clean(grower.name, limits.nameCharacters),
      grewGib: rounded(grower.grewGib, 1),
      heldGib: rounded(grower.heldGib, 1),
      writtenGibPerDay: rounded(grower.writtenGibPerDay, 1),
    }));
  return {
    days: growth.days,
    estimated: growth.isEstimated ? true : undefined,
    jobs: rows(growth.jobs),
    workloads: rows(growth.workloads),
  };
}

function promisesContent({ last, ...promises }: RepositoryDetails['promises']) {
  const { resolved, inside80, inside95, medianErrorPercent } = promises;
  if (resolved === 0) return { resolved };
  return {
    resolved,
    inside80,
    inside95,
    medianErrorPercent: medianErrorPercent === null ? undefined : rounded(medianErrorPercent, 1),
    last:
      last === null
        ? undefined
        : {
            madeOn: last.madeOn,
            daysAhead: last.daysAhead,
            saidGib: rounded(last.expected, 0),
            lowGib: rounded(last.low80, 0),
            highGib: rounded(last.high80, 0),
            cameGib: rounded(last.came, 0),
          },
  };
}

function names(all: readonly string[], limits: AnswerLimits) {
  const shown = all.slice(0, limits.names);
  return { count: all.length, names: shown.map((name) => clean(name, limits.nameCharacters)) };
}

function listed(
  rows: readonly { readonly name: string; readonly reason: string }[],
  limits: AnswerLimits,
) {
  if (rows.length === 0) return undefined;
  return rows.slice(0, limits.names).map(({ name, reason }) => ({
    name: clean(name, limits.nameCharacters),
    why: clean(reason, limits.messageCharacters),
  }));
}
