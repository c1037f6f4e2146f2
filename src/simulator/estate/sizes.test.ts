import { expect, it } from 'vitest';
import { resolveOptions } from '../options.ts';
import { pointsOf } from './backups/points-of.ts';
import { createEstate } from './create-estate.ts';
import type { Estate } from './estate.ts';
import { optionsOfSize } from './sizes.ts';
import { tasksOf } from './tasks.ts';

const now = new Date('2026-11-22T12:00:00Z');

function figuresOf(estate: Estate) {
  const sessions = Array.from({ length: estate.visibleEnd }, (_, session) => session);
  const ofJobs = sessions.filter((session) => estate.sessions.source(session) >= 0);
  return {
    machines: estate.jobs
      .filter(({ sourceJob }) => sourceJob === null)
      .reduce((sum, { workloads }) => sum + workloads.length, 0),
    sessions: ofJobs.length,
    tasks: ofJobs.reduce((sum, session) => sum + tasksOf(estate, session).length, 0),
    points: pointsOf(estate).retained.length,
  };
}

it.each([
  ['S', 50, 1_500, 5_000, 1_500],
  ['M', 500, 9_000, 50_000, 15_000],
  ['L', 2_000, 35_000, 200_000, 60_000],
] as const)('makes an estate of size %s', (size, machines, sessions, tasks, points) => {
  const estate = createEstate(resolveOptions({ seed: 7, now, size }).estate);
  const figures = figuresOf(estate);
  const ofSize = optionsOfSize(size);
  expect(estate.jobs).toHaveLength(ofSize.jobs);
  expect(estate.storage.repositories).toHaveLength(ofSize.repositories);
  expect(estate.storage.scaleOuts).toHaveLength(ofSize.scaleOuts);
  const near = (value: number, aim: number, share: number) =>
    expect(Math.abs(value - aim)).toBeLessThan(aim * share);
  near(figures.sessions, sessions, 0.03);
  near(figures.machines, machines, 0.2);
  near(figures.tasks, tasks, 0.25);
  near(figures.points, points, 0.25);
});

it('lets what is given win over the size, and refuses a size it does not know', () => {
  const { estate } = resolveOptions({ seed: 7, now, size: 'XL', jobs: 30, sessions: 500 });
  expect(estate).toMatchObject({ jobs: 30, sessions: 500, repositories: 100, scaleOuts: 15 });
  expect(resolveOptions({ seed: 7, now }).estate).toMatchObject({ jobs: 60, scaleOuts: null });
  const size = JSON.parse('"XXL"');
  expect(() => resolveOptions({ seed: 7, now, size })).toThrow(/XXL/);
});
