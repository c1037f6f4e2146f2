import { z } from 'zod';

const instant = z.iso.datetime();
const count = z.int().nonnegative();

/**
 * `protected`: a usable point no older than tolerated. `late`: a usable point that is older. `unprotected`: none at all.
 * `left`: no active job protects it any more, whatever points there still are.
 */
const state = z.enum(['protected', 'late', 'unprotected', 'left']);

const point = z.object({
  id: z.string(),
  at: instant,
  type: z.string().nullable(),
  repository: z.string().nullable(),
  malwareStatus: z.string().nullable(),
  verdict: z.enum([
    'usable',
    'infected',
    'not-restorable',
    'file-gone',
    'chain-broken',
    'task-failed',
  ]),
  /** The task that made it; null when none is known. */
  taskId: z.string().nullable(),
  sessionId: z.string().nullable(),
  /** False where nothing showed that its file is there. */
  isFileSeen: z.boolean(),
});

/** What is known of one workload's protection; instants as ISO text. */
export const workloadMeasuresSchema = z.object({
  platform: z.string().nullable(),
  state,
  reason: z.string(),
  /** Up to when restore points are known. */
  pointsAsOf: instant,
  newestUsable: point.nullable(),
  /** Null without a usable point. */
  ageHours: z.number().nullable(),
  /** The newest of all, when it is not the newest usable one. */
  newestUnusable: point.nullable(),
  medianIntervalHours: z.number().nullable(),
  toleratedHours: z.number(),
  points: z.object({
    total: count,
    usable: count,
    suspicious: count,
    infected: count,
    notUsable: count,
  }),
  jobs: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      isActive: z.boolean(),
      lastOutcome: z.string().nullable(),
      lastRunAt: instant.nullable(),
      isCopy: z.boolean().default(false),
      /** Of its backups' usable points the newest; null where they hold none. */
      newestUsableAt: instant.nullable().default(null),
      /** How far a copy is behind the newest usable point of what it copies; null for other jobs and where either has none. */
      behindHours: z.number().nullable().default(null),
    }),
  ),
  /** Of the newest usable point: whether its job asks for application-aware processing, and why its task warned. */
  guestProcessing: z
    .object({
      isAskedFor: z.boolean().nullable(),
      warning: z.object({ causeClass: z.string(), text: z.string() }).nullable(),
    })
    .default({ isAskedFor: null, warning: null }),
  lastTask: z.object({ id: z.string(), at: instant, outcome: z.string() }).nullable(),
  /** Not protected though the newest run of a job that should protect it ended well. */
  isGreenJobOnly: z.boolean(),
});

const named = z.array(z.object({ name: z.string(), reason: z.string() }));

/** What is known of the protection of an estate's workloads. */
export const protectionEstateSchema = z.object({
  workloads: z.object({
    known: count,
    protected: count,
    late: count,
    unprotected: count,
    left: count,
    unreadable: count,
  }),
  greenJobOnly: z.object({ count, named }),
  notProtected: z.object({ count, named }),
});

export type WorkloadMeasures = z.infer<typeof workloadMeasuresSchema>;
export type ProtectionEstateMeasures = z.infer<typeof protectionEstateSchema>;
export type ShownPoint = z.infer<typeof point>;
