/** Numbers of the equal stretches of time, counted from 1970, that a window touches. */
export function slotsTouching(slotMs: number, fromMs: number, toMs: number): number[] {
  const first = Math.floor(fromMs / slotMs);
  const last = Math.floor(toMs / slotMs);
  return Array.from({ length: last - first + 1 }, (_, turn) => first + turn);
}
