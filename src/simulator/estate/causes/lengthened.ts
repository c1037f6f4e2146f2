import { type Chance, fraction, whole } from '../chance.ts';

const megabyte = 1_000_000;

/** The text, now and then followed by tens of kilobytes of stack, very rarely by a megabyte of it. */
export function lengthened(text: string, chance: Chance): string {
  const draw = fraction(chance);
  if (draw < 0.0004) return text + stackOf(megabyte);
  return draw < 0.012 ? text + stackOf(whole(chance, 8_000, 64_000)) : text;
}

// A stack names stages and lanes, nothing that a known message could be found in.
function stackOf(length: number): string {
  let stack = '';
  for (let frame = 0; stack.length < length; frame += 1) {
    stack += `\n   at DataMover.Pipeline.Stage${frame % 17}.Pump(Block block, Lane lane) in lane ${frame % 90}`;
  }
  return stack.slice(0, length);
}
