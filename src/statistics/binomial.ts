import { logChoose } from './log-factorial.ts';

/** The chance of at least so many events in `trials` with chance `share` each: the exact one-sided binomial test. */
export function binomialUpperTail(atLeast: number, trials: number, share: number): number {
  if (atLeast <= 0) return 1;
  if (share <= 0) return 0;
  if (share >= 1) return atLeast <= trials ? 1 : 0;
  let sum = 0;
  for (let events = atLeast; events <= trials; events += 1) {
    const logChance =
      logChoose(trials, events) + events * Math.log(share) + (trials - events) * Math.log1p(-share);
    sum += Math.exp(logChance);
  }
  return Math.min(1, sum);
}
