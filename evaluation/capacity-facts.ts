import { z } from 'zod';
import type { ToolAnswer } from './prepared-estate.ts';

const level = z.looseObject({
  percent: z.number(),
  is: z.enum(['reached', 'within', 'not-within', 'unknown']),
  likely: z.string().optional(),
  early: z.string().optional(),
  late: z.string().optional(),
  early95: z.string().optional(),
  late95: z.string().optional(),
  probabilities: z.record(z.string(), z.number()).optional(),
});

const row = z.looseObject({
  repository: z.string(),
  priority: z.enum(['URGENT', 'HIGH', 'MEDIUM', 'LOW', 'unknown']),
  usedGib: z.number().optional(),
  capacityGib: z.number().optional(),
  noDates: z.string().optional(),
  levels: z.array(level),
  historyDays: z.number(),
  rebuiltDays: z.number().optional(),
  importedDays: z.number().optional(),
});

const list = z.looseObject({
  leadTimeDays: z.number(),
  repositories: z.array(row),
  page: z.looseObject({ total: z.number() }),
});

const reclaimable = z.looseObject({
  backups: z.number(),
  gib: z.number(),
  largest: z.array(z.looseObject({ id: z.string(), gib: z.number() })),
});

const one = row.extend({
  whatIf: z
    .looseObject({ understood: z.array(z.string()).min(1), levels: z.array(level) })
    .optional(),
  details: z
    .looseObject({
      growth: z.looseObject({
        jobs: z.array(z.looseObject({ name: z.string(), grewGib: z.number() })),
        workloads: z.array(z.looseObject({ name: z.string() })),
      }),
      freeing: z.looseObject({
        freedGib: z.record(z.string(), z.number()),
        lockedAtLeastGib: z.number(),
        lockedUntil: z.string().optional(),
        locks: z.enum(['told', 'none', 'in-part', 'not-told']),
        orphaned: reclaimable.optional(),
      }),
      pastForecasts: z.looseObject({ resolved: z.number() }),
      fit: z.array(z.looseObject({ shape: z.string() })),
      confidence: z.number().optional(),
    })
    .optional(),
});

export type LevelFacts = z.infer<typeof level>;
export type RepositoryFacts = z.infer<typeof one>;

/** The list of repositories; like all here it throws where the answer has another shape. */
export function capacityListFacts(answer: ToolAnswer): z.infer<typeof list> {
  return list.parse(answer.structuredContent);
}

/** One repository. */
export function repositoryFacts(answer: ToolAnswer): RepositoryFacts {
  return one.parse(answer.structuredContent);
}
