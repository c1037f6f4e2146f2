import { dateOfDay } from './calendar-date.ts';
import type { CapacityFacts } from './capacity-facts.ts';
import { dayOf } from './capacity-history.ts';
import { dataReduction } from './data-reduction.ts';
import { growersOf } from './growers.ts';
import { keptPromises } from './kept-promises.ts';
import { measureFreeing } from './measure-freeing.ts';
import { levelMeasures } from './measure-levels.ts';
import type { CapacityMeasures } from './measures.ts';
import type { RepositoryOutlook, RepositoryWithoutForecast } from './repository-forecast.ts';
import { daysAheadOf, settingsText } from './settings.ts';
import { offloadsTo, storageEvents } from './storage-events.ts';
import type { TierHistory } from './tier-history.ts';
import { likelyCauses, usageSteps } from './usage-steps.ts';

type Outlook = RepositoryOutlook | RepositoryWithoutForecast;

const growthDays = 30;
const mostJobs = 60;
const mostWorkloads = 20;
const mostCauses = 3;

/** Everything that is known of one repository's space, in the form it is kept. */
export function measureCapacity(
  facts: CapacityFacts,
  history: TierHistory,
  outlook: Outlook,
): CapacityMeasures {
  const { tier, asOf, settings, backups } = facts;
  const usedGib = tier.counted.length === 0 ? null : tier.usedGib;
  const { usableGib } = tier;
  const growers = growersOf(backups, facts.lock, facts.objectNames, dayOf(asOf), growthDays);
  return {
    tier: tier.tier,
    parentName: tier.name,
    members: [...tier.members],
    capacityGib: tier.capacityGib,
    usableGib,
    usedGib,
    usedPercent: usedGib === null || !isPositive(usableGib) ? null : (100 * usedGib) / usableGib,
    readAt: facts.readAt?.toISOString() ?? null,
    outOfService: named(tier.outOfService),
    leftOut: named(tier.leftOut),
    sharedVolumes: named(tier.sharedVolumes),
    history: historyMeasures(history, outlook),
    originDay: dateOfDay(dayOf(asOf)),
    horizonDays: daysAheadOf(settings),
    leadTimeDays: settings.leadTimeDays,
    judgedBy: settingsText(settings),
    safetyBufferPercent: settings.safetyBufferPercent,
    ...levelMeasures(facts, outlook, usedGib),
    ...forecastMeasures(outlook),
    extensions: history.extensions.map(({ day, ...sizes }) => ({ day: dateOfDay(day), ...sizes })),
    steps: stepMeasures(facts, history, outlook),
    growth: {
      days: growthDays,
      isEstimated: backups.some(
        ({ watchedSince }) => dayOf(watchedSince) > dayOf(asOf) - growthDays,
      ),
      jobs: growers.jobs.slice(0, mostJobs),
      workloads: growers.workloads.slice(0, mostWorkloads),
    },
    reduction: dataReduction(backups, dayOf(asOf)),
    freeing: measureFreeing(backups, facts.lock, asOf, usedGib),
    promises: promiseMeasures(facts, history),
    series: history.readings
      .filter(({ value }) => Number.isFinite(value))
      .map(({ day, value, source }) => ({
        day: dateOfDay(day),
        gib: threeDecimals(value),
        source,
      })),
  };
}

function historyMeasures(
  { readings, offlineSamples }: TierHistory,
  outlook: Outlook,
): CapacityMeasures['history'] {
  const seen = outlook.status === 'ready' ? outlook.forecast : outlook.seen;
  const of = (wanted: string) => readings.filter(({ source }) => source === wanted).length;
  const [first] = readings;
  return {
    knownDays: seen.knownDays,
    neededDays: seen.neededDays,
    measured: of('measured'),
    imported: of('imported'),
    rebuilt: of('rebuilt'),
    offlineSamples,
    from: first === undefined ? null : dateOfDay(first.day),
    faults: { ...seen.faults, unitChanges: seen.unitChanges.length },
    removed: seen.removed.map(({ day, value }) => ({ day: dateOfDay(day), gib: value })),
  };
}

function forecastMeasures(
  outlook: Outlook,
): Pick<CapacityMeasures, 'growthGibPerDay' | 'fit' | 'fan'> {
  if (outlook.status !== 'ready') return { growthGibPerDay: null, fit: [], fan: null };
  const { forecast, fit } = outlook;
  const { originDay, lastKnown, path, spread, values, trend } = forecast;
  return {
    growthGibPerDay: trend.forecastPerDay,
    fit: [...fit],
    fan: {
      originDay,
      lastKnown,
      historyDays: values.length,
      path: path.map(threeDecimals),
      spread: spread.map(threeDecimals),
    },
  };
}

function stepMeasures(
  { backups, capacityTierDays }: CapacityFacts,
  { readings }: TierHistory,
  outlook: Outlook,
): CapacityMeasures['steps'] {
  if (outlook.status !== 'ready') return [];
  const { values, profile, lastKnown } = outlook.forecast;
  const steps = usageSteps(values, profile, lastKnown.day);
  const events = storageEvents(
    backups,
    offloadsTo(capacityTierDays),
    steps.map(({ day }) => day),
  );
  const rebuilt = new Set(
    readings.flatMap(({ day, source }) => (source === 'rebuilt' ? [day] : [])),
  );
  return steps.map((step) => ({
    day: dateOfDay(step.day),
    gib: step.size,
    isRebuilt: rebuilt.has(step.day),
    causes: likelyCauses(step, events)
      .slice(0, mostCauses)
      .map(({ kind, name, size }) => ({ kind, name, gib: size })),
  }));
}

function promiseMeasures(
  { past }: CapacityFacts,
  { readings }: TierHistory,
): CapacityMeasures['promises'] {
  const measured = readings.filter(({ source }) => source === 'measured');
  const { last, ...counts } = keptPromises(past, measured);
  if (last === null) return { ...counts, last };
  const { madeOnDay, daysAhead, expected, low80, high80, came } = last;
  const madeOn = dateOfDay(madeOnDay);
  return { ...counts, last: { madeOn, daysAhead, expected, low80, high80, came } };
}

/** As fine as VBR's figures are kept. */
function threeDecimals(gib: number): number {
  return Math.round(gib * 1000) / 1000;
}

function named(rows: readonly { readonly name: string; readonly reason: string }[]) {
  return rows.map(({ name, reason }) => ({ name, reason }));
}

function isPositive(value: number | null): value is number {
  return value !== null && Number.isFinite(value) && value > 0;
}
