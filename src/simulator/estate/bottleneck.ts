import { chanceFrom, fraction, pick, textHash } from './chance.ts';
import { itemAt } from './item-at.ts';
import type { SimulatedJob } from './job.ts';
import { slownessAt } from './slowness.ts';

const stages = ['Source', 'Proxy', 'Network', 'Target'] as const;
type Stage = (typeof stages)[number];

/** From this slowness on it is the target that a job waits for. */
const targetFromSlowness = 1.5;

/** How busy each stage of a transfer was, in per cent, the busiest being its bottleneck. */
export interface Loads {
  readonly busiest: Stage;
  readonly percents: Readonly<Record<Stage, number>>;
}

/** The loads of a session or task of a job that began at an instant. */
export function loadsAt(job: SimulatedJob, seed: number, atMs: number): Loads {
  const chance = chanceFrom(seed, textHash('loads'), job.index, atMs);
  const busiest = busiestAt(job, seed, atMs);
  const percentOf = (stage: Stage): number =>
    Math.floor(fraction(chance) * 45) + 10 + (stage === busiest ? 45 : 0);
  return {
    busiest,
    percents: {
      Source: percentOf('Source'),
      Proxy: percentOf('Proxy'),
      Network: percentOf('Network'),
      Target: percentOf('Target'),
    },
  };
}

/** The stage that a session or task of a job which began at an instant waited for most. */
export function busiestAt(job: SimulatedJob, seed: number, atMs: number): Stage {
  if (slownessAt(job, atMs) >= targetFromSlowness) return 'Target';
  const usual = itemAt(stages, job.index % 3);
  const chance = chanceFrom(seed, textHash('busiest'), job.index, atMs);
  return fraction(chance) < 0.85 ? usual : pick(chance, stages);
}
