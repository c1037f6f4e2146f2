import { z } from 'zod';
import type { Question } from '../question.ts';

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
  facts: (told, { restores, verification }) => {
    const { workloads } = answer.parse(told.structuredContent);
    const passed = new Set([
      ...restores
        .filter(({ status }) => status === 'success' || status === 'warning')
        .map(({ workload }) => workload),
      ...verification
        .filter(({ proofs }) =>
          proofs.some(({ kind, result }) => kind !== 'lab' && result === 'Clean'),
        )
        .map(({ workload }) => workload),
    ]);
    const wrong = workloads.filter(
      ({ proof, workload }) => proof === 'never-tested' && passed.has(workload),
    );
    return [{ fact: 'called never tested though proven', expected: [], seen: wrong }];
  },
};
