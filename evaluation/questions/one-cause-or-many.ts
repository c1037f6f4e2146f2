import { groupFacts, watchFacts } from '../depth-facts.ts';
import type { Question } from '../question.ts';

/** Parts that VBR lists by name; an account or a job is no component of a listed kind. */
const listedKinds = ['repository', 'proxy', 'host', 'datastore', 'vcenter'];

/** Question 1, the causes: which failures of several jobs are one? */
export const oneCauseOrMany: Question = {
  asked: 'Twenty jobs failed: is it one cause or twenty?',
  tool: 'get_health_status',
  calls: () => [{ scope: 'groups', detail: 'full', limit: 50 }],
  facts: (answer, truth) => {
    const facts = groupFacts(answer);
    const planted = truth.failureGroups.filter(
      ({ isOpen, outcome, jobIds, isFamiliar, component }) =>
        isOpen &&
        outcome === 'failed' &&
        isFamiliar &&
        jobIds.length > 1 &&
        listedKinds.includes(component.kind),
    );
    return planted.map(({ causeClass, component }) => ({
      fact: `open group ${causeClass} on ${component.name}`,
      expected: true,
      seen: facts.groups.some(
        (group) =>
          group.open && group.cause === causeClass && group.component?.name === component.name,
      ),
    }));
  },
};

/** Question 1, what no alarm tells: silent and stalled jobs. */
export const whatStandsStill: Question = {
  asked: 'Is anything quietly not running?',
  tool: 'get_health_status',
  calls: () => [{ detail: 'full' }],
  facts: (answer, truth) => {
    const [server] = watchFacts(answer).servers;
    const nameOf = (jobId: string) => truth.jobs.find(({ id }) => id === jobId)?.name ?? jobId;
    const stalled = truth.stalledRuns.map(({ jobId }) => nameOf(jobId));
    const silent = truth.silentJobs.map(({ jobId }) => nameOf(jobId));
    return [
      { fact: 'silent jobs', expected: silent, seen: server?.watch.silentJobs.names },
      { fact: 'stalled jobs', expected: stalled, seen: server?.watch.stalledJobs.names },
    ];
  },
};
