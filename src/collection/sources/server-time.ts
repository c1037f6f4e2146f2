import type { Source } from '../source.ts';

/** The server's clock and zone, by which its times are understood. Needs no rights. */
export const serverTime: Source = {
  name: 'server-time',
  async collect({ serverClock, store, vbrServerId, journal }, tally) {
    const clock = await serverClock();
    tally.page({ rows: [clock], rejected: [] });
    await store.recordServer(vbrServerId, null, clock);
    journal.figure('collection', 'clock-skew', clock.skewSeconds, 's');
  },
};
