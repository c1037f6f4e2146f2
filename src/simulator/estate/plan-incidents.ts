import type { Scenario } from './behaviour.ts';
import { causeAt, causeIndexOf } from './causes/causes.ts';
import { chanceFrom, shuffled, textHash } from './chance.ts';
import { type Component, componentOf } from './component.ts';
import type { Incident } from './incidents.ts';
import type { JobDraft } from './jobs.ts';
import { startsPerWeek } from './schedule.ts';
import { isVital } from './vital-machines.ts';
import { hourMs } from './zone-clock.ts';

/** An incident before it has jobs; times are hours before now. */
interface IncidentPlan {
  readonly cause: string;
  readonly fromHours: number;
  /** Null while it goes on. */
  readonly untilHours: number | null;
  /** Most jobs it hits; null for all that share the component. */
  readonly jobs: number | null;
  readonly outcome?: 'warning';
}

// The second and third fall into the same night.
const troubled: readonly IncidentPlan[] = [
  { cause: 'repository-full', fromHours: 60, untilHours: null, jobs: 5 },
  { cause: 'account-locked', fromHours: 27, untilHours: null, jobs: 3 },
  { cause: 'network-reset', fromHours: 28, untilHours: 4, jobs: 4 },
  { cause: 'datastore-low', fromHours: 15 * 24, untilHours: 12 * 24, jobs: 4 },
  { cause: 'low-free-space', fromHours: 9 * 24, untilHours: 3 * 24, jobs: 4, outcome: 'warning' },
  { cause: 'plattenschrank-german', fromHours: 23 * 24, untilHours: 20 * 24, jobs: 4 },
  { cause: 'certificate-expired', fromHours: 40 * 24, untilHours: 38 * 24, jobs: 3 },
];

const outage: readonly IncidentPlan[] = [
  { cause: 'repository-unavailable', fromHours: 96, untilHours: 48, jobs: null },
  { cause: 'chain-corrupt', fromHours: 47, untilHours: null, jobs: 3 },
  { cause: 'proxy-refused', fromHours: 46, untilHours: null, jobs: 3 },
  { cause: 'proxy-fallback', fromHours: 47, untilHours: 20, jobs: 6, outcome: 'warning' },
];

// Who broke in tried passwords until the account was locked.
const ransomware: readonly IncidentPlan[] = [
  { cause: 'account-locked', fromHours: 27, untilHours: null, jobs: 3 },
];

const plans: Readonly<Record<Scenario, readonly IncidentPlan[]>> = {
  healthy: [],
  troubled,
  ransomware,
  outage,
  msp: troubled,
};

const jobsPerSet = 250;
const leastApartMs = 96 * hourMs;

interface IncidentSurroundings {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly nowMs: number;
  readonly startMs: number;
}

/** The incidents of an estate: each takes the component that most of the free jobs share, those first that a business leans on. */
export function planIncidents(
  drafts: readonly JobDraft[],
  { scenario, seed, nowMs, startMs }: IncidentSurroundings,
): Incident[] {
  const sets = Math.max(1, Math.floor(drafts.length / jobsPerSet));
  const inChanceOrder = shuffled(chanceFrom(seed, textHash('incidents')), drafts);
  const able = inChanceOrder.filter(isAble);
  const wanted = Array.from({ length: sets }, () => plans[scenario]).flat();
  const incidents: Incident[] = [];
  for (const plan of wanted) {
    const window = windowOf(plan, nowMs);
    if (window.fromMs < startMs) continue;
    const free = able.filter(({ index }) => !incidents.some(isNear.bind(null, window, index)));
    const hit = jobsFor(plan, plan.jobs === null ? drafts : free, seed);
    if (hit !== null) incidents.push(incidentOf(plan, incidents.length, hit, window));
  }
  return incidents;
}

interface Window {
  readonly fromMs: number;
  readonly untilMs: number;
}

function windowOf({ fromHours, untilHours }: IncidentPlan, nowMs: number): Window {
  return {
    fromMs: nowMs - fromHours * hourMs,
    untilMs: untilHours === null ? Number.POSITIVE_INFINITY : nowMs - untilHours * hourMs,
  };
}

// Two incidents never hit a job within a few days: each is to be told from the other.
function isNear({ fromMs, untilMs }: Window, job: number, incident: Incident): boolean {
  const isApart =
    incident.untilMs + leastApartMs < fromMs || untilMs + leastApartMs < incident.fromMs;
  return !isApart && incident.jobs.has(job);
}

interface Hit {
  readonly component: Component;
  readonly jobs: readonly JobDraft[];
}

function incidentOf(plan: IncidentPlan, index: number, hit: Hit, window: Window): Incident {
  const { cause, outcome = 'failed' } = plan;
  return {
    index,
    key: `${cause}-${index + 1}`,
    cause: causeIndexOf(cause),
    component: hit.component,
    outcome,
    ...window,
    jobs: new Set(hit.jobs.map((job) => job.index)),
  };
}

function jobsFor(plan: IncidentPlan, free: readonly JobDraft[], seed: number): Hit | null {
  const cause = causeAt(causeIndexOf(plan.cause));
  if (cause === null) return null;
  const byName = new Map<string, { component: Component; jobs: JobDraft[] }>();
  for (const job of free) {
    if (cause.platforms?.includes(job.kind.platformName) === false) continue;
    const component = componentOf(job, cause.component, seed);
    const group = byName.get(component.name) ?? { component, jobs: [] };
    group.jobs.push(job);
    byName.set(component.name, group);
  }
  const largestFirst = [...byName.values()].sort((a, b) => b.jobs.length - a.jobs.length);
  const hits = largestFirst.map(({ component, jobs }) => ({
    component,
    jobs: leanedOnFirst(jobs).slice(0, plan.jobs ?? jobs.length),
  }));
  const weight = ({ jobs }: Hit) => (jobs.some(isLeanedOn) ? 1 : 0);
  const [heaviest] = hits.sort((a, b) => b.jobs.length - a.jobs.length || weight(b) - weight(a));
  return heaviest ?? null;
}

function isLeanedOn({ workloads }: JobDraft): boolean {
  return workloads.some(isVital);
}

function leanedOnFirst(jobs: readonly JobDraft[]): readonly JobDraft[] {
  return [...jobs.filter(isLeanedOn), ...jobs.filter((job) => !isLeanedOn(job))];
}

// Daily or more often, so that the window surely holds a run.
function isAble({ behaviour, schedule }: JobDraft): boolean {
  return behaviour.name === 'steady' && startsPerWeek(schedule) >= 7;
}
