import { Fault } from '../../domain/errors.ts';
import type { Revision } from '../../domain/vbr-server.ts';
import type { ZoneClock } from '../estate/zone-clock.ts';

/** The first value of a parameter; a parameter nobody declared is never asked for and so ignored. */
export function textOf(query: URLSearchParams, name: string): string | null {
  return query.get(name);
}

/** One of the allowed words; of a repeated single-valued parameter the first counts. */
export function choiceOf<Word extends string>(
  query: URLSearchParams,
  name: string,
  allowed: readonly Word[],
): Word | null {
  const value = query.get(name);
  return value === null ? null : checked(name, value, allowed);
}

/** The words of a repeated parameter; a comma list is one unknown word and refused. */
export function choicesOf<Word extends string>(
  query: URLSearchParams,
  name: string,
  allowed: readonly Word[],
): Set<Word> | null {
  const values = query.getAll(name);
  if (values.length === 0) return null;
  return new Set(values.map((value) => checked(name, value, allowed)));
}

/** A filter that came to take several words in rev2: before, the first counts. */
export function severalSinceRev2<Word extends string>(
  revision: Revision,
  query: URLSearchParams,
  name: string,
  allowed: readonly Word[],
): Set<Word> | null {
  if (revision === '1.3-rev2') return choicesOf(query, name, allowed);
  const word = choiceOf(query, name, allowed);
  return word === null ? null : new Set([word]);
}

/** Any number. */
export function amountOf(query: URLSearchParams, name: string): number | null {
  const value = query.get(name);
  if (value === null) return null;
  if (!/^-?\d{1,15}(\.\d{1,15})?$/.test(value)) throw refused(name, value);
  return Number(value);
}

/** A whole number of at least `least`. */
export function wholeOf(
  query: URLSearchParams,
  name: string,
  otherwise: number,
  least: number,
): number {
  const value = query.get(name);
  if (value === null) return otherwise;
  if (!/^\d{1,9}$/.test(value) || Number(value) < least) throw refused(name, value);
  return Number(value);
}

/** An instant; a time without offset is the server's wall clock. A wrong clock is taken at its word. */
export function instantOf(query: URLSearchParams, name: string, clock: ZoneClock): number | null {
  const value = query.get(name);
  if (value === null) return null;
  if (!/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/.test(value)) throw refused(name, value);
  const hasOffset = /(Z|T.*[+-]\d\d:\d\d)$/.test(value);
  const day = value.length === 10 ? `${value}T00:00:00` : value;
  const instant = Date.parse(hasOffset ? value : `${day}Z`);
  if (Number.isNaN(instant)) throw refused(name, value);
  const meant = hasOffset ? instant : instant - clock.offsetMinutes(instant) * 60_000;
  return meant - clock.skewMs;
}

export function flagOf(query: URLSearchParams, name: string): boolean | null {
  const value = query.get(name)?.toLowerCase();
  if (value === undefined) return null;
  if (value !== 'true' && value !== 'false') throw refused(name, value);
  return value === 'true';
}

/** VBR's name filter: a `*` at the start or end stands for anything. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const bare = pattern.replace(/^\*|\*$/g, '').toLowerCase();
  const openStart = pattern.startsWith('*');
  const openEnd = pattern.endsWith('*') && pattern.length > 1;
  return (name) => {
    const lower = name.toLowerCase();
    if (openStart && openEnd) return lower.includes(bare);
    if (openStart) return lower.endsWith(bare);
    return openEnd ? lower.startsWith(bare) : lower === bare;
  };
}

function checked<Word extends string>(name: string, value: string, allowed: readonly Word[]): Word {
  const word = allowed.find((candidate) => candidate === value);
  if (word === undefined) throw refused(name, value);
  return word;
}

function refused(name: string, value: string): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: `The value "${value}" of ${name} is not valid`,
    means: 'the simulated server answers 400',
    next: 'correct the request',
  });
}
