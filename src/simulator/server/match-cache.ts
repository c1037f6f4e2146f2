/** Remembers which rows match a query, so that the pages of one list do not filter it again each. */
export interface MatchCache {
  readonly get: (
    list: string,
    query: URLSearchParams,
    version: number,
    find: () => Int32Array,
  ) => Int32Array;
}

const mostRemembered = 4;

/** Keyed by list and filters without the page; a change of the estate forgets everything. */
export function createMatchCache(): MatchCache {
  const remembered = new Map<string, Int32Array>();
  let rememberedVersion = -1;
  return {
    get: (list, query, version, find) => {
      if (version !== rememberedVersion) remembered.clear();
      rememberedVersion = version;
      const key = `${list}?${keyOf(query)}`;
      const known = remembered.get(key);
      if (known !== undefined) return known;
      const found = find();
      const oldest = remembered.keys().next();
      if (remembered.size >= mostRemembered && !oldest.done) remembered.delete(oldest.value);
      remembered.set(key, found);
      return found;
    },
  };
}

function keyOf(query: URLSearchParams): string {
  const kept = new URLSearchParams(query);
  kept.delete('skip');
  kept.delete('limit');
  kept.sort();
  return kept.toString();
}
