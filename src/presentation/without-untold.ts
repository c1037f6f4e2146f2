/** Structured content: plain JSON with named facts. */
export type Told = Readonly<Record<string, unknown>>;

/** The content without the keys whose value is undefined, at every depth. */
export function withoutUntold(content: object): Told {
  const told: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(content)) {
    if (value !== undefined) told[key] = toldValue(value);
  }
  return told;
}

function toldValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toldValue);
  if (typeof value === 'object' && value !== null) return withoutUntold(value);
  return value;
}
