import type { Cause, Component } from '../../../domain/cause.ts';

/** What a component would explain. */
export interface Reach {
  readonly component: Component;
  readonly jobs: ReadonlySet<string>;
  readonly strikes: readonly Cause[];
}

const hourMs = 3_600_000;
/** So many jobs that meet the same within so short a time point to what they share, though nothing names it. */
const jobsAtOnce = 3;
const atOnceMs = 24 * hourMs;

/** What each component would explain, the one with the most jobs first, then the most causes. */
export function reachOf(
  causes: readonly { readonly cause: Cause; readonly components: readonly Component[] }[],
): readonly Reach[] {
  const reaches = new Map<string, { component: Component; jobs: Set<string>; strikes: Cause[] }>();
  for (const { cause, components } of causes) {
    for (const component of components) {
      const name = nameOf(component);
      const reach = reaches.get(name) ?? { component, jobs: new Set(), strikes: [] };
      reach.jobs.add(cause.jobId);
      reach.strikes.push(cause);
      reaches.set(name, reach);
    }
  }
  return [...reaches.values()].sort(
    (one, other) =>
      other.jobs.size - one.jobs.size ||
      other.strikes.length - one.strikes.length ||
      order(nameOf(one.component), nameOf(other.component)),
  );
}

/** Whether enough jobs met it within a day; the strikes are in the order of time. */
export function strikesAtOnce({ strikes }: Reach): boolean {
  return strikes.some(({ at }, first) => {
    const jobs = new Set<string>();
    for (let place = first; place < strikes.length; place += 1) {
      const strike = strikes[place];
      if (strike === undefined || strike.at.getTime() - at.getTime() > atOnceMs) break;
      jobs.add(strike.jobId);
      if (jobs.size >= jobsAtOnce) return true;
    }
    return false;
  });
}

export function nameOf({ kind, name }: Component): string {
  return `${kind} ${name.toLowerCase()}`;
}

export function order(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
