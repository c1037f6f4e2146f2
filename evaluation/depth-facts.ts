import { z } from 'zod';
import type { ToolAnswer } from './prepared-estate.ts';

const named = z.object({ count: z.number(), names: z.array(z.string()) });
const component = z.object({ kind: z.string(), name: z.string() });
const page = z.looseObject({ total: z.number() });

const explanation = z.looseObject({
  job: z.string(),
  state: z.string(),
  streak: z.looseObject({ outcome: z.string(), runs: z.number() }).optional(),
  causes: z.array(
    z.looseObject({
      cause: z.string(),
      certainty: z.string(),
      outcome: z.string(),
      harmless: z.string().optional(),
      evidence: z.looseObject({ session: z.string(), text: z.string() }),
      workloads: named,
      firstChecks: z.array(z.string()).optional(),
    }),
  ),
});

const groups = z.looseObject({
  open: z.number(),
  groups: z.array(
    z.looseObject({
      cause: z.string(),
      open: z.boolean(),
      component: component.optional(),
      jobs: named,
    }),
  ),
  page,
});

const workloads = z.looseObject({
  protection: z.looseObject({ known: z.number(), greenJobOnly: z.number() }),
  workloads: z.array(
    z.looseObject({
      workload: z.string(),
      state: z.string(),
      greenJobOnly: z.boolean().optional(),
      ageHours: z.number().optional(),
    }),
  ),
  page,
});

const workload = z.looseObject({
  workload: z.string(),
  state: z.string(),
  greenJobOnly: z.boolean().optional(),
  details: z.looseObject({
    newestUsable: z.looseObject({ point: z.string(), at: z.string() }).optional(),
    applicationAware: z.string(),
    jobs: z.array(z.looseObject({ job: z.string(), copyBehindHours: z.number().optional() })),
  }),
});

const changes = z.looseObject({
  counts: z.record(z.string(), z.number()),
  changes: z.array(z.looseObject({ change: z.string(), subject: z.string() })),
});

const watch = z.looseObject({
  servers: z.array(
    z.looseObject({
      watch: z.looseObject({ missedRuns: z.number(), silentJobs: named, stalledJobs: named }),
    }),
  ),
  openGroups: z.looseObject({ count: z.number() }),
  protection: z.looseObject({ known: z.number(), greenJobOnly: z.number() }),
});

const jobDepth = z.looseObject({
  job: z.string(),
  lastRun: z.string().optional(),
  depth: z.looseObject({
    durations: z.array(
      z.looseObject({
        trendMinutesPerWeek: z.number().optional(),
        bottleneck: z.string().optional(),
      }),
    ),
  }),
});

/** Why a job fails, as an answer tells it; like all below it throws where the answer has another shape. */
export function explanationFacts(answer: ToolAnswer): z.infer<typeof explanation> {
  return explanation.parse(answer.structuredContent);
}

export function groupFacts(answer: ToolAnswer): z.infer<typeof groups> {
  return groups.parse(answer.structuredContent);
}

export function workloadListFacts(answer: ToolAnswer): z.infer<typeof workloads> {
  return workloads.parse(answer.structuredContent);
}

export function workloadFacts(answer: ToolAnswer): z.infer<typeof workload> {
  return workload.parse(answer.structuredContent);
}

export function changeFacts(answer: ToolAnswer): z.infer<typeof changes> {
  return changes.parse(answer.structuredContent);
}

export function watchFacts(answer: ToolAnswer): z.infer<typeof watch> {
  return watch.parse(answer.structuredContent);
}

export function jobDepthFacts(answer: ToolAnswer): z.infer<typeof jobDepth> {
  return jobDepth.parse(answer.structuredContent);
}
