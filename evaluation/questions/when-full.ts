import type { RepositoryTruth } from '../../src/simulator/truth/repository-truth.ts';
import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';
import { capacityListFacts, type LevelFacts, repositoryFacts } from '../capacity-facts.ts';
import type { PreparedEstate } from '../prepared-estate.ts';
import type { Question } from '../question.ts';

const mostRepositories = 3;
/** A level passed over without being named is a contradiction; jumps that nobody announced make some. */
const toleratedShare = 0.3;

/** Repositories that fill up by themselves: not extents, not offline, with a capacity, one for each volume. */
export function plainRepositories({ repositories }: SimulatorTruth): readonly RepositoryTruth[] {
  return repositories
    .filter(
      ({ capacityGib, isOnline, scaleOutRepositoryId, sharesVolumeWithId, id }) =>
        capacityGib > 0 &&
        isOnline &&
        scaleOutRepositoryId === null &&
        sharesVolumeWithId === null &&
        !repositories.some((other) => other.sharesVolumeWithId === id),
    )
    .toSorted((one, other) => shareOf(other) - shareOf(one));
}

function shareOf({ capacityGib, freeGib }: RepositoryTruth): number {
  return (capacityGib - freeGib) / capacityGib;
}

/** Question 5: when will this repository be full, and how sure is that? */
export const whenFull: Question = {
  asked: 'When will this repository be full? How sure are you?',
  tool: 'get_capacity_forecast',
  calls: (truth) =>
    plainRepositories(truth)
      .slice(0, mostRepositories)
      .map(({ id }) => ({ repository: id, detail: 'full' })),
  at: (estate) => estate.callToolWithHistory,
  facts: (answer, truth, given) => {
    const planted = truth.repositories.find(({ id }) => id === given['repository']);
    if (planted === undefined) throw new Error('the call names a repository that was not planted');
    const facts = repositoryFacts(answer);
    const used = Math.round(10 * (planted.capacityGib - planted.freeGib)) / 10;
    const { name } = planted;
    return [
      { fact: `${name}: used GiB`, expected: used, seen: facts.usedGib },
      { fact: `${name}: capacity GiB`, expected: planted.capacityGib, seen: facts.capacityGib },
      {
        fact: `${name}: levels reached already`,
        expected: [80, 90, 100].filter((percent) => used >= (planted.capacityGib * percent) / 100),
        seen: facts.levels.filter(({ is }) => is === 'reached').map(({ percent }) => percent),
      },
      {
        fact: `${name}: early, likely and late day in order`,
        expected: [],
        seen: facts.levels.filter(isOutOfOrder),
      },
      {
        fact: `${name}: odds for 30, 60 and 90 days that do not fall`,
        expected: [],
        seen: facts.levels.filter(
          ({ is, probabilities }) => is !== 'reached' && !isRising(probabilities),
        ),
      },
      {
        fact: `${name}: history says that it was imported`,
        expected: true,
        seen: (facts.importedDays ?? 0) > 30,
      },
      {
        fact: `${name}: fit is named a fit, no confidence`,
        expected: true,
        seen: /Fit of the past, no confidence/.test(answer.text),
      },
      {
        fact: `${name}: past forecasts are told`,
        expected: 0,
        seen: facts.details?.pastForecasts.resolved,
      },
    ];
  },
};

/** The same of all repositories: the most pressing first, none over a level called LOW, dates that the planted future does not deny. */
export const whichFull: Question = {
  asked: 'Which repositories fill up before an order would arrive?',
  tool: 'get_capacity_forecast',
  calls: () => [{ limit: 50, detail: 'full' }],
  at: (estate) => estate.callToolWithHistory,
  facts: (answer, truth, _given, estate) => {
    const { repositories, page } = capacityListFacts(answer);
    const order = ['URGENT', 'HIGH', 'MEDIUM', 'unknown', 'LOW'];
    const ranks = repositories.map(({ priority }) => order.indexOf(priority));
    const judged = plainRepositories(truth).flatMap((planted) => {
      const row = repositories.find(({ repository }) => repository === planted.name);
      return (row?.levels ?? []).map((level) => ({ level, planted }));
    });
    const denied = judged.filter(({ level, planted }) => isDenied(level, planted, estate));
    return [
      { fact: 'every repository on the page', expected: page.total, seen: repositories.length },
      { fact: 'the most pressing first', expected: ranks.toSorted((a, b) => a - b), seen: ranks },
      {
        fact: 'over a level and called LOW',
        expected: [],
        seen: repositories.filter(
          ({ priority, levels }) => priority === 'LOW' && levels.some(({ is }) => is === 'reached'),
        ),
      },
      {
        fact: `of ${judged.length} levels, denied by the planted future (${denied.length})`,
        expected: false,
        seen: denied.length > toleratedShare * judged.length,
      },
      { fact: 'levels to hold against the future', expected: true, seen: judged.length > 5 },
    ];
  },
};

/** The planted first day at or over the level lies outside the 80 % interval, an open end being beyond 90 days. */
function isDenied(
  { percent, is, early, late }: LevelFacts,
  { id, capacityGib }: RepositoryTruth,
  { capacityDays, truth }: PreparedEstate,
): boolean {
  if (is === 'reached') return false;
  const came = capacityDays.find(
    ({ repositoryId, at, usedGib }) =>
      repositoryId === id &&
      at > truth.asOf &&
      usedGib >= (capacityGib * Math.min(percent, 99.4)) / 100,
  );
  const day = came?.at.slice(0, 10) ?? '9999';
  return day < (early ?? '9998') || day > (late ?? '9999');
}

function isOutOfOrder({ is, early, likely, late }: LevelFacts): boolean {
  if (is !== 'within' && is !== 'not-within') return false;
  const days = [early, likely, late].map((day) => day ?? '9999');
  return days.toSorted().join() !== days.join();
}

function isRising(odds: LevelFacts['probabilities']): boolean {
  const told = ['30', '60', '90'].map((days) => odds?.[days]);
  return told.every((odd, place) => odd !== undefined && odd >= (told[place - 1] ?? 0));
}
