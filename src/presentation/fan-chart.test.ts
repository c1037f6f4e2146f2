import { describe, expect, it } from 'vitest';
import { dailyReadings, plainCalibration, restless } from '../../test/fixtures/used-space.ts';
import { forecastSeries, type ReadyForecast } from '../analysers/capacity/forecast.ts';
import { type FanChart, fanChart } from './fan-chart.ts';
import { svgScale, svgText } from './svg-scale.ts';

function forecast(valueOn: (day: number) => number): ReadyForecast {
  const readings = dailyReadings(60, valueOn);
  const request = { readings, originDay: 59, historyDays: 60, horizonDays: 90 };
  const made = forecastSeries({ ...request, calibration: plainCalibration });
  if (made.status !== 'ready') throw new Error('not ready');
  return made;
}

const chart: FanChart = {
  title: 'Main <repository> & "copy"',
  unit: 'GiB',
  forecast: forecast((day) => (day === 20 || day === 21 ? Number.NaN : restless(day))),
  levels: [{ label: '80 %', value: 7000 }],
  steps: [{ day: 30, size: 400 }],
  dayLabel: (day) => `day ${day}`,
};

const pointsOf = (svg: string, name: string) =>
  [...svg.matchAll(new RegExp(`class="${name}" points="([^"]+)"`, 'g'))].map(([, points = '']) =>
    points.split(' ').map((point) => point.split(',').map(Number)),
  );

describe('the fan chart', () => {
  const svg = fanChart(chart);

  it('shows history with its gap, the path and two bands, the wider one around the narrower', () => {
    expect(pointsOf(svg, 'past').map((run) => run.length)).toEqual([20, 38]);
    expect(pointsOf(svg, 'likely')[0]).toHaveLength(90);
    const height = (name: string) => {
      const places = pointsOf(svg, name)[0] ?? [];
      return (places[89]?.[1] ?? 0) - (places[90]?.[1] ?? 0);
    };
    expect(pointsOf(svg, 'wide')[0]).toHaveLength(180);
    expect(height('wide')).toBeGreaterThan(height('narrow'));
    expect(height('narrow')).toBeGreaterThan(0);
    expect(svg.match(/class="(level|step|origin)"/g)).toHaveLength(3);
  });

  it('stays on its paper and has no number that is none', () => {
    const places = ['past', 'likely', 'wide', 'narrow'].flatMap((name) =>
      pointsOf(svg, name).flat(),
    );
    for (const [x = Number.NaN, y = Number.NaN] of places) {
      expect(x >= 64 && x <= 704 && y >= 28 && y <= 284).toBe(true);
    }
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(fanChart({ ...chart, forecast: forecast(() => 800) })).not.toMatch(/NaN|Infinity/);
  });

  it('tells in words what it shows, and lets no name become markup', () => {
    expect(svg).toContain('<title>Main &lt;repository&gt; &amp; &quot;copy&quot;</title>');
    expect(svg).toMatch(/<desc>57\d\d GiB on day 59; in 90 days 80 % of past errors lie between/);
    expect(svg).toContain('levels: 80 % 7000 GiB.');
    expect(svgText('<script>"\'&')).toBe('&lt;script&gt;&quot;&#39;&amp;');
  });
});

describe('a scale', () => {
  it('maps its ends to its ends and marks round values', () => {
    const { at, ticks } = svgScale(1234, 5678, 0, 100);
    expect([at(1234), at(5678), at(3456)]).toEqual([0, 100, 50]);
    expect(ticks).toEqual([2000, 3000, 4000, 5000]);
    expect(svgScale(0, 0.0042, 0, 1).ticks).toEqual([0, 0.001, 0.002, 0.003, 0.004]);
  });

  it('without width lies in the middle', () => {
    expect(svgScale(5, 5, 0, 100).at(5)).toBe(50);
  });
});
