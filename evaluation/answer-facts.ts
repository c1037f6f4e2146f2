import { z } from 'zod';
import type { ToolAnswer } from './prepared-estate.ts';

const counts = z.looseObject({
  runs: z.number(),
  success: z.number(),
  warning: z.number(),
  failed: z.number(),
});
const streak = z.object({ outcome: z.string(), runs: z.number(), since: z.string() });
const page = z.object({ total: z.number(), nextCursor: z.string().optional() });

const server = z.looseObject({
  data: z.string(),
  age: z.string().optional(),
  collected: z.string(),
  logsPending: z.number(),
  cannotSee: z.array(z.looseObject({ sources: z.array(z.string()), is: z.string() })),
  score: z.number().optional(),
  grade: z.string().optional(),
});

const estate = z.looseObject({
  warning: z.string().optional(),
  asOf: z.string(),
  verdict: z.string(),
  servers: z.array(
    server.extend({
      recent: counts.extend({ healed: z.number() }),
      jobs: z.looseObject({ known: z.number() }).optional(),
    }),
  ),
  failedRuns: z.array(
    z.looseObject({ job: z.string(), started: z.string(), attempts: z.number() }),
  ),
  page,
});

const job = z.looseObject({
  job: z.string(),
  streak: streak.optional(),
  window: counts.optional(),
  healedByRetry: z.number().optional(),
  firstAttemptOk: z.looseObject({ percent: z.number(), runs: z.number() }).optional(),
});

const freshnessOnly = z.looseObject({
  status: z.string(),
  reason: z.string().optional(),
  servers: z.array(server),
});

export type EstateFacts = z.infer<typeof estate>;
export type JobFacts = z.infer<typeof job>;

/** The estate's facts in an answer; throws with what is missing when the answer has another shape. */
export function estateFacts(answer: ToolAnswer): EstateFacts {
  return estate.parse(answer.structuredContent);
}

/** One job's facts in an answer. */
export function jobFacts(answer: ToolAnswer): JobFacts {
  return job.parse(answer.structuredContent);
}

/** What an answer without figures says. */
export function freshnessFacts(answer: ToolAnswer): z.infer<typeof freshnessOnly> {
  return freshnessOnly.parse(answer.structuredContent);
}

/** An instant of the truth as answers write it. */
export function minuteOf(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 16)}Z`;
}
