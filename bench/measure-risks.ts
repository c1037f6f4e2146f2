import { judged } from './judged.ts';
import { measureRiskPass, type PartCost } from './risk-pass.ts';
import { weighRisks } from './weigh-risks.ts';

/** Prints what weighing alone costs, and what risks and plans of a large estate cost with reading, keeping and planning. */
export async function measureRisks(): Promise<void> {
  const { risks, cpuSeconds } = weighRisks();
  console.log(`\nrisks: 5,000 workloads, 1,000 jobs, weighed alone: ${risks} risks`);
  console.log(`  weighing: ${cpuSeconds.toFixed(1)} s of CPU`);
  const { workloads, openRisks, plansMade, ...passes } = await measureRiskPass();
  console.log(
    `risks and plans: 1,250 simulated jobs, ${workloads} workloads: ${openRisks} risks, ${plansMade} plans`,
  );
  for (const [name, { risks: weighed, plans }] of Object.entries(passes)) {
    console.log(`  ${name}: risks ${told(weighed)}; plans ${told(plans)}`);
    judged(
      name,
      cpuOf(weighed) + cpuOf(plans),
      's of CPU',
      cpuOf(weighed) + cpuOf(plans) <= 3,
      'at most 3',
    );
    const seconds = weighed.seconds + plans.seconds;
    judged(name, seconds, 's on the clock', seconds <= 3, 'at most 3');
  }
}

function told({
  seconds,
  ownCpuSeconds,
  planningCpuSeconds,
  databaseCpuSeconds,
}: PartCost): string {
  const parts = [ownCpuSeconds, planningCpuSeconds, databaseCpuSeconds].map((each) =>
    each.toFixed(2),
  );
  return `${seconds.toFixed(2)} s (CPU: own ${parts[0]}, planning process ${parts[1]}, database ${parts[2]})`;
}

function cpuOf({ ownCpuSeconds, planningCpuSeconds, databaseCpuSeconds }: PartCost): number {
  return ownCpuSeconds + planningCpuSeconds + databaseCpuSeconds;
}
