/** Somebody asked for a deed: DR365 does nothing by itself; what may be looked at instead. */
export interface Refusal {
  readonly reason: string;
  readonly lookAt: readonly string[];
}
