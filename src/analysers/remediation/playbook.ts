import { z } from 'zod';
import { comparators, effectFormulas, planBases } from '../../domain/plan.ts';
import { type PlanMetric, planMetrics } from '../../domain/plan-fact.ts';

const words = z.string().min(1);
const name = z.string().regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/, 'is not a name such as disk-full');
const basis = z.enum(planBases);

const check = z.strictObject({
  text: words,
  place: words.nullable().default(null),
  command: words.nullable().default(null),
  basis,
});

const option = z.strictObject({
  title: words,
  steps: z.array(words).min(1),
  effect: z.enum(effectFormulas),
  preconditions: z.array(words).default([]),
  effortHours: z.number().positive().max(400),
  complexity: z.enum(['low', 'medium', 'high']),
  effortBasis: words,
  sideEffects: z.array(words).min(1),
  rollback: words,
});

const metric = z
  .string()
  .refine((text): text is PlanMetric => text in planMetrics, 'is no metric of a plan');

const criterion = z.strictObject({
  metric,
  comparator: z.enum(comparators),
  value: z.number(),
  forHours: z.number().min(0).default(0),
});

const article = z.strictObject({
  id: words,
  url: z.url({ protocol: /^https$/ }),
  status: z.enum(['seen', 'doc', 'referenced', 'recalled']),
});

/** What is advised for one kind of risk, or for one class of cause behind failures. */
const playbook = z.strictObject({
  id: name,
  for: z.union([z.strictObject({ kind: name }), z.strictObject({ causeClass: name })]),
  /** `{subject}` and the names of figures in braces are filled in; a sentence whose figure is not known is left out. */
  summary: z.array(words).min(1),
  hypotheses: z.array(z.strictObject({ text: words, basis })).min(1),
  checks: z.array(check).min(1),
  options: z.array(option).min(1),
  criteria: z.array(criterion).default([]),
  articles: z.array(article).default([]),
});

/** One file of knowledge/playbooks. */
export const playbookFileSchema = z.strictObject({
  version: z.int().min(1),
  playbooks: z.array(playbook).min(1),
});

export type Playbook = z.infer<typeof playbook> & { readonly version: number };

/** Every playbook, by what it is for. */
export interface Playbooks {
  readonly byKind: ReadonlyMap<string, Playbook>;
  readonly byCause: ReadonlyMap<string, Playbook>;
}
