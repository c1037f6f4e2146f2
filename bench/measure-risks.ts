import { assessRisks } from '../src/analysers/risk/assess-risks.ts';
import { blastRadii } from '../src/analysers/risk/blast-radius.ts';
import { complianceOf, tierCompliance } from '../src/analysers/risk/compliance.ts';
import {
  failingJob,
  groupOf,
  hoursBefore,
  riskFacts,
  workloadOf,
} from '../test/fixtures/risk-facts.ts';
import { judged } from './judged.ts';

const jobs = 1_000;
const workloads = 5_000;
const repositories = 100;

/** Weighs the risks of a large estate, without reading and keeping them. */
export function measureRisks(): void {
  const jobName = (place: number) => `job ${place % jobs}`;
  const facts = riskFacts({
    jobs: Array.from({ length: jobs }, (_, place) =>
      failingJob(jobName(place), place % 4, place % 4 === 0 ? { streak: null } : {}),
    ),
    groups: Array.from({ length: 50 }, (_, place) =>
      groupOf(
        `g${place}`,
        Array.from({ length: 10 }, (_each, step) => jobName(place * 20 + step)),
      ),
    ),
    workloads: Array.from({ length: workloads }, (_, place) =>
      workloadOf(`sql${place}`, [jobName(place), jobName(place + 1)]),
    ),
    repositories: Array.from({ length: repositories }, (_, place) => ({
      ...{
        id: `r${place}`,
        name: `Repository ${place}`,
        type: 'WinLocal',
        hostId: `h${place % 20}`,
      },
      ...{ hostName: `host ${place % 20}`, isOnline: true, isOutOfDate: false },
      ...{ scaleOutRepositoryId: null, immutability: null, seenAt: hoursBefore(1) },
    })),
    placements: Array.from({ length: 2 * workloads }, (_, place) => ({
      workloadId: `vSphere/sql${place % workloads}`,
      repositoryId: `r${place % repositories}`,
      ...{ jobId: null, newestAt: hoursBefore(place % 48) },
    })),
  });
  const began = performance.now();
  const spentBefore = process.cpuUsage();
  const { risks, rules, index } = assessRisks(facts);
  const tiers = tierCompliance(complianceOf(facts.workloads, rules));
  const radii = blastRadii(index);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(spentBefore);
  const cpuSeconds = (user + system) / 1_000_000;
  console.log(
    `\nrisks: ${workloads} workloads, ${jobs} jobs: ${risks.length} risks, ${radii.length} radii, ${tiers.length} tiers`,
  );
  console.log(`  ${seconds.toFixed(1)} s on the clock`);
  judged('weighing', cpuSeconds, 's of CPU', cpuSeconds <= 3, 'at most 3 with reading and keeping');
}
