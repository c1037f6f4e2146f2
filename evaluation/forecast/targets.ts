import type { Score } from './score.ts';
import type { Speed } from './speed.ts';

export interface Target {
  readonly name: string;
  readonly value: number;
  readonly least?: number;
  readonly most?: number;
}

/** Every figure that has been promised, beside what was measured. */
export function targets(all: Score, real: Score, speed: Speed): readonly Target[] {
  const horizons = [14, 30, 60] as const;
  const mase = { 14: 1.15, 30: 1.92, 60: 2.8 } as const;
  return [
    ...horizons.map((days) => ({
      name: `MASE, ${days} days`,
      value: all[days].MASE,
      most: mase[days],
    })),
    ...horizons.flatMap((days) => [
      { name: `80 % interval holds, ${days} days, %`, value: all[days].cov80, least: 77, most: 83 },
      { name: `95 % interval holds, ${days} days, %`, value: all[days].cov95, least: 93, most: 97 },
      {
        name: `80 % holds, real series, ${days} days, %`,
        value: real[days].cov80,
        least: 72,
        most: 86,
      },
      {
        name: `95 % holds, real series, ${days} days, %`,
        value: real[days].cov95,
        least: 91,
        most: 97,
      },
    ]),
    { name: 'date error, censored at 90 days', value: all.cross.maeCens, most: 23.5 },
    { name: 'milliseconds a series of 365 days', value: speed.millisecondsASeries, most: 5 },
    { name: 'CPU seconds for 10,000 series', value: speed.cpuSeconds, most: 60 },
    {
      name: 'memory of 10,000 series over that of 2,000',
      value: speed.memoryGrowth,
      most: 1.2,
    },
  ];
}

/** One line: the figure, its bounds and by how much it misses them. */
export function targetText(target: Target): string {
  const { name, value, least, most } = target;
  const bounds = [
    ...(least === undefined ? [] : [`at least ${least}`]),
    ...(most === undefined ? [] : [`at most ${most}`]),
  ].join(', ');
  const measured = value.toFixed(2).padStart(7);
  return `  ${name.padEnd(44)} ${measured}  ${verdict(target)} (${bounds})`;
}

export function isMet({ value, least, most }: Target): boolean {
  return (
    value >= (least ?? Number.NEGATIVE_INFINITY) && value <= (most ?? Number.POSITIVE_INFINITY)
  );
}

function verdict(target: Target): string {
  if (isMet(target)) return 'met';
  const { value, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = target;
  const distance = value > most ? value - most : least - value;
  return `MISSED by ${distance.toFixed(2)}`;
}
