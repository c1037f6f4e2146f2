import type { ServerClock } from '../domain/vbr-server.ts';

/** The server's present instant as far as it is known: rows it stamps now lie before `at` + `marginMs`. */
export interface ServerNow {
  readonly at: Date;
  readonly marginMs: number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Creation times are stamped by the server's clock, so windows use it; ours with a day's margin where it cannot be read. */
export async function readServerNow(
  serverClock: () => Promise<ServerClock>,
  asOf: Date,
): Promise<ServerNow> {
  try {
    return { at: (await serverClock()).serverTime, marginMs: minuteMs };
  } catch {
    // The server-time source has reported this failure; the others go on without it.
    return { at: asOf, marginMs: dayMs };
  }
}
