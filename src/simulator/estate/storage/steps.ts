import { type Chance, fraction, pick } from '../chance.ts';
import { pareto } from '../heavy-tail.ts';
import { dayMs } from '../zone-clock.ts';

/** What makes a repository's figures jump. */
type StepKind = 'new-job' | 'new-full' | 'deletion' | 'extension';

/** A jump at a known instant. */
export interface CapacityStep {
  readonly kind: StepKind;
  readonly atMs: number;
  /** Added to what is used; negative where it was deleted. */
  readonly usedGib: number;
  /** Added to what is used on every later day. */
  readonly usedGibPerDay: number;
  /** Added to the capacity. */
  readonly capacityGib: number;
}

const kinds: readonly StepKind[] = ['new-job', 'new-full', 'new-full', 'deletion', 'extension'];

/** Jumps of a repository from an instant to another, about one in a hundred days. */
export function drawSteps(
  chance: Chance,
  sizeGib: number,
  fromMs: number,
  toMs: number,
): CapacityStep[] {
  const steps: CapacityStep[] = [];
  let atMs = fromMs;
  for (;;) {
    atMs += Math.floor((10 - 90 * Math.log(1 - fraction(chance))) * dayMs);
    if (atMs > toMs) return steps;
    steps.push(stepOf(pick(chance, kinds), atMs, sizeGib, chance));
  }
}

function stepOf(kind: StepKind, atMs: number, sizeGib: number, chance: Chance): CapacityStep {
  const gib = Math.min(0.15, pareto(chance, 0.02, 1.6)) * sizeGib;
  return {
    kind,
    atMs,
    usedGib: kind === 'extension' ? 0 : gib * (kind === 'deletion' ? -1 : 1),
    usedGibPerDay: kind === 'new-job' ? gib / 120 : 0,
    capacityGib: kind === 'extension' ? Math.round(sizeGib * 0.25) : 0,
  };
}
