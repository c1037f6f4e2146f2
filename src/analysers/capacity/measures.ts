import { z } from 'zod';

const instant = z.iso.datetime();
const day = z.iso.date();
const count = z.int().nonnegative();
const gib = z.number();
const named = z.array(z.object({ name: z.string(), reason: z.string() }));
const days = z.object({ early: z.number().nullable(), late: z.number().nullable() });

const priorities = ['URGENT', 'HIGH', 'MEDIUM', 'LOW'] as const;
const priority = z.enum(priorities);

const level = z.object({
  percent: z.number(),
  levelGib: gib,
  /** `unknown`: not reached now, and too little history to say when. */
  answer: z.enum(['reached', 'within', 'not-within', 'unknown']),
  /** Days after `originDay`; null when not within the horizon or unknown. */
  days: z.number().nullable(),
  interval80: days,
  interval95: days,
  probabilities: z.array(z.object({ withinDays: z.number(), probability: z.number() })),
  orderByDays: z.number().nullable(),
  orderSafelyByDays: z.number().nullable(),
});

const grower = z.object({
  name: z.string(),
  heldGib: gib,
  grewGib: gib,
  writtenGibPerDay: gib,
});

const jobGrower = grower.extend({
  jobId: z.string().nullable(),
  retention: z.object({ kind: z.string(), quantity: z.number() }).nullable(),
  immutableDays: z.number().nullable(),
  workloads: count,
});

const reclaimable = z.object({
  id: z.string(),
  name: z.string(),
  gib,
  reason: z.string(),
  lockedUntil: day.nullable().default(null),
});

/** What a forecast is read from; `historyDays` chooses the table of past errors. */
const fan = z.object({
  originDay: z.int(),
  lastKnown: z.object({ day: z.int(), value: z.number() }),
  historyDays: z.int(),
  path: z.array(z.number()),
  spread: z.array(z.number()),
});

/** What is known of one repository, or of one tier of a scale-out repository. Days are dates in UTC; sizes GiB as VBR counts them. */
export const capacityMeasuresSchema = z.object({
  tier: z.enum(['standalone', 'performance', 'capacity', 'archive']),
  parentName: z.string(),
  members: z.array(z.object({ id: z.string(), name: z.string() })),
  capacityGib: gib.nullable(),
  /** What can be filled: extents out of service offer no more than they hold. */
  usableGib: gib.nullable(),
  usedGib: gib.nullable(),
  usedPercent: z.number().nullable(),
  readAt: instant.nullable(),
  outOfService: named,
  leftOut: named,
  sharedVolumes: named,
  history: z.object({
    knownDays: count,
    neededDays: count,
    measured: count,
    imported: count,
    rebuilt: count,
    offlineSamples: count,
    from: day.nullable(),
    faults: z.object({
      notNumbers: count,
      negative: count,
      zero: count,
      duplicateDays: count,
      unitChanges: count,
    }),
    removed: z.array(z.object({ day, gib })),
  }),
  noDates: z.string().nullable(),
  growthGibPerDay: gib.nullable(),
  fit: z.array(
    z.object({
      shape: z.enum(['linear', 'quadratic']),
      perDayNow: gib,
      rSquared: z.number().nullable(),
      p: z.number().nullable(),
    }),
  ),
  originDay: day,
  horizonDays: count,
  leadTimeDays: count,
  /** The settings it was judged by, as one text. */
  judgedBy: z.string(),
  safetyBufferPercent: z.number(),
  levels: z.array(level),
  priority: priority.nullable(),
  /** That the highest level is reached before an order made now arrives; null where nothing can be said. */
  fullBeforeOrder: z.number().nullable(),
  recommendedGib: gib.nullable(),
  extensions: z.array(z.object({ day, fromGib: gib, toGib: gib })),
  steps: z.array(
    z.object({
      day,
      gib,
      isRebuilt: z.boolean(),
      causes: z.array(z.object({ kind: z.string(), name: z.string(), gib: gib.nullable() })),
    }),
  ),
  growth: z.object({
    days: count,
    isEstimated: z.boolean(),
    jobs: z.array(jobGrower),
    workloads: z.array(grower),
  }),
  reduction: z.object({ now: z.number(), before: z.number() }).nullable(),
  freeing: z.object({
    freed: z.array(z.object({ withinDays: count, gib })),
    byReason: z.object({ retention: gib, gfs: gib, immutability: gib }),
    next: z.array(z.object({ day, gib, name: z.string(), reason: z.string() })),
    withoutDateGib: gib,
    activeGib: gib,
    lockedGib: gib,
    lockedUntil: day.nullable(),
    /** Whether every part of the place locks its files, none, some, or that is not told. */
    locks: z.enum(['told', 'none', 'in-part', 'not-told']).default('not-told'),
    filesWithoutSize: count,
    orphaned: z.array(reclaimable),
    surplus: z.array(reclaimable),
    /** What all files together take by VBR's own figures, and the share of a file's size that counts as space. */
    claimedGib: gib.default(0),
    countedShare: z.number().default(1),
  }),
  promises: z.object({
    resolved: count,
    inside80: count,
    inside95: count,
    medianErrorPercent: z.number().nullable(),
    last: z
      .object({
        madeOn: day,
        daysAhead: count,
        expected: gib,
        low80: gib,
        high80: gib,
        came: gib,
      })
      .nullable(),
  }),
  fan: fan.nullable(),
  /** Used space by day as it was kept, rebuilt or imported. */
  series: z.array(z.object({ day, gib, source: z.enum(['measured', 'imported', 'rebuilt']) })),
});

export type CapacityMeasures = z.infer<typeof capacityMeasuresSchema>;

/** What an estate's repositories come to. */
const capacityEstateSchema = z.object({
  repositories: count,
  byPriority: z.object({ URGENT: count, HIGH: count, MEDIUM: count, LOW: count }),
  withoutDates: count,
  unreadable: count,
});

export type CapacityEstateMeasures = z.infer<typeof capacityEstateSchema>;
