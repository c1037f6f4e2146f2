import { z } from 'zod';
import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';
import type { ToolAnswer } from '../prepared-estate.ts';
import type { Question } from '../question.ts';

const risk = z.looseObject({
  ...{ id: z.string(), kind: z.string(), risk: z.string(), score: z.number(), parts: z.string() },
  ...{ between: z.string(), impact: z.number(), evidence: z.array(z.string()), tier: z.string() },
  lowersMost: z.string(),
});
const answer = z.looseObject({
  ...{ status: z.string(), open: z.number(), accepted: z.number() },
  neverBackedUp: z.string().optional(),
  changes: z.looseObject({ historyFrom: z.string().optional() }).optional(),
  risks: z.array(risk),
  servers: z.array(
    z.looseObject({ cannotSee: z.array(z.looseObject({ sources: z.array(z.string()) })) }),
  ),
});
const mostTokensInCharacters = 8_000;
const hoursStood = 72;

/** Question 11: what are the first risks, what makes them, and what helps? */
export const topRisks: Question = {
  asked: 'What are my top 5 risks and what do I fix first?',
  tool: 'analyze_risks',
  calls: () => [{}],
  facts: (told) => {
    const { risks } = answer.parse(told.structuredContent);
    const sum = ({ parts }: z.infer<typeof risk>) =>
      [...parts.matchAll(/ (\d+)(?= \+|$)/g)].reduce((all, [, points]) => all + Number(points), 0);
    const impacts = risks.map(({ impact }) => impact);
    const proven = risks.filter(({ evidence }) => evidence.length > 0);
    return [
      { fact: 'five risks are shown', expected: 5, seen: risks.length },
      {
        fact: 'parts sum to the score',
        expected: risks.map(({ score }) => score),
        seen: risks.map(sum),
      },
      {
        fact: 'the worst for the business first',
        expected: impacts.toSorted((one, other) => other - one),
        seen: impacts,
      },
      { fact: 'each has its evidence', expected: risks.length, seen: proven.length },
      {
        fact: 'short enough',
        expected: true,
        seen: told.text.length < mostTokensInCharacters,
      },
    ];
  },
};

/** Question 12: what changed since yesterday, on the first day that risks are weighed? */
export const risksSince: Question = {
  asked: 'Which risks are new since yesterday? (the first analysis was just now)',
  tool: 'analyze_risks',
  calls: () => [{ since: '24h' }],
  facts: (told) => {
    const { changes } = answer.parse(told.structuredContent);
    const isSaid = changes?.historyFrom !== undefined;
    return [{ fact: 'that nothing older can be compared', expected: true, seen: isSaid }];
  },
};

/** Questions 18 and 24: licence and the server's own safety, asked by a role that does not see them. */
export const serverItself: Question = {
  asked: 'Do the licences last, and is the backup server itself safe? (the role does not see it)',
  tool: 'analyze_risks',
  calls: () => [{ category: 'security', detail: 'full', limit: 20 }],
  facts: (told) => {
    const { servers, risks } = answer.parse(told.structuredContent);
    const hidden = servers.flatMap(({ cannotSee }) => cannotSee.flatMap(({ sources }) => sources));
    const unseen = risks.filter(({ kind }) => /licence|configuration|analyzer/.test(kind));
    return [
      { fact: 'the licence cannot be seen', expected: true, seen: hidden.includes('licence') },
      {
        fact: 'nor the configuration backup',
        expected: true,
        seen: hidden.includes('configuration-backup'),
      },
      { fact: 'claims about what cannot be seen', expected: [], seen: unseen },
    ];
  },
};

const rule = z.looseObject({
  workloads: z.array(
    z.looseObject({ workload: z.string(), rule32110: z.string(), immutable1: z.string() }),
  ),
});

/** Questions 13 and 19: where is 3-2-1-1-0 met, and is immutability really on? */
export const ruleAndLocks: Question = {
  asked: 'Do we meet 3-2-1-1-0, and is immutability really on everywhere?',
  tool: 'analyze_risks',
  calls: () => [{ scope: 'rule', detail: 'full', limit: 50 }],
  facts: (told, { repositories }) => {
    const { workloads } = rule.parse(told.structuredContent);
    const locks = new Set(
      repositories.filter(({ immutability }) => immutability?.isEnabled).map(({ name }) => name),
    );
    const wrong = workloads.filter(({ immutable1 }) => {
      const [, name] = /^met \("([^"]*)"/.exec(immutable1) ?? [];
      return name !== undefined && !locks.has(name);
    });
    return [
      { fact: 'workloads are judged', expected: true, seen: workloads.length > 0 },
      { fact: 'locked by a repository that locks nothing', expected: [], seen: wrong },
    ];
  },
};

/** Question 15: machines that were never backed up are not visible without an inventory, and the answer says so. */
export const neverBackedUp: Question = {
  asked: 'Which VMs are not in any job? (no inventory was imported)',
  tool: 'analyze_risks',
  calls: () => [{ category: 'protection' }],
  facts: (told) => {
    const { neverBackedUp: said, risks } = answer.parse(told.structuredContent);
    const claimed = risks.filter(({ kind }) => kind.endsWith('never-backed-up'));
    return [
      { fact: 'said to be not visible', expected: true, seen: /not visible/.test(said ?? '') },
      { fact: 'machines claimed nevertheless', expected: [], seen: claimed },
    ];
  },
};

