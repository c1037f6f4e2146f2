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
  | 'never-run';

export type Scenario = 'healthy' | 'troubled';

export interface Behaviour {
  readonly name: BehaviourName;
  /** From when on it shows; the estate's beginning where it always does. */
  readonly sinceMs: number;
  /** The weekday it fails on, 0 is Sunday; only for `weekday`. */
  readonly weekday: number;
}

const alwaysPlanted: readonly BehaviourName[] = ['running', 'disabled', 'never-run', 'canceled'];
const troubles: readonly BehaviourName[] = [
  'failing',
  'healed-by-retry',
  'rising',
  'silent',
  'weekday',
];

/** The behaviours of a scenario's jobs; all places not named are steady. One set for every 250 jobs. */
export function plantedBehaviours(scenario: Scenario, jobs: number): BehaviourName[] {
  const set = scenario === 'troubled' ? [...troubles, ...alwaysPlanted] : alwaysPlanted;
  const sets = Math.max(1, Math.floor(jobs / 250));
  const planted = Array.from({ length: sets }, () => set)
    .flat()
    .slice(0, jobs);
  const steady = Array.from({ length: jobs - planted.length }, (): BehaviourName => 'steady');
  return [...planted, ...steady];
}

/** Whether the job's runs follow the scenario's ordinary shares of failure. */
export function isOrdinary(name: BehaviourName): boolean {
  return name === 'steady' || name === 'running' || name === 'canceled';
}
