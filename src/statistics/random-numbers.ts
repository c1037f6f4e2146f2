/** Gives the next number of a stream, 0 ≤ number < 1. */
export type RandomNumbers = () => number;

/**
 * Marsaglia's xorshift128 (Journal of Statistical Software 8(14), 2003), period 2^128 − 1: the same stream for the same seed. The
 * seed takes the place of his x; his own start 123456789 gives his own stream. For resampling, never for secrets.
 */
export function randomNumbers(seed: number): RandomNumbers {
  let x = seed | 0;
  let y = 362_436_069;
  let z = 521_288_629;
  let w = 88_675_123;
  return () => {
    const mixed = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = w ^ (w >>> 19) ^ (mixed ^ (mixed >>> 8));
    return (w >>> 0) / 4_294_967_296;
  };
}

/** A seed made of a text by FNV-1a, so that each subject has a stream of its own that never changes. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return hash >>> 0;
}
