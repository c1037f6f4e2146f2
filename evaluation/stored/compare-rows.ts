import { cleanText } from '../../src/domain/foreign-text.ts';
import type { VisibleRow } from '../../src/simulator/truth/visible-rows.ts';

/** How the kept rows of one kind differ from what was visible; all empty when they are equal. */
export interface Differences {
  readonly expected: number;
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  /** Key, column, what was visible and what was kept. */
  readonly altered: readonly string[];
}

/** Compares what was visible with what was kept, row by row and column by column. */
export function compareRows(
  key: readonly string[],
  visible: Iterable<VisibleRow>,
  kept: ReadonlyMap<string, VisibleRow>,
): Differences {
  const seen = new Set<string>();
  const missing: string[] = [];
  const altered: string[] = [];
  for (const row of visible) {
    const name = nameOf(key, row);
    seen.add(name);
    const found = kept.get(name);
    if (found === undefined) missing.push(name);
    else altered.push(...alterations(name, row, found));
  }
  const unexpected = [...kept.keys()].filter((name) => !seen.has(name));
  return { expected: seen.size, missing, unexpected, altered };
}

/** The text that stands for a row's key. */
export function nameOf(key: readonly string[], row: VisibleRow): string {
  return key.map((column) => String(row[column])).join(' ');
}

function alterations(name: string, visible: VisibleRow, kept: VisibleRow): string[] {
  return Object.entries(visible)
    .map(([column, value]) => [column, shown(value), shown(kept[column])] as const)
    .filter(([, wanted, found]) => wanted !== found)
    .map(([column, wanted, found]) => `${name} ${column}: ${wanted} was kept as ${found}`);
}

// Sets that VBR gives in any order are compared as sets, documents whatever the order of their fields, texts as they are kept: clean.
function shown(value: unknown): string {
  return value === undefined ? 'no such column' : JSON.stringify(plain(value));
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) {
    return value.map(plain).sort((left, right) => (shown(left) < shown(right) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, plain(field)] as const);
  return Object.fromEntries(fields.sort(([left], [right]) => (left < right ? -1 : 1)));
}
