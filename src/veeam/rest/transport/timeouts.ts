/** How long each phase of a request may take, milliseconds. */
export interface Timeouts {
  /** TCP and TLS together. */
  readonly connectMs: number;
  /** From the request sent to the last response header. */
  readonly headersMs: number;
  /** Between two pieces of the body. */
  readonly bodyIdleMs: number;
  /** One read from its first try to its answer, waits and retries included. */
  readonly totalMs: number;
}

export const defaultTimeouts: Timeouts = {
  connectMs: 10_000,
  headersMs: 30_000,
  bodyIdleMs: 30_000,
  totalMs: 120_000,
};
