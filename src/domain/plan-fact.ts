/**
 * What a plan can be checked against. `risk-…` speak of the risk itself, the others of the job, workload or repository
 * that it threatens; of several subjects the worst counts.
 */
export const planMetrics = {
  'risk-open': { unit: '', of: 'risk', worst: 'highest', says: 'risk is open (1) or gone (0)' },
  'risk-score': { unit: 'points', of: 'risk', worst: 'highest', says: 'score of the risk' },
  'failed-runs-in-a-row': {
    unit: 'runs',
    of: 'job',
    worst: 'highest',
    says: 'newest runs that failed one after the other',
  },
  'warned-runs-in-a-row': {
    unit: 'runs',
    of: 'job',
    worst: 'highest',
    says: 'newest runs that warned one after the other',
  },
  'good-runs-in-a-row': {
    unit: 'runs',
    of: 'job',
    worst: 'lowest',
    says: 'newest runs that ended well one after the other',
  },
  'missed-runs': {
    unit: 'runs',
    of: 'job',
    worst: 'highest',
    says: 'starts missed since the last run',
  },
  'stalled-runs': { unit: 'runs', of: 'job', worst: 'highest', says: 'runs that stand still' },
  'unprotected-workloads': {
    unit: 'workloads',
    of: 'workload',
    worst: 'sum',
    says: 'workloads without a good restore point in time',
  },
  'usable-point-age-hours': {
    unit: 'h',
    of: 'workload',
    worst: 'highest',
    says: 'age of the newest usable restore point',
  },
  'untested-workloads': {
    unit: 'workloads',
    of: 'workload',
    worst: 'sum',
    says: 'workloads without a proof of restore in date',
  },
  'days-until-full': { unit: 'days', of: 'repository', worst: 'lowest', says: 'days until full' },
  'used-percent': {
    unit: '%',
    of: 'repository',
    worst: 'highest',
    says: 'share of the space in use',
  },
} as const satisfies Readonly<Record<string, MetricWords>>;

interface MetricWords {
  readonly unit: string;
  readonly of: 'risk' | PlanFactKind;
  /** How the values of several subjects become one. */
  readonly worst: 'highest' | 'lowest' | 'sum';
  readonly says: string;
}

export type PlanFactKind = 'job' | 'workload' | 'repository';
export type PlanMetric = keyof typeof planMetrics;

/** Figures of one subject and the instant up to which they are known; a metric that is absent is unknown. */
export interface PlanFact {
  readonly kind: PlanFactKind;
  readonly name: string;
  readonly knownUntil: Date;
  readonly metrics: Readonly<Partial<Record<PlanMetric, number>>>;
}
