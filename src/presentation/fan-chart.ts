import type { DrawnForecast } from '../analysers/capacity/drawn-repository.ts';
import { quantilePath } from '../analysers/capacity/forecast.ts';
import type { UsageStep } from '../analysers/capacity/usage-steps.ts';
import { type SvgScale, svgScale, svgText } from './svg-scale.ts';

export interface FanChart {
  readonly title: string;
  /** The unit of the readings, such as GiB. */
  readonly unit: string;
  readonly forecast: DrawnForecast;
  /** Lines across, such as 80 % of the capacity. */
  readonly levels: readonly { readonly label: string; readonly value: number }[];
  readonly steps: readonly UsageStep[];
  /** The day of the calendar that a day number means, as text. */
  readonly dayLabel: (day: number) => string;
}

interface Paper {
  readonly x: SvgScale;
  readonly y: SvgScale;
}

const size = { width: 720, height: 320, left: 64, right: 704, top: 28, bottom: 284 } as const;
/** Under a class of its own, so that a page around the picture keeps its look. */
const style = [
  'text{font:11px sans-serif;fill:#444}',
  '.past{fill:none;stroke:#1f2937;stroke-width:1.5}',
  '.likely{fill:none;stroke:#1d4ed8;stroke-width:1.5;stroke-dasharray:5 3}',
  '.wide{fill:#dbeafe}',
  '.narrow{fill:#93c5fd}',
  '.level{stroke:#b91c1c}',
  '.origin{stroke:#6b7280;stroke-dasharray:2 3}',
  '.step{stroke:#f59e0b;stroke-dasharray:2 3}',
]
  .map((rule) => `.fan-chart ${rule}`)
  .join('');

/** History, the expected path, its 80 and 95 % bands, the levels and the steps, as one SVG that needs nothing beside it. */
export function fanChart(chart: FanChart): string {
  const { forecast, title, levels } = chart;
  const paper = paperFor(chart);
  const { originDay } = forecast;
  const parts = [
    `<title>${svgText(title)}</title>`,
    `<desc>${svgText(description(chart))}</desc>`,
    `<style>${style}</style>`,
    `<text x="${size.left}" y="16">${svgText(`${title} (${chart.unit})`)}</text>`,
    band('wide', forecast, 0.025, 0.975, paper),
    band('narrow', forecast, 0.1, 0.9, paper),
    ...chart.steps.map(({ day }) => upright('step', day, paper)),
    upright('origin', originDay, paper),
    ...levels.map(({ label, value }) => levelLine(label, value, paper)),
    ...pastLines(forecast, paper),
    line('likely', ahead(forecast.path, originDay), paper),
    ...axes(chart, paper),
  ];
  const { width, height } = size;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="fan-chart" role="img" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`;
}

type Point = readonly [day: number, value: number];

function paperFor({ forecast, levels }: FanChart): Paper {
  const { values, lastKnown, originDay, path } = forecast;
  const known = values.filter((value) => !Number.isNaN(value));
  const shown = [
    ...known,
    ...quantilePath(forecast, 0.025),
    ...quantilePath(forecast, 0.975),
    ...path,
    ...levels.map(({ value }) => value),
  ];
  return {
    x: svgScale(lastKnown.day - values.length + 1, originDay + path.length, size.left, size.right),
    y: svgScale(Math.min(...shown), Math.max(...shown), size.bottom, size.top),
  };
}

/** Unknown days are gaps in the line. */
function pastLines({ values, lastKnown }: DrawnForecast, paper: Paper): string[] {
  const first = lastKnown.day - values.length + 1;
  const runs: Point[][] = [[]];
  for (const [index, value] of values.entries()) {
    if (Number.isNaN(value)) runs.push([]);
    else runs.at(-1)?.push([first + index, value]);
  }
  return runs.filter((run) => run.length > 0).map((run) => line('past', run, paper));
}

function band(
  name: string,
  forecast: DrawnForecast,
  low: number,
  high: number,
  paper: Paper,
): string {
  const lower = ahead(quantilePath(forecast, low), forecast.originDay);
  const upper = ahead(quantilePath(forecast, high), forecast.originDay);
  const outline = points([...lower, ...upper.toReversed()], paper);
  return `<polygon class="${name}" points="${outline}"/>`;
}

function ahead(path: readonly number[], originDay: number): Point[] {
  return path.map((value, index) => [originDay + index + 1, value]);
}

function line(name: string, through: readonly Point[], paper: Paper): string {
  return `<polyline class="${name}" points="${points(through, paper)}"/>`;
}

function points(through: readonly Point[], { x, y }: Paper): string {
  return through.map(([day, value]) => `${x.at(day)},${y.at(value)}`).join(' ');
}

function upright(name: string, day: number, { x }: Paper): string {
  const place = x.at(day);
  return `<line class="${name}" x1="${place}" x2="${place}" y1="${size.top}" y2="${size.bottom}"/>`;
}

function levelLine(label: string, value: number, { y }: Paper): string {
  const place = y.at(value);
  const text = `<text x="${size.left + 4}" y="${place - 3}">${svgText(label)}</text>`;
  return `<line class="level" x1="${size.left}" x2="${size.right}" y1="${place}" y2="${place}"/>${text}`;
}

function axes({ forecast, dayLabel }: FanChart, { x, y }: Paper): string[] {
  const days = [
    forecast.lastKnown.day - forecast.values.length + 1,
    forecast.originDay,
    forecast.originDay + forecast.path.length,
  ];
  const anchors = ['start', 'middle', 'end'] as const;
  return [
    ...y.ticks.map(
      (tick) => `<text x="${size.left - 6}" y="${y.at(tick) + 4}" text-anchor="end">${tick}</text>`,
    ),
    ...days.map(
      (day, index) =>
        `<text x="${x.at(day)}" y="${size.bottom + 18}" text-anchor="${anchors[index]}">${svgText(dayLabel(day))}</text>`,
    ),
  ];
}

function description({ forecast, unit, dayLabel, levels }: FanChart): string {
  const horizon = forecast.path.length;
  const last = [0.1, 0.9].map((share) => quantilePath(forecast, share).at(-1) ?? Number.NaN);
  const [low = Number.NaN, high = Number.NaN] = last;
  return [
    `${Math.round(forecast.lastKnown.value)} ${unit} on ${dayLabel(forecast.lastKnown.day)};`,
    `in ${horizon} days 80 % of past errors lie between ${Math.round(low)} and ${Math.round(high)} ${unit};`,
    `levels: ${levels.map(({ label, value }) => `${label} ${Math.round(value)} ${unit}`).join(', ')}.`,
  ].join(' ');
}
