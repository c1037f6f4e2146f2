import { zeroId } from '../estate/identifiers.ts';

const idShape = /\b([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b/gi;
const mask = 0x5a5a;

/** The text with every id exchanged for another one; done twice it is the text again. The zero id stays. */
export function swappedIds(text: string): string {
  return text.replace(idShape, (id: string, lead: string, second: string, rest: string) => {
    if (id === zeroId) return id;
    const swapped = (Number.parseInt(second, 16) ^ mask).toString(16).padStart(4, '0');
    return `${lead}-${swapped}-${rest}`.toLowerCase();
  });
}
