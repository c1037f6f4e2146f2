import { z } from 'zod';
import type { RestoreTruth } from '../../src/simulator/truth/restores.ts';
import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';
import { kaplanMeier, survivalQuantile } from '../../src/statistics/kaplan-meier.ts';
import { minuteOf } from '../answer-facts.ts';
import { workloadFacts } from '../depth-facts.ts';
import type { Question } from '../question.ts';

const mostWorkloads = 4;

const answer = z.looseObject({
  status: z.string(),
  workloads: z.array(
    z.looseObject({
      workload: z.string(),
      proof: z.string(),
      lastProof: z.looseObject({ at: z.string() }).optional(),
      restoreTime: z.union([
        z.literal('not enough evidence'),
        z.looseObject({ basis: z.string() }),
      ]),
      rto: z.looseObject({ is: z.string() }),
    }),
  ),
});

/** The trap: how long a machine takes that nobody ever restored or tested; its answer names a basis or says that there is none. */
export const restoreWithoutEvidence: Question = {
  asked: 'How long will it take to restore this machine? (one that was never restored or tested)',
  tool: 'get_recovery_performance',
  calls: ({ workloads, restores, verification }) => {
    const proven = new Set([
      ...restores.map(({ workload }) => workload),
      ...verification.map(({ workload }) => workload),
    ]);
    const once = workloads.filter(
      ({ name, formerName, points }) =>
        formerName === null &&
        points > 0 &&
        !proven.has(name) &&
        workloads.filter((one) => one.name === name).length === 1,
    );
    return once.slice(0, 3).map(({ name }) => ({ workload: name }));
  },
  facts: (told, _truth, given) => {
    const { workloads } = answer.parse(told.structuredContent);
    const [one] = workloads;
    const isGuarded =
      one?.restoreTime === 'not enough evidence'
        ? one.rto.is === 'UNKNOWN'
        : (one?.restoreTime.basis ?? '') !== '';
    return [
      { fact: 'the workload asked for', expected: given['workload'], seen: one?.workload },
      { fact: 'it is called never tested', expected: 'never-tested', seen: one?.proof },
      { fact: 'no proof is shown', expected: undefined, seen: one?.lastProof },
      { fact: 'a time names its basis, or it is not known', expected: true, seen: isGuarded },
    ];
  },
};

/** Which critical systems were never tested? None of them may have a proof in the truth. */
export const neverTested: Question = {
  asked: 'Which systems were never tested?',
  tool: 'get_recovery_performance',
  calls: () => [{ limit: 50, detail: 'full' }],
  facts: (told, truth) => {
    const { workloads } = answer.parse(told.structuredContent);
    const proofs = lastProofs(truth);
    const wrong = workloads.filter(
      ({ proof, workload }) => proof === 'never-tested' && proofs.has(workload),
    );
    return [{ fact: 'called never tested though proven', expected: [], seen: wrong }];
  },
};

/** When a restore or a scan of each workload last went well, by its name; a lab's result is no proof of one machine. */
function lastProofs({ restores, verification }: SimulatorTruth): ReadonlyMap<string, string> {
  const proofs = [
    ...restores
      .filter((one) => bringsBack(one) && isProof(one))
      .flatMap((restore) => {
        const at = restore.mountedAt ?? restore.endedAt;
        return at === null ? [] : [{ workload: restore.workload, at }];
      }),
    ...verification.flatMap(({ workload, proofs: own }) =>
      own
        .filter(({ kind, result }) => kind !== 'lab' && result === 'Clean')
        .map(({ endedAt: at }) => ({ workload, at })),
    ),
  ];
  const sorted = proofs.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return new Map(sorted.map(({ workload, at }) => [workload, at]));
}

/** A quick migration moves what already runs. */
function bringsBack({ sessionType }: RestoreTruth): boolean {
  return sessionType !== 'QuickMigration';
}

function isProof({ status, mountedAt }: RestoreTruth): boolean {
  return (
    status === 'success' || status === 'warning' || (status === 'running' && mountedAt !== null)
  );
}

