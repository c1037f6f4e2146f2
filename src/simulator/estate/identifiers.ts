import { hashOf, textHash } from './chance.ts';

type IdentifiedKind =
  | 'job'
  | 'repository'
  | 'scale-out'
  | 'session'
  | 'task'
  | 'host'
  | 'proxy'
  | 'backup'
  | 'backup-object'
  | 'backup-file'
  | 'restore-point'
  | 'verification-job'
  | 'malware-event'
  | 'clean-event'
  | 'best-practice'
  | 'protection-group'
  | 'discovered-entity';

/** Ids made from what they name, so that none need be stored, and read back to it. */
export interface Identifiers {
  readonly of: (kind: IdentifiedKind | 'other', index: number) => string;
  /** The index an id was made from; null when it names nothing of this kind. */
  readonly indexOf: (kind: IdentifiedKind, id: string) => number | null;
}

// Odd, so that multiplying by it is a bijection on 32 bits.
const spread = 0x9e3779b1;

/** The id every absent reference carries in VBR's answers. */
export const zeroId = '00000000-0000-0000-0000-000000000000';

/** Ids of one estate. */
export function createIdentifiers(seed: number): Identifiers {
  const saltOf = (kind: string): number => hashOf(seed, textHash(kind));
  const salts = new Map<string, number>();
  const salt = (kind: string): number => {
    const known = salts.get(kind);
    if (known !== undefined) return known;
    const made = saltOf(kind);
    salts.set(kind, made);
    return made;
  };
  const of = (kind: string, index: number): string => idFrom(salt(kind), index);
  return {
    of,
    indexOf: (kind, id) => {
      const lead = /^([0-9a-f]{8})-/i.exec(id)?.[1];
      if (lead === undefined) return null;
      const index = Math.imul(Number.parseInt(lead, 16) ^ salt(kind), inverse) >>> 0;
      return of(kind, index) === id.toLowerCase() ? index : null;
    },
  };
}

const inverse = inverseOf(spread);

function idFrom(salt: number, index: number): string {
  const lead = hex8(Math.imul(index, spread) ^ salt);
  const second = hex8(hashOf(salt, index, 1));
  const third = hex8(hashOf(salt, index, 2));
  const fourth = hex8(hashOf(salt, index, 3));
  const variant = ((Number.parseInt(third.slice(0, 1), 16) & 3) | 8).toString(16);
  const middle = `${second.slice(0, 4)}-4${second.slice(5)}`;
  return `${lead}-${middle}-${variant}${third.slice(1, 4)}-${third.slice(4)}${fourth}`;
}

function hex8(value: number): string {
  return (0x1_0000_0000 + (value >>> 0)).toString(16).slice(1);
}

// Newton's iteration modulo 2^32: each step doubles the number of correct low bits.
function inverseOf(odd: number): number {
  let inverse = odd;
  for (let step = 0; step < 5; step += 1) {
    inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse));
  }
  return inverse;
}
