import type { Plan } from '../../domain/plan.ts';

export type Ranked = Pick<Plan, 'riskId' | 'isQuickWin' | 'benefit' | 'effortHours'>;

/** Quick wins first, then by benefit over effort; equal ones by benefit, then by the id of the risk. */
export function byWorth(one: Ranked, other: Ranked): number {
  return (
    Number(other.isQuickWin) - Number(one.isQuickWin) ||
    worthOf(other) - worthOf(one) ||
    other.benefit - one.benefit ||
    (one.riskId < other.riskId ? -1 : 1)
  );
}

/** Points of benefit for an hour of effort. */
export function worthOf({ benefit, effortHours }: Pick<Plan, 'benefit' | 'effortHours'>): number {
  return benefit / effortHours;
}
