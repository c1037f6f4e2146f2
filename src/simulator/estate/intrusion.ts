import type { Scenario } from './behaviour.ts';
import { hashOf, textHash } from './chance.ts';
import type { SimulatedJob } from './job.ts';
import { hourMs } from './zone-clock.ts';

/** How long before now the intruder began, and how far apart the first and the last job were reached. */
const beganHours = 40;
const spreadHours = 30;
/** How many times its usual size an increment has once its workloads are encrypted. */
const jumpFactor = 12;

/** From when on an intruder encrypts what a job backs up; null for the jobs it does not reach. */
export function intrusionOf(
  jobIndex: number,
  {
    scenario,
    seed,
    nowMs,
  }: { readonly scenario: Scenario; readonly seed: number; readonly nowMs: number },
): number | null {
  const draw = hashOf(seed, textHash('intrusion'), jobIndex) >>> 0;
  if (scenario !== 'ransomware' || draw % 10 >= 3) return null;
  return nowMs - beganHours * hourMs + ((draw >>> 8) % spreadHours) * hourMs;
}

/** How many times its usual size an increment has at an instant. */
export function incrementFactor(
  { intrudedMs }: Pick<SimulatedJob, 'intrudedMs'>,
  atMs: number,
): number {
  return intrudedMs !== null && atMs >= intrudedMs ? jumpFactor : 1;
}
