/** What is planted in a job: how it departs from an ordinary one. */
export type BehaviourName =
  | 'steady'
  | 'failing'
  | 'healed-by-retry'
  | 'rising'
  | 'silent'
  | 'weekday'
  | 'canceled'
  | 'running'
  | 'disabled'
  | 'never-run'
  | 'hour'
  | 'month-end'
  | 'interval'
  | 'burst'
  | 'correlated'
  | 'worsened'
  | 'stalled'
  | 'missed'
  | 'skipped-workload'
  | 'slowing'
  | 'waiting'
  | 'unscheduled'
  | 'continuous'
  | 'monthly'
  | 'renamed'
  | 'after-job'
  | 'deleted'
  | 'recreated'
  | 'duplicate-name';

export const scenarios = ['healthy', 'troubled', 'ransomware', 'outage', 'msp'] as const;
export type Scenario = (typeof scenarios)[number];

export interface Behaviour {
  readonly name: BehaviourName;
  /** From when on it shows; the estate's beginning where it always does. */
  readonly sinceMs: number;
  /** The weekday it fails on, 0 is Sunday; only for `weekday`. */
  readonly weekday: number;
  /** The local hour it fails in; only for `hour`. */
  readonly hour: number;
}

/** Failures that follow a rule, each kind in turn where patterns are asked for. */
export const patternNames = [
  'weekday',
  'hour',
  'month-end',
  'interval',
  'burst',
  'correlated',
  'rising',
  'worsened',
] as const;
export type PatternName = (typeof patternNames)[number];

const runsByRuleOfItsOwn: ReadonlySet<BehaviourName> = new Set<BehaviourName>([
  ...patternNames,
  'failing',
  'healed-by-retry',
  'silent',
  'disabled',
  'never-run',
  'stalled',
]);

/** Whether the job's runs follow the scenario's ordinary shares of failure. */
export function isOrdinary(name: BehaviourName): boolean {
  return !runsByRuleOfItsOwn.has(name);
}

/** Whether nothing at all is planted that later runs of the job could depend on. */
export function isPlain(name: BehaviourName): boolean {
  return name === 'steady' || name === 'running' || name === 'canceled';
}

export function isPattern(name: BehaviourName): name is PatternName {
  return patternNames.some((pattern) => pattern === name);
}

/** A behaviour with nothing in it that depends on the job. */
export function behaviourSince(name: BehaviourName, sinceMs: number): Behaviour {
  return { name, sinceMs, weekday: 0, hour: 0 };
}
