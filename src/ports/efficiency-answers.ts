import type { ByteSums } from '../domain/efficiency.ts';

/** The sums of one repository or workload over all jobs, by kind of file. */
export interface PlaceSums {
  readonly vbrServerId: number;
  readonly id: string;
  readonly name: string;
  readonly jobs: number;
  readonly held: Readonly<Record<'full' | 'increment' | 'other', ByteSums>>;
  /** Of a repository: what it says is used; null where it does not tell, and of workloads. */
  readonly usedGib: number | null;
}

/** What deduplication and compression save by place, read by the doors. */
export interface EfficiencyAnswers {
  /** Those that take most space first. `name`: exact name or id, without case. */
  readonly placeSums: (query: {
    readonly vbrServerIds: readonly number[];
    readonly by: 'repository' | 'workload';
    readonly name?: string;
    readonly limit: number;
    readonly offset: number;
  }) => Promise<{ readonly rows: readonly PlaceSums[]; readonly total: number }>;
}
