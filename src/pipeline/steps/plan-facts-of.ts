import type {
  JobFact,
  RiskFacts,
  StorageFact,
  WorkloadFact,
} from '../../analysers/risk/risk-facts.ts';
import { type PlanFact, type PlanMetric, planMetrics } from '../../domain/plan-fact.ts';
import type { Risk } from '../../domain/risk.ts';
import type { SourceName } from '../../domain/source-state.ts';

/** What plans are checked against, of everything that open risks or kept plans look at. `horizonDays`: how far a forecast looks. */
export function planFactsOf(
  facts: RiskFacts,
  open: readonly Risk[],
  lookedAt: readonly string[],
  horizonDays: number,
): PlanFact[] {
  const wanted = new Set(lookedAt);
  for (const { subject, component, jobs, workloads } of open) {
    const names = [subject.name, component?.name ?? '', ...jobs, ...workloads];
    for (const name of names) wanted.add(name.toLowerCase());
  }
  const runsKnown = lastRead(facts, 'sessions');
  const pointsKnown = lastRead(facts, 'restore-points');
  const isWanted = ({ name }: { readonly name: string }) => wanted.has(name.toLowerCase());
  const all: (PlanFact | null)[] = [
    ...facts.jobs.filter(isWanted).map((job) => fact('job', job.name, runsKnown, jobMetrics(job))),
    ...facts.workloads
      .filter(isWanted)
      .map((each) => fact('workload', each.name, pointsKnown, workloadMetrics(each))),
    ...facts.storage.flatMap((each) =>
      namesOf(each).map((name) =>
        fact('repository', name, each.readAt, storageMetrics(each, horizonDays)),
      ),
    ),
  ];
  return worstByName(all.flatMap((one) => (one !== null && wanted.has(one.name) ? [one] : [])));
}

type Metrics = PlanFact['metrics'];

/** Null where nobody knows up to when it is true. */
function fact(
  kind: PlanFact['kind'],
  name: string,
  knownUntil: Date | null,
  metrics: Metrics,
): PlanFact | null {
  return knownUntil === null ? null : { kind, name: name.toLowerCase(), knownUntil, metrics };
}

function lastRead({ sources }: RiskFacts, source: SourceName): Date | null {
  return sources.find((state) => state.source === source)?.lastAvailableAt ?? null;
}

function jobMetrics({ streak, silence, stalled }: JobFact): Metrics {
  const inRow = (outcome: string) => (streak?.outcome === outcome ? streak.runs : 0);
  const runs =
    streak === null
      ? {}
      : {
          'failed-runs-in-a-row': inRow('failed'),
          'warned-runs-in-a-row': inRow('warning'),
          'good-runs-in-a-row': inRow('success'),
        };
  const isStalled = stalled === null ? 0 : 1;
  return { ...runs, 'missed-runs': silence?.missedRuns ?? 0, 'stalled-runs': isStalled };
}

/** One that left every job is not protected either: that a risk went because its job did is no success. */
function workloadMetrics({ state, ageHours, recovery }: WorkloadFact): Metrics {
  return {
    ...(state === null ? {} : { 'unprotected-workloads': state === 'protected' ? 0 : 1 }),
    ...(ageHours === null ? {} : { 'usable-point-age-hours': ageHours }),
    ...(recovery === null ? {} : { 'untested-workloads': recovery.proof === 'proven' ? 0 : 1 }),
  };
}

/** Failures name a scale-out repository or one of its extents, forecasts its tier. */
function namesOf({ name, calledInLines, members }: StorageFact): string[] {
  return [...new Set([name, calledInLines ?? name, ...members.map((member) => member.name)])];
}

/** A forecast that does not reach the level within its horizon is at least that far away. */
function storageMetrics(storage: StorageFact, horizonDays: number): Metrics {
  const { usedPercent, daysUntilFull, noForecast } = storage;
  const days = daysUntilFull ?? (noForecast === null ? horizonDays : null);
  return {
    ...(usedPercent === null ? {} : { 'used-percent': usedPercent }),
    ...(days === null ? {} : { 'days-until-full': days }),
  };
}

/** Plans know names: of two subjects that share one, the worse figure and the older instant stand. */
function worstByName(facts: readonly PlanFact[]): PlanFact[] {
  const byName = new Map<string, PlanFact>();
  for (const one of facts) {
    const key = `${one.kind}\n${one.name}`;
    const other = byName.get(key);
    byName.set(key, other === undefined ? one : worseOf(one, other));
  }
  return [...byName.values()];
}

function worseOf(one: PlanFact, other: PlanFact): PlanFact {
  const metrics: Partial<Record<PlanMetric, number>> = { ...other.metrics, ...one.metrics };
  for (const metric of metricsOf(one)) {
    const [mine = 0, theirs] = [one.metrics[metric], other.metrics[metric]];
    if (theirs === undefined) continue;
    metrics[metric] =
      planMetrics[metric].worst === 'lowest' ? Math.min(mine, theirs) : Math.max(mine, theirs);
  }
  const knownUntil = one.knownUntil < other.knownUntil ? one.knownUntil : other.knownUntil;
  return { ...one, knownUntil, metrics };
}

function metricsOf({ metrics }: PlanFact): PlanMetric[] {
  return Object.keys(metrics).filter((name): name is PlanMetric => name in planMetrics);
}
