import type { AnswerLimits } from './answer-limits.ts';
import { clean, quoted } from './wording.ts';

/** Names of which only the first may be told. */
interface CountedNames {
  readonly count: number;
  readonly names: readonly string[];
}

/** How many there are, and the first names as far as they fit. */
export function namesContent({ count, names }: CountedNames, limits: AnswerLimits) {
  const shown = names.slice(0, limits.names);
  return { count, names: shown.map((name) => clean(name, limits.nameCharacters)) };
}

export type NamesContent = ReturnType<typeof namesContent>;

/** The same in words. */
export function namesText({ count, names }: NamesContent): string {
  const more = count - names.length;
  const said = names.map(quoted).join(', ');
  if (names.length === 0) return String(count);
  return more > 0 ? `${count} (${said}, ${more} more)` : `${count} (${said})`;
}

/** Names that are all known. */
export function allNames(names: readonly string[]): CountedNames {
  return { count: names.length, names };
}
