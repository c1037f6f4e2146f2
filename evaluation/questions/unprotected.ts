import type { WorkloadTruth } from '../../src/simulator/truth/workload-truth.ts';
import { minuteOf } from '../answer-facts.ts';
import { workloadFacts, workloadListFacts } from '../depth-facts.ts';
import type { Question } from '../question.ts';

const mostWorkloads = 4;
const hourMs = 3_600_000;

/** Question 4: which machines have no good restore point in time? */
export const notProtected: Question = {
  asked: 'Which VMs have no good restore point within RPO right now?',
  tool: 'get_health_status',
  calls: () => [{ scope: 'workload', detail: 'full', limit: 50 }],
  facts: (answer, truth) => {
    const facts = workloadListFacts(answer);
    const green = facts.workloads.filter(({ greenJobOnly }) => greenJobOnly === true);
    const planted = truth.workloads.filter((one) => one.isProtectedByGreenJobOnly);
    const asOf = Date.parse(truth.asOf);
    const youngest = (name: string) => {
      const points = truth.workloads.filter((one) => one.name === name);
      const ages = points.flatMap(({ newestUsable }) => newestUsable?.at ?? []);
      return Math.min(...ages.map((at) => (asOf - Date.parse(at)) / hourMs));
    };
    return [
      ...planted.map(({ name }) => ({
        fact: `${name} is named although its job is green`,
        expected: true,
        seen: green.some(({ workload }) => workload === name),
      })),
      {
        fact: 'younger than any planted point that is usable',
        expected: [],
        seen: facts.workloads
          .filter(({ workload, ageHours }) => {
            const age = youngest(workload);
            return Number.isFinite(age) && ageHours !== undefined && ageHours < age - 0.1;
          })
          .map(({ workload }) => workload),
      },
      {
        fact: 'called late with a point of the last day',
        expected: [],
        seen: facts.workloads.filter(({ ageHours }) => ageHours !== undefined && ageHours < 24),
      },
    ];
  },
};

/** Question 7: was this machine backed up, when last, and did its job ask for a consistent state? */
export const wasItBackedUp: Question = {
  asked: 'Was this machine backed up last night, application-consistent?',
  tool: 'get_health_status',
  calls: ({ workloads }) => {
    const skipped = workloads.filter((one) => one.isProtectedByGreenJobOnly);
    const single = workloads.filter(({ name, points }) => points > 0 && isTheOnly(name, workloads));
    return [...skipped, ...single]
      .slice(0, mostWorkloads)
      .map(({ name }) => ({ workload: name, detail: 'full' }));
  },
  facts: (answer, truth, given) => {
    const planted = truth.workloads.find(({ name }) => name === given['workload']);
    if (planted === undefined) throw new Error('the call names a workload that was not planted');
    const facts = workloadFacts(answer);
    const at = planted.newestUsable?.at ?? null;
    return [
      { fact: `${planted.name}: name`, expected: planted.name, seen: facts.workload },
      {
        fact: `${planted.name}: newest usable point`,
        expected: at === null ? null : minuteOf(at),
        seen: facts.details.newestUsable?.at ?? null,
      },
      {
        fact: `${planted.name}: application-aware processing`,
        expected: awareness(planted.isApplicationAware),
        seen: facts.details.applicationAware,
      },
    ];
  },
};

function awareness(isApplicationAware: boolean | null): string {
  if (isApplicationAware === null) return 'not told';
  return isApplicationAware ? 'asked for' : 'not asked for';
}

/** Question 16 for one machine: how far is its copy behind? */
export const howFarBehind: Question = {
  asked: 'Did the off-site copy of this machine finish, and how far is it behind?',
  tool: 'get_health_status',
  calls: ({ workloads }) =>
    workloads
      .filter(({ name, copies }) => copies.length > 0 && isTheOnly(name, workloads))
      .toSorted((one, other) => mostBehind(other) - mostBehind(one))
      .slice(0, mostWorkloads)
      .map(({ name }) => ({ workload: name, detail: 'full' })),
  facts: (answer, truth, given) => {
    const planted = truth.workloads.find(({ name }) => name === given['workload']);
    const facts = workloadFacts(answer);
    return (planted?.copies ?? []).map(({ jobId, behindHours }) => {
      const name = truth.jobs.find(({ id }) => id === jobId)?.name;
      const seen = facts.details.jobs.find(({ job }) => job === name)?.copyBehindHours;
      const isNear =
        behindHours === null ? seen === undefined : Math.abs((seen ?? -1) - behindHours) <= 0.1;
      return {
        fact: `${planted?.name}: copy by ${name} is behind`,
        expected: behindHours,
        seen: isNear ? behindHours : (seen ?? null),
      };
    });
  },
};

function mostBehind({ copies }: WorkloadTruth): number {
  return Math.max(...copies.map(({ behindHours }) => behindHours ?? 0));
}

function isTheOnly(name: string, workloads: readonly { readonly name: string }[]): boolean {
  return workloads.filter((one) => one.name === name).length === 1;
}
