import type { Scenario } from './behaviour.ts';
import { hashOf, textHash } from './chance.ts';
import type { Intrusion, SimulatedJob } from './job.ts';
import { hourMs } from './zone-clock.ts';

/** How long before now the intruder began, and how far apart the first and the last job were reached. */
const beganHours = 40;
const spreadHours = 30;
/** How many times its usual size an increment has once its workloads are encrypted. */
const jumpFactor = 12;

/** When an intruder encrypts what a job backs up; null for the jobs it does not reach. */
export function intrusionOf(
  jobIndex: number,
  {
    scenario,
    seed,
    nowMs,
  }: { readonly scenario: Scenario; readonly seed: number; readonly nowMs: number },
): Intrusion | null {
  const draw = hashOf(seed, textHash('intrusion'), jobIndex) >>> 0;
  if (scenario !== 'ransomware' || draw % 10 >= 3) return null;
  const fromMs = nowMs - beganHours * hourMs + ((draw >>> 8) % spreadHours) * hourMs;
  return { fromMs, untilMs: Number.POSITIVE_INFINITY };
}

/** How many times its usual size an increment has at an instant. */
export function incrementFactor(
  { intrusion }: Pick<SimulatedJob, 'intrusion'>,
  atMs: number,
): number {
  if (intrusion === null) return 1;
  return atMs >= intrusion.fromMs && atMs < intrusion.untilMs ? jumpFactor : 1;
}
