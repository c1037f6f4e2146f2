import type { InstantRecoveryMount } from '../../domain/infrastructure.ts';
import { typesOfFamily } from '../../domain/session-families.ts';
import { latestById } from '../latest-by-id.ts';
import type { Source } from '../source.ts';

/** What runs from its backup now: asked for while a session says that something does, or none can say anything. */
export const instantRecoveryMounts: Source = {
  name: 'instant-recovery-mounts',
  async collect({ source, store, vbrServerId, clock, signal, errorOf }, tally) {
    const running = await store.countUnfinished(vbrServerId, typesOfFamily('instant'));
    if (running === 0 && errorOf('sessions') === null) return;
    const rows: InstantRecoveryMount[] = [];
    for await (const page of source.instantRecoveryMounts()) {
      signal.throwIfAborted();
      tally.page(page);
      rows.push(...page.rows);
    }
    tally.kept('mounts', await store.keepMounts(vbrServerId, latestById(rows), clock.now()));
  },
};
