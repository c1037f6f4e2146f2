import { itemAt } from './item-at.ts';

/** A stream of repeatable chance; its state moves with every draw. */
export interface Chance {
  state: number;
}

/** One 32-bit number from any numbers: equal parts give an equal number. */
export function hashOf(...parts: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = scrambled(hash ^ (part | 0));
    // The upper half matters for instants, which exceed 32 bits.
    hash = scrambled(hash ^ Math.floor(part / 0x1_0000_0000));
  }
  return hash;
}

/** One 32-bit number from a text. */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return scrambled(hash);
}

/** A stream that depends on its parts alone. */
export function chanceFrom(...parts: readonly number[]): Chance {
  return { state: hashOf(...parts) };
}

/** The next draw, from 0 up to but not including 1 (mulberry32). */
export function fraction(chance: Chance): number {
  chance.state = (chance.state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(chance.state ^ (chance.state >>> 15), 1 | chance.state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
}

/** A whole number from `least` to `most`, both included. */
export function whole(chance: Chance, least: number, most: number): number {
  return least + Math.floor(fraction(chance) * (most - least + 1));
}

/** One of the list, each equally likely. */
export function pick<Item>(chance: Chance, list: readonly Item[]): Item {
  return itemAt(list, Math.floor(fraction(chance) * list.length));
}

/** The list in a chance order. */
export function shuffled<Item>(chance: Chance, list: readonly Item[]): Item[] {
  return list
    .map((item) => ({ item, rank: fraction(chance) }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ item }) => item);
}

function scrambled(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}
