import { type BehaviourName, patternNames, type Scenario } from './behaviour.ts';
import { itemAt } from './item-at.ts';

const always: readonly BehaviourName[] = ['running', 'disabled', 'never-run', 'canceled'];

/** What goes on until somebody does something, one of each. */
const lasting: readonly BehaviourName[] = ['failing', 'silent', 'skipped-workload'];

/** Whether it strikes machines that the business leans on: a severity that is declared high means both. */
export function isLasting(name: BehaviourName): boolean {
  return lasting.includes(name);
}

/** What comes and goes, stands still for once or only grows worse. */
const passing: readonly BehaviourName[] = [
  ...patternNames,
  'healed-by-retry',
  'stalled',
  'missed',
  'slowing',
  'waiting',
];

/** Whether it strikes machines that the business can do without for a while: no severity above medium is declared for it. */
export function isPassing(name: BehaviourName): boolean {
  return passing.includes(name);
}

// What stands later depends on what stands before it: a follower on its leader, a new job on the one it replaces.
const troubles: readonly BehaviourName[] = [
  'failing',
  'healed-by-retry',
  'rising',
  'silent',
  'weekday',
  ...always,
  'stalled',
  'worsened',
  'missed',
  'skipped-workload',
  'slowing',
  'waiting',
  'hour',
  'month-end',
  'interval',
  'burst',
  'correlated',
  'correlated',
  'worsened',
  'renamed',
  'after-job',
  'deleted',
  'recreated',
  'duplicate-name',
  'duplicate-name',
  'unscheduled',
  'continuous',
  'monthly',
];

const sets: Readonly<Record<Scenario, readonly BehaviourName[]>> = {
  healthy: always,
  troubled: troubles,
  ransomware: [...lasting, 'slowing', 'missed', ...always],
  outage: [...lasting, 'missed', 'waiting', ...always],
  msp: troubles,
};

/** The most places the first set may take, beyond the nine that are always worth having. */
const mostPlantedShare = 0.55;
const fewestPlanted = 9;
const jobsPerSet = 250;

export interface PlantingWishes {
  readonly scenario: Scenario;
  readonly jobs: number;
  readonly stationary?: boolean | undefined;
  readonly patternPercent?: number | undefined;
}

/** The behaviours of an estate's jobs; all places not named are steady. One set of the scenario's for every 250 jobs. */
export function plantedBehaviours(wishes: PlantingWishes): BehaviourName[] {
  const { jobs, stationary = false } = wishes;
  const patterns = patternsWanted(wishes);
  const most = Math.max(fewestPlanted, Math.floor(jobs * mostPlantedShare));
  const count = stationary ? 0 : Math.max(1, Math.floor(jobs / jobsPerSet));
  const scenes = Array.from({ length: count }, () => sets[wishes.scenario])
    .flat()
    .slice(0, most);
  const planted = [...patterns, ...scenes].slice(0, jobs);
  const steady = Array.from({ length: jobs - planted.length }, (): BehaviourName => 'steady');
  return [...planted, ...steady];
}

function patternsWanted({ jobs, patternPercent = 0 }: PlantingWishes): BehaviourName[] {
  return Array.from({ length: Math.round((jobs * patternPercent) / 100) }, (_, place) =>
    itemAt(patternNames, place % patternNames.length),
  );
}
