import type { Source } from '../source.ts';

/** The server's identity and build, where the role shows them. */
export const serverInfo: Source = {
  name: 'server-info',
  async collect({ source, store, vbrServerId }, tally) {
    const info = await source.serverInfo();
    tally.page({ rows: [info], rejected: [] });
    await store.recordServer(vbrServerId, info, null);
  },
};
