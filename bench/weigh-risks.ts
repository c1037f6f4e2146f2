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

const jobs = 1_000;
const workloads = 5_000;
const repositories = 100;

/** CPU seconds of weighing the risks of a large estate, without reading and keeping them. */
export function weighRisks(): { readonly risks: number; readonly cpuSeconds: number } {
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
  const spentBefore = process.cpuUsage();
  const { risks, rules, index } = assessRisks(facts);
  tierCompliance(complianceOf(facts.workloads, rules));
  blastRadii(index);
  const { user, system } = process.cpuUsage(spentBefore);
  return { risks: risks.length, cpuSeconds: (user + system) / 1_000_000 };
}
