import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atHour, plantedCause } from '../../../../test/fixtures/planted-causes.ts';
import { plantedSignature } from '../../../../test/fixtures/planted-signatures.ts';
import type { Cause, Component } from '../../../domain/cause.ts';
import { type GroupedFailures, groupFailures } from './group-failures.ts';

const signatures = new Map(
  [
    plantedSignature('disk', { scope: 'repository', blastRadius: 'repository' }),
    plantedSignature('lock', { scope: 'repository', blastRadius: 'job' }),
    plantedSignature('password', { scope: 'guest', causeClass: 'credentials' }),
    plantedSignature('sql-right', { scope: 'guest', causeClass: 'sql' }),
    plantedSignature('vss', { scope: 'guest' }),
    plantedSignature('catalog', { scope: 'vbr' }),
  ].map((signature) => [signature.id, signature]),
);
const grouping = { signatures, longestGapHours: 72 };
const repository = (name: string): Component => ({ kind: 'repository', name });
const proxy = (name: string): Component => ({ kind: 'proxy', name });

let made = 0;
function cause(jobId: string, hour: number, over: Partial<Cause> = {}): Cause {
  made += 1;
  const runId = `run-${made}`;
  return plantedCause({
    runId,
    jobId,
    at: atHour(hour),
    signatureId: 'disk',
    causeClass: 'disk',
    ...over,
  });
}

describe('groupFailures', () => {
  it('is one group where several jobs fail alike on one repository', () => {
    const members = ['a', 'b', 'a'].map((job, day) =>
      cause(job, day * 24, { components: [repository('R1')], workload: `vm-${job}` }),
    );
    const [group, ...others] = groupFailures(members, grouping);
    expect(others).toEqual([]);
    expect(group).toMatchObject({
      causeClass: 'disk',
      signatureId: 'disk',
      fingerprint: null,
      component: repository('R1'),
      firstSeenAt: atHour(0),
      lastSeenAt: atHour(48),
      jobIds: ['a', 'b'],
      workloads: ['vm-a', 'vm-b'],
      runIds: members.map(({ runId }) => runId),
    });
  });

  it('is two groups where more time lies between than the gap', () => {
    const at = (hour: number) => cause('a', hour, { components: [repository('R1')] });
    expect(
      groupFailures([at(0), at(72), at(145)], grouping).map(({ runIds }) => runIds.length),
    ).toEqual([2, 1]);
  });

  it('takes the component that explains the most jobs', () => {
    const both = [repository('R1'), { kind: 'gateway', name: 'G1' } as const];
    const members = [
      cause('a', 0, { components: both }),
      cause('b', 1, { components: both }),
      cause('c', 2, { components: [{ kind: 'gateway', name: 'g1' }] }),
    ];
    expect(groupFailures(members, grouping).map(({ component }) => component?.kind)).toEqual([
      'gateway',
    ]);
  });

  it('does not hold a repository against what lies in the guests', () => {
    const over = { signatureId: 'vss', causeClass: 'vss', components: [repository('R1')] };
    const groups = groupFailures([cause('a', 0, over), cause('b', 1, over)], grouping);
    expect(groups.map(({ jobIds, component }) => ({ jobIds, component }))).toEqual([
      { jobIds: ['a'], component: null },
      { jobIds: ['b'], component: null },
    ]);
  });

  it('lets a component that the text itself names be at the bottom, whatever the signature', () => {
    const over = {
      signatureId: 'vss',
      causeClass: 'vss',
      components: [repository('Main1'), proxy('Proxy1')],
      text: 'the mover on Proxy1 ended, not that of Main10',
    };
    const groups = groupFailures([cause('a', 0, over), cause('b', 1, over)], grouping);
    expect(groups.map(({ jobIds, component }) => ({ jobIds, component }))).toEqual([
      { jobIds: ['a', 'b'], component: proxy('Proxy1') },
    ]);
  });

  it('holds a repository only against many jobs at once where the signature reaches no further than one job', () => {
    const jobsOf = (hours: readonly number[]) =>
      groupFailures(
        hours.map((hour, job) =>
          cause(`job-${job}`, hour, {
            signatureId: 'lock',
            causeClass: 'lock',
            components: [repository('R1')],
            text: 'the file on R1 is locked',
          }),
        ),
        grouping,
      ).map(({ jobIds, component }) => [jobIds.length, component?.name]);
    expect(jobsOf([0, 1])).toEqual([
      [1, 'R1'],
      [1, 'R1'],
    ]);
    expect(jobsOf([0, 13, 25])).toHaveLength(3);
    expect(jobsOf([0, 12, 24])).toEqual([[3, 'R1']]);
  });

  it('counts one job that meets it again and again as one', () => {
    const again = ['a', 'a', 'b', 'b'].map((job, hour) =>
      cause(job, hour, { signatureId: 'lock', causeClass: 'lock', components: [repository('R1')] }),
    );
    expect(groupFailures(again, grouping).map(({ jobIds }) => jobIds)).toEqual([['a'], ['b']]);
  });

  it('joins jobs by their account where the credentials are wrong, not where a right is missing somewhere', () => {
    const account: Component = { kind: 'account', name: 'ESTATE\\svc' };
    const jobsOf = (signatureId: string, causeClass: string) =>
      groupFailures(
        ['a', 'b'].map((job) =>
          cause(job, 0, {
            signatureId,
            causeClass,
            components: [account],
            text: 'ESTATE\\svc may not',
          }),
        ),
        grouping,
      )
        .map(({ jobIds }) => jobIds)
        .sort();
    expect(jobsOf('password', 'credentials')).toEqual([['a', 'b']]);
    expect(jobsOf('sql-right', 'sql')).toEqual([['a'], ['b']]);
  });

  it('holds a repository against an unknown text that names it, or that many of its jobs meet at once', () => {
    const jobsOf = (jobs: readonly string[], text: string) =>
      groupFailures(
        jobs.map((job) =>
          cause(job, 0, {
            signatureId: null,
            causeClass: 'unknown',
            components: [repository('Main1')],
            text,
          }),
        ),
        grouping,
      )
        .map(({ jobIds }) => jobIds)
        .sort();
    expect(jobsOf(['a', 'b'], 'the bolt behind Main1 is shut')).toEqual([['a', 'b']]);
    expect(jobsOf(['a', 'b'], 'the probe drifted')).toEqual([['a'], ['b']]);
    expect(jobsOf(['a', 'b', 'c'], 'the probe drifted')).toEqual([['a', 'b', 'c']]);
  });

  it('names the component of a single job where all its causes share it', () => {
    const groups = groupFailures([cause('a', 0, { components: [repository('R1')] })], grouping);
    expect(groups[0]?.component).toEqual(repository('R1'));
  });

  it('groups unknown texts by the text, on any component', () => {
    const unknown = (job: string, fingerprint: string) =>
      cause(job, 0, {
        signatureId: null,
        causeClass: 'unknown',
        fingerprint,
        components: [proxy('P1')],
      });
    const groups = groupFailures(
      [unknown('a', 'x'), unknown('b', 'x'), unknown('b', 'y')],
      grouping,
    );
    expect(groups.map(({ fingerprint, jobIds }) => [fingerprint, jobIds]).sort()).toEqual([
      ['x', ['a', 'b']],
      ['y', ['b']],
    ]);
  });

  it('keeps the id of a group that grows at its end', () => {
    const members = [0, 24, 48].map((hour) => cause('a', hour, { components: [repository('R1')] }));
    const [before] = groupFailures(members.slice(0, 2), grouping);
    expect(groupFailures(members, grouping)[0]?.id).toBe(before?.id);
  });

  it('names no signature where a class was met by several', () => {
    const groups = groupFailures(
      [cause('a', 0), cause('a', 1, { signatureId: 'catalog' })],
      grouping,
    );
    expect(groups).toMatchObject([{ causeClass: 'disk', signatureId: null, fingerprint: null }]);
  });
});

