/** One question asked of a job's runs: the chance of what was seen if nothing were there, and what it would mean. */
export interface PatternTest {
  readonly kind:
    | 'weekday'
    | 'hour'
    | 'month-end'
    | 'regular'
    | 'burst'
    | 'failure-trend'
    | 'rate-change'
    | 'duration-full'
    | 'duration-incremental'
    | 'duration';
  readonly p: number;
  /** The weekday, the hours, the distance or the day that it is about. */
  readonly where: string;
  readonly text: string;
  /** Of regular spacing: days between incidents. */
  readonly distanceDays?: number;
}