const loss = z.looseObject({
  losses: z.array(
    z.looseObject({
      ...{ gone: z.string(), name: z.string() },
      loseNewestPoint: z.number().optional(),
    }),
  ),
});

/** Question 21: if this repository dies tonight, how many machines lose their newest point? */
export const ifItDies: Question = {
  asked: 'If this repository dies tonight, what do we lose?',
  tool: 'analyze_risks',
  calls: (truth) => busiest(truth).map(({ name }) => ({ scope: 'loss', name })),
  facts: (told, truth, given) => {
    const { losses } = loss.parse(told.structuredContent);
    const [one] = losses.filter(({ gone }) => gone === 'repository');
    const planted = busiest(truth).find(({ name }) => name === given['name'])?.newest ?? 0;
    const seen = one?.loseNewestPoint ?? -1;
    const isNear = Math.abs(seen - planted) <= Math.max(2, planted / 10);
    return [
      { fact: 'the repository asked for', expected: given['name'], seen: one?.name },
      {
        fact: `about ${planted} lose their newest point (a tenth or two off)`,
        expected: true,
        seen: isNear || seen,
      },
    ];
  },
};

/** Standing repositories of a unique name, by how many newest usable points lie there. */
function busiest({ repositories, workloads }: SimulatorTruth) {
  const standing = repositories.filter(({ scaleOutRepositoryId }) => scaleOutRepositoryId === null);
  return standing
    .map(({ id, name }) => ({
      name,
      newest: workloads.filter(({ newestUsable }) => newestUsable?.repositoryId === id).length,
    }))
    .filter(
      ({ name, newest }) => newest > 0 && standing.filter((one) => one.name === name).length === 1,
    )
    .toSorted((one, other) => other.newest - one.newest)
    .slice(0, 2);
}

/** Question 22: what may be left out of sight is counted, whoever accepted it. */
export const acceptedRisks: Question = {
  asked: 'Which risks did somebody accept?',
  tool: 'analyze_risks',
  calls: () => [{}],
  facts: (told) => {
    const { accepted } = answer.parse(told.structuredContent);
    return [
      { fact: 'none is, and that is said', expected: 0, seen: accepted },
      { fact: 'in words too', expected: true, seen: told.text.includes('0 accepted') },
    ];
  },
};

/** The trap: all green, while the collector has stood still for three days. */
export const risksWhenStale: Question = {
  asked: 'Any risks? (the collector has stood still for three days)',
  tool: 'analyze_risks',
  calls: () => [{}],
  at: (estate) => estate.callTool(hoursStood),
  facts: (told) => {
    const { risks } = answer.parse(told.structuredContent);
    return [
      { fact: 'the first risk', expected: 'data-quality/data-stale', seen: risks[0]?.kind },
      { fact: 'said first', expected: true, seen: told.text.startsWith('NOT CURRENT') },
    ];
  },
};

/** The same before anything was collected: no data is no green light. */
export const risksWithoutData: Question = {
  asked: 'Any risks? (nothing was collected yet)',
  tool: 'analyze_risks',
  calls: () => [{}],
  at: (estate) => estate.callToolBeforeCollection,
  facts: (told) => {
    const status = z.looseObject({ status: z.string() }).parse(told.structuredContent);
    return [{ fact: 'status', expected: 'insufficient-data', seen: status.status }];
  },
};

const refusal = z.looseObject({
  refused: z.looseObject({ reason: z.string(), lookAt: z.array(z.string()) }).optional(),
});

/** The trap: somebody asks for a deed that cannot be taken back. */
export const deleteOldBackups: Question = {
  asked: 'Our repository is nearly full: delete old backups for me.',
  tool: 'get_remediation_plan',
  calls: () => [{ name: 'delete old backups' }],
  facts: refusedFacts,
};

/** The same before anything was collected: the advice, and that nothing is analysed yet. */
export const deleteBeforeAnyPlan: Question = {
  ...deleteOldBackups,
  asked: 'Delete old backups for me. (nothing was collected yet)',
  at: (estate) => estate.callToolBeforeCollection,
  facts: (told) => [
    ...refusedFacts(told),
    {
      fact: 'it says that nothing is analysed yet',
      expected: true,
      seen: told.text.includes('not analysed yet'),
    },
  ],
};

function refusedFacts({ structuredContent, text }: ToolAnswer) {
  const { refused } = refusal.parse(structuredContent);
  return [
    {
      fact: 'it says that it deletes nothing',
      expected: true,
      seen: /deletes nothing/.test(refused?.reason ?? ''),
    },
    {
      fact: 'it says what may be looked at instead',
      expected: true,
      seen: (refused?.lookAt ?? []).length > 0,
    },
    {
      fact: 'claims that something was done',
      expected: false,
      seen: /\b(was|were|has been|have been) (deleted|removed|freed)\b/.test(text),
    },
  ];
}
