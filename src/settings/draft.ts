/** Settings before they are checked: a tree of plain values, and where each value came from. */
export type Origin = 'default' | 'file' | '.env' | 'environment' | 'flag';
export type Path = readonly (string | number)[];

export interface Source {
  readonly origin: Origin;
  readonly place: string | null;
}

export interface Draft {
  readonly tree: Record<string, unknown>;
  /** By dotted path of the leaf. */
  readonly sources: Map<string, Source>;
}

export function dotted(path: Path): string {
  return path.join('.');
}

/** The value at a path; undefined where nothing stands. */
export function valueAt(tree: unknown, path: Path): unknown {
  let value: unknown = tree;
  for (const key of path) {
    if (!isTree(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** Puts a value at a path, making sections and lists on the way, and notes its source. */
export function setValue(draft: Draft, path: Path, value: unknown, source: Source): void {
  let tree: Record<string | number, unknown> = draft.tree;
  for (const [depth, key] of path.slice(0, -1).entries()) {
    const next = Object.hasOwn(tree, key) ? tree[key] : undefined;
    const child = isTree(next) ? next : emptyFor(path[depth + 1]);
    define(tree, key, child);
    tree = child;
  }
  const last = path.at(-1);
  if (last !== undefined) define(tree, last, value);
  draft.sources.set(dotted(path), source);
}

/** Takes a value away, as when a stronger layer names its alternative. */
export function removeValue(draft: Draft, path: Path): void {
  const parent = valueAt(draft.tree, path.slice(0, -1));
  const last = path.at(-1);
  if (isTree(parent) && last !== undefined) delete parent[last];
  draft.sources.delete(dotted(path));
}

/** The source of a path or of the nearest section above it that has one. */
export function sourceOf(draft: Draft, path: Path): Source | null {
  for (let length = path.length; length > 0; length -= 1) {
    const found = draft.sources.get(dotted(path.slice(0, length)));
    if (found !== undefined) return found;
  }
  return null;
}

function emptyFor(key: string | number | undefined): Record<string | number, unknown> {
  return asTree(typeof key === 'number' ? [] : {});
}

/** Guarantee: arrays and objects both take string and number keys. */
function asTree(value: object): Record<string | number, unknown> {
  return value as Record<string | number, unknown>;
}

function isTree(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}

/** As an own property, so that a key such as __proto__ stays data. */
function define(tree: object, key: string | number, value: unknown): void {
  Object.defineProperty(tree, key, { value, writable: true, enumerable: true, configurable: true });
}
