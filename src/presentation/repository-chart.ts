import type { DrawnRepository } from '../analysers/capacity/drawn-repository.ts';
import { fanChart } from './fan-chart.ts';
import { clean } from './wording.ts';

const dayMs = 86_400_000;
const titleCharacters = 80;

/** One repository as a picture of its own. */
export function repositoryChart(
  name: string,
  { forecast, levels, steps }: DrawnRepository,
  simulated: boolean,
): string {
  const title = clean(name, titleCharacters);
  return fanChart({
    title: simulated ? `${title}, simulated estate` : title,
    unit: 'GiB',
    forecast,
    levels: levels.map(({ percent, gib }) => ({ label: `${percent} %`, value: gib })),
    steps,
    dayLabel: (day) => new Date(day * dayMs).toISOString().slice(0, 10),
  });
}

/** A file name that every system takes; the place in the order keeps two of one name apart. */
export function chartFileName(name: string, place: number): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${String(place + 1).padStart(3, '0')}-${plain || 'repository'}.svg`;
}
