/** Remembers at least the newest `most` keys and at most twice as many, so that a long list does not fill the memory. */
export interface RecentKeys {
  readonly has: (key: string) => boolean;
  /** False when the key was known. */
  readonly add: (key: string) => boolean;
}

export function createRecentKeys(most: number): RecentKeys {
  let newer = new Set<string>();
  let older = new Set<string>();
  const has = (key: string): boolean => newer.has(key) || older.has(key);
  return {
    has,
    add: (key) => {
      if (has(key)) return false;
      newer.add(key);
      if (newer.size >= most) {
        older = newer;
        newer = new Set();
      }
      return true;
    },
  };
}
