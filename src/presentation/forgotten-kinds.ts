const prefix = 'forgotten-';

/** What a pass removed because it was older than it is wanted: kind and number of rows. */
export function forgottenKinds(
  counts: Readonly<Record<string, number>>,
): ReadonlyArray<readonly [string, number]> {
  return Object.entries(counts).flatMap(([name, count]) =>
    name.startsWith(prefix) && count > 0 ? [[name.slice(prefix.length), count] as const] : [],
  );
}
