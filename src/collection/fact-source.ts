import type { ServerFactName } from '../domain/server-fact.ts';
import type { SourceName } from '../domain/source-state.ts';
import type { Source } from './source.ts';

/** A source that is one thing a server has only one of. */
export function factSource(name: SourceName, fact: ServerFactName): Source {
  return {
    name,
    async collect({ source, store, vbrServerId, asOf }, tally) {
      const value = await source.fact(fact);
      tally.page({ rows: [value], rejected: [] });
      tally.kept(name, await store.keepFact(vbrServerId, fact, value, asOf));
    },
  };
}