const component = fc.constantFrom(repository('R1'), repository('R2'), proxy('P1'));
const anyCause = fc
  .record({
    jobId: fc.constantFrom('a', 'b', 'c', 'd'),
    hour: fc.integer({ min: 0, max: 500 }),
    signatureId: fc.constantFrom('disk', 'vss', 'catalog', null),
    fingerprint: fc.constantFrom('x', 'y'),
    components: fc.uniqueArray(component, { maxLength: 3 }),
  })
  .map(({ hour, signatureId, ...rest }) =>
    plantedCause({ ...rest, at: atHour(hour), signatureId, causeClass: signatureId ?? 'unknown' }),
  );
const anyCauses = fc
  .array(anyCause, { maxLength: 25 })
  .map((causes) => causes.map((one, place) => ({ ...one, runId: `run-${place}` })));

describe('groups of any causes', () => {
  it('hold every cause once', () => {
    fc.assert(
      fc.property(anyCauses, (causes) => {
        const grouped = groupFailures(causes, grouping).flatMap(({ runIds }) => runIds);
        expect([...grouped].sort()).toEqual(causes.map(({ runId }) => runId).sort());
      }),
    );
  });

  it('do not depend on the order of the causes', () => {
    const shuffled = anyCauses.chain((causes) =>
      fc.tuple(fc.constant(causes), fc.shuffledSubarray(causes, { minLength: causes.length })),
    );
    fc.assert(
      fc.property(shuffled, ([causes, others]) => {
        expect(groupFailures(others, grouping)).toEqual(groupFailures(causes, grouping));
      }),
    );
  });

  it('hold one class or text, one component and no gap', () => {
    fc.assert(
      fc.property(anyCauses, (causes) => {
        const wrong = groupFailures(causes, grouping).filter((group) => {
          const members = causes.filter(({ runId }) => group.runIds.includes(runId));
          return !isOneFailure(group, members);
        });
        expect(wrong).toEqual([]);
      }),
    );
  });
});

function isOneFailure(group: GroupedFailures, members: readonly Cause[]): boolean {
  const { component, causeClass, jobIds } = group;
  const isShared =
    component === null
      ? jobIds.length === 1
      : members.every(({ components }) => components.includes(component));
  const isAlike = members.every((member) => member.causeClass === causeClass);
  return isShared && isAlike && longestGapHours(members) <= 72;
}

function longestGapHours(members: readonly Cause[]): number {
  const hours = members.map(({ at }) => at.getTime() / 3_600_000).sort((one, other) => one - other);
  return Math.max(...hours.map((hour, place) => hour - (hours[place - 1] ?? hour)));
}
