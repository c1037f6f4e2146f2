import { rounded } from './wording.ts';

const gibPerTib = 1024;

/** GiB in words, in TiB from 1 TiB on: the GB and TB of VBR's console. */
export function sizeText(gib: number): string {
  return Math.abs(gib) >= gibPerTib
    ? `${rounded(gib / gibPerTib, 2)} TiB`
    : `${rounded(gib, Math.abs(gib) < 10 ? 1 : 0)} GiB`;
}

/** With its sign. */
export function changeText(gib: number): string {
  return gib > 0 ? `+${sizeText(gib)}` : sizeText(gib);
}
