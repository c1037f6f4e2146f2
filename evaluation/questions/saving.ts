import { z } from 'zod';
import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';
import type { Question } from '../question.ts';

const sums = z.looseObject({ reduction: z.union([z.number(), z.literal('unknown')]) }).optional();

const signs = z.looseObject({
  indications: z.number(),
  observations: z.number(),
  machines: z.array(z.looseObject({ machine: z.string(), is: z.string() })),
  harmless: z.array(z.string()),
});

const answer = z.looseObject({
  excluded: z.string(),
  jobs: z.looseObject({ known: z.number(), scored: z.number() }).optional(),
  rows: z.array(z.looseObject({ id: z.string(), fulls: sums, increments: sums })),
  signs: signs.optional(),
  savings: z.array(
    z.looseObject({
      cause: z.string(),
      gib: z.union([z.number(), z.literal('unknown')]),
      lowGib: z.number().optional(),
      highGib: z.number().optional(),
      costMonth: z.string().optional(),
      where: z.array(z.string()),
    }),
  ),
});

const bytesPerGib = 1024 ** 3;

/** Question 6, its second half: what is saved, and what could be? */
export const whatIsSaved: Question = {
  asked: 'What do deduplication and compression save, and what is wasted?',
  tool: 'get_efficiency_metrics',
  calls: () => [{}],
  facts: (told, { backups, jobs: planted }) => {
    const { excluded, jobs, rows, savings } = answer.parse(told.structuredContent);
    const orphaned = savings.find(({ cause }) => cause === 'orphaned-chains');
    const left = backups.leftBehind.reduce((sum, { backupBytes }) => sum + backupBytes, 0);
    const gib = left / bytesPerGib;
    const exclusions = savings.find(({ cause }) => cause === 'exclusions');
    const copying = planted.filter(copiesNeedlessly).map(({ name }) => name);
    return [
      { fact: 'jobs were judged', expected: true, seen: (jobs?.scored ?? 0) > 0 },
      {
        fact: 'fulls and increments are told apart, and as a factor above 1',
        expected: true,
        seen: [rows[0]?.fulls?.reduction, rows[0]?.increments?.reduction].every(
          (reduction) => typeof reduction === 'number' && reduction > 1,
        ),
      },
      {
        fact: 'says that savings of appliances and block cloning are not in it',
        expected: true,
        seen: /appliance/.test(excluded) && /block cloning/.test(excluded),
      },
      {
        fact: 'bytes that no job owns, within 1 %',
        expected: true,
        seen: Math.abs(Number(orphaned?.gib ?? 0) - gib) <= 0.1 + 0.01 * gib,
      },
      {
        fact: 'jobs of Windows machines that do not leave out deleted blocks or swap files: how much it is nobody knows',
        expected: copying.length > 0 ? 'unknown' : undefined,
        seen: exclusions?.gib,
      },
      {
        fact: 'jobs named for their exclusions that leave out both',
        expected: [],
        seen: (exclusions?.where ?? []).filter((name) => !copying.includes(name)),
      },
      {
        fact: 'savings without a range',
        expected: [],
        seen: savings.filter(({ lowGib = 1, gib: likely, highGib = 0 }) =>
          likely === 'unknown' ? false : !(lowGib <= likely && likely <= highGib),
        ),
      },
      {
        fact: 'money without a price',
        expected: [],
        seen: savings.filter(({ costMonth }) => costMonth !== undefined),
      },
    ];
  },
};

function copiesNeedlessly({ blockExclusions, guestFamilies }: SimulatorTruth['jobs'][number]) {
  if (blockExclusions === null || !guestFamilies.includes('Windows')) return false;
  return !(blockExclusions.swapFiles && blockExclusions.deletedBlocks);
}

/** The trap of one ratio drop, and question 14, in an estate that nobody attacked: what is seen is no attack, and nobody names one. */
export const isItRansomware: Question = {
  asked: 'The compression of this job fell. Is it ransomware?',
  tool: 'get_efficiency_metrics',
  calls: (truth) => [{ detail: 'full' }, ...watchedJobs(truth)],
  facts: (told) => {
    const { signs: seen } = answer.parse(told.structuredContent);
    return [
      { fact: 'an attack named', expected: false, seen: /ransom/i.test(told.text) },
      { fact: 'machines with two kinds of signs', expected: 0, seen: seen?.indications ?? 0 },
      {
        fact: 'signs told without their harmless explanations, or as proof',
        expected: false,
        seen:
          seen !== undefined &&
          !(seen.harmless.length > 2 && told.text.includes('None proves an attack')),
      },
      {
        fact: 'one sign alone called more than an observation',
        expected: [],
        seen: (seen?.machines ?? []).filter(({ is }) => is !== 'observation'),
      },
    ];
  },
};

/** Jobs whose machines the detectors reported in the last week without anybody having attacked. */
function watchedJobs({ security, asOf }: SimulatorTruth) {
  const since = new Date(asOf).getTime() - 7 * 86_400_000;
  const reported = security.incidents.filter(
    ({ detectedAt, isOpen }) => isOpen && new Date(detectedAt).getTime() >= since,
  );
  return [...new Set(reported.map(({ jobId }) => jobId))].slice(0, 3).map((job) => ({ job }));
}
