/** A straight map from values to places on paper. */
export interface SvgScale {
  readonly at: (value: number) => number;
  /** Round values inside the range, for labels. */
  readonly ticks: readonly number[];
}

/** Maps low…high to from…to; a range without width lies in the middle. */
export function svgScale(low: number, high: number, from: number, to: number): SvgScale {
  const width = high - low;
  if (!(width > 0)) return { at: () => (from + to) / 2, ticks: [low] };
  return {
    at: (value) => Math.round((from + ((value - low) / width) * (to - from)) * 10) / 10,
    ticks: roundTicks(low, high),
  };
}

/** Steps of 1, 2 or 5 times a power of ten, at most six of them. */
function roundTicks(low: number, high: number): number[] {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** Text that may stand inside an SVG element or attribute, whatever it holds. */
export function svgText(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
