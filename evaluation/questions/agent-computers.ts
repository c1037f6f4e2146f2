import { z } from 'zod';
import type { ToolAnswer } from '../prepared-estate.ts';
import type { Question } from '../question.ts';

const kind = 'protection/agent-never-backed-up';
const answer = z.looseObject({
  neverBackedUp: z.string().optional(),
  risks: z.array(
    z.looseObject({
      kind: z.string(),
      risk: z.string(),
      evidence: z.array(z.string()),
      workloads: z.looseObject({ count: z.number(), first: z.array(z.string()) }).optional(),
    }),
  ),
  servers: z.array(
    z.looseObject({ cannotSee: z.array(z.looseObject({ sources: z.array(z.string()) })) }),
  ),
});
const given = { category: 'protection', detail: 'full', limit: 50 };

function readFrom(told: ToolAnswer) {
  const { risks, servers, neverBackedUp } = answer.parse(told.structuredContent);
  return {
    claims: risks.filter((risk) => risk.kind === kind),
    hidden: servers.flatMap(({ cannotSee }) => cannotSee.flatMap(({ sources }) => sources)),
    said: neverBackedUp ?? '',
  };
}

/** Which computers did protection groups discover that nothing ever backed up? An administrator sees them. */
export const agentComputersShown: Question = {
  asked: 'Which agent computers were discovered and never backed up? (an administrator asks)',
  tool: 'analyze_risks',
  calls: () => [given],
  at: (estate) => estate.callToolOfYoungEstate,
  facts: (told, _truth, _given, { truthOfYoungEstate }) => {
    const { claims, hidden, said } = readFrom(told);
    const { neverBackedUp, notJudged } = truthOfYoungEstate.agentComputers;
    const names = claims.flatMap(({ workloads }) => workloads?.first ?? []);
    const evidence = claims.flatMap((claim) => claim.evidence);
    return [
      { fact: 'one risk tells them', expected: 1, seen: claims.length },
      {
        fact: 'as many as were planted',
        expected: neverBackedUp.length,
        seen: claims[0]?.workloads?.count,
      },
      {
        fact: 'named that were not planted',
        expected: [],
        seen: names.filter((name) => !neverBackedUp.includes(name)),
      },
      { fact: 'some are named', expected: true, seen: names.length > 0 },
      {
        fact: 'named that nobody can judge',
        expected: [],
        seen: names.filter((name) => notJudged.includes(name)),
      },
      {
        fact: 'the evidence names the group',
        expected: true,
        seen: evidence.some((one) => /protection group "(Windows|Linux) servers"/.test(one)),
      },
      { fact: 'the list is seen', expected: false, seen: hidden.includes('agent-computers') },
      {
        fact: 'what is beyond it is said to be not visible',
        expected: true,
        seen: said.startsWith('not visible beyond what protection groups discovered'),
      },
    ];
  },
};

/** The same asked with the role that sees least: not visible is not none. */
export const agentComputersUnseen: Question = {
  ...agentComputersShown,
  asked: 'Which agent computers were discovered and never backed up? (the role does not see them)',
  at: (estate) => estate.callTool(0),
  facts: (told, { agentComputers }) => {
    const { claims, hidden, said } = readFrom(told);
    const named = agentComputers.neverBackedUp.filter((name) => told.text.includes(name));
    return [
      { fact: 'there are some', expected: true, seen: agentComputers.neverBackedUp.length > 0 },
      { fact: 'claimed nevertheless', expected: [], seen: claims },
      { fact: 'named nevertheless', expected: [], seen: named },
      { fact: 'the list is not visible', expected: true, seen: hidden.includes('agent-computers') },
      { fact: 'that is said', expected: true, seen: said.startsWith('not visible:') },
    ];
  },
};
