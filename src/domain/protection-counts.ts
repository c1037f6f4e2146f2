/** How many of a server's workloads can be brought back to a recent state. */
export interface ProtectionCounts {
  readonly known: number;
  readonly protected: number;
  readonly late: number;
  readonly unprotected: number;
  /** In no active job any more. */
  readonly left: number;
  /** Not protected although their jobs end well. */
  readonly greenJobOnly: number;
}