/** Workloads of one name that was always theirs, so that every proof of the name is theirs. */
function plainlyNamed({ workloads }: SimulatorTruth): readonly string[] {
  const all = workloads.flatMap(({ name, formerName }) => [name, formerName ?? name]);
  return workloads
    .filter(({ name, formerName }) => formerName === null && count(all, name) === 2)
    .map(({ name }) => name);
}

function count(names: readonly string[], sought: string): number {
  return names.filter((name) => name === sought).length;
}

/** Question 9: can we restore it, and when was that last proven? */
export const lastProven: Question = {
  asked: 'Can we restore this machine, and when was that last proven?',
  tool: 'get_recovery_performance',
  calls: (truth) => {
    const proofs = lastProofs(truth);
    const proven = plainlyNamed(truth).filter((name) => proofs.has(name));
    return proven.slice(0, mostWorkloads).map((name) => ({ workload: name }));
  },
  facts: (told, truth, given) => {
    const name = String(given['workload']);
    const [one] = answer.parse(told.structuredContent).workloads;
    return [
      {
        fact: `${name}: day of the last proof`,
        expected: lastProofs(truth).get(name)?.slice(0, 10),
        seen: one?.lastProof?.at,
      },
      { fact: `${name}: not never tested`, expected: false, seen: one?.proof === 'never-tested' },
    ];
  },
};

const families = z.looseObject({
  estates: z.array(
    z.looseObject({
      families: z.array(
        z.looseObject({
          family: z.string(),
          timed: z.number(),
          failed: z.number(),
          mountUnknown: z.number().optional(),
          p50: z.number().optional(),
        }),
      ),
    }),
  ),
});

/** How long do restores take? Each family against the planted ones, failed ones cut off at their length. */
export const restoreTimes: Question = {
  asked: 'How long do our restores take?',
  tool: 'get_recovery_performance',
  calls: () => [{ limit: 1, detail: 'full' }],
  facts: (told, { restores }) => {
    const [estate] = families.parse(told.structuredContent).estates;
    return (estate?.families ?? []).flatMap(({ family, timed, failed, mountUnknown = 0, p50 }) => {
      const own = restores.filter((one) => one.family === family && bringsBack(one));
      const bad = own.filter(({ status }) => status === 'failed');
      const done = own.filter(isProof);
      const steps = kaplanMeier([
        ...done.map(({ seconds }) => ({ time: (seconds ?? 0) / 60, isEvent: true })),
        ...bad.map((one) => ({ time: minutesBetween(one), isEvent: false })),
      ]);
      const median = survivalQuantile(steps, 0.5) ?? 0;
      const isTold = p50 !== undefined && mountUnknown === 0;
      const isNear = !isTold || Math.abs(p50 - median) <= 0.1 + median / 100;
      return [
        {
          fact: `${family}: restores that worked`,
          expected: done.length,
          seen: timed + mountUnknown,
        },
        { fact: `${family}: failed`, expected: bad.length, seen: failed },
        {
          fact: `${family}: P50 in minutes, as planted`,
          expected: median,
          seen: isNear ? median : p50,
        },
      ];
    });
  },
};

function minutesBetween({ startedAt, endedAt }: RestoreTruth): number {
  return endedAt === null ? 0 : (Date.parse(endedAt) - Date.parse(startedAt)) / 60_000;
}

/** Question 14, its part of recovery: the last clean point of a machine with a suspicion. */
export const lastCleanPoint: Question = {
  asked: 'Is the backup of this machine suspicious, and which is its last clean point?',
  tool: 'get_health_status',
  calls: (truth) => {
    const suspected = new Set(truth.security.incidents.map(({ workload }) => workload));
    const named = plainlyNamed(truth).filter((name) => suspected.has(name));
    return named
      .slice(0, mostWorkloads)
      .map((name) => ({ scope: 'workload', workload: name, detail: 'full' }));
  },
  facts: (told, { workloads }, given) => {
    const name = String(given['workload']);
    const at = workloads.find((one) => one.name === name)?.newestUsable?.at ?? null;
    return [
      {
        fact: `${name}: newest point that is usable, which none is that is infected`,
        expected: at === null ? null : minuteOf(at),
        seen: workloadFacts(told).details.newestUsable?.at ?? null,
      },
    ];
  },
};
