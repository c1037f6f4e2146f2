import { describe, expect, it } from 'vitest';
import { fileOn, filesOn, storedBackup } from '../../../test/fixtures/stored-backups.ts';
import { rebuiltHistory } from './rebuilt-history.ts';
import { stockCourses } from './stock-course.ts';

const gib = 1024 ** 3;
const today = 1000;
const first = { day: today, value: 1000 };

describe('a history rebuilt from backup files', () => {
  it('rises while a new backup fills, by exactly what was written', () => {
    const backup = storedBackup(today - 20, today, { files: filesOn(today - 20, today, 10) });
    const { readings, guessedPerDay } = rebuiltHistory([backup], first);
    expect(readings.map(({ day }) => day)).toEqual(
      Array.from({ length: 20 }, (_, index) => today - 20 + index),
    );
    expect(readings[0]?.value).toBeCloseTo(1000 - 200, 6);
    expect(readings.at(-1)?.value).toBeCloseTo(990, 6);
    expect(guessedPerDay).toBe(0);
  });

  it('stands still where retention takes what a day writes, and says how much of that is a guess', () => {
    const backup = storedBackup(today - 300, today, { files: filesOn(today - 13, today, 10) });
    const { readings, guessedPerDay } = rebuiltHistory([backup], first);
    expect(readings).toHaveLength(13);
    for (const { value } of readings) expect(value).toBeCloseTo(1000, 6);
    expect(guessedPerDay).toBeCloseTo(10, 6);
  });

  it('rises by the fulls that GFS keeps, and not by the others', () => {
    const kept = [today - 40, today - 33, today - 26, today - 19].map((day) =>
      fileOn(day, 50, { gfsPeriods: ['Weekly'], path: `/b/${day}.vbk`, id: `gfs-${day}` }),
    );
    const files = [...kept, ...filesOn(today - 13, today, 10)];
    const { readings } = rebuiltHistory([storedBackup(today - 300, today, { files })], first);
    const on = (day: number) => readings.find((reading) => reading.day === day)?.value;
    expect(on(today - 40)).toBeCloseTo(1000 - 150, 6);
    expect(on(today - 20)).toBeCloseTo(1000 - 50, 6);
    expect(on(today - 1)).toBeCloseTo(1000, 6);
  });

  it('takes a workload that came later for a newcomer, whose space was not there before', () => {
    const old = filesOn(today - 13, today, 10);
    const late = filesOn(today - 4, today, 10, { objectIds: ['o-2'] });
    const backup = storedBackup(today - 300, today, { files: [...old, ...late] });
    const { readings } = rebuiltHistory([backup], first);
    expect(readings.find(({ day }) => day === today - 10)?.value).toBeCloseTo(950, 6);
  });

  it('counts cloned blocks in proportion and goes back no further than files and numbers carry it', () => {
    const huge = storedBackup(today - 20, today, { files: filesOn(today - 20, today, 1000) });
    const { readings } = rebuiltHistory([huge], { day: today, value: 210 });
    expect(readings.at(-1)?.value).toBeCloseTo(200, 6);
    expect(readings.every(({ value }) => value > 0)).toBe(true);
    expect(rebuiltHistory([], first)).toEqual({ readings: [], guessedPerDay: 0 });
    const long = storedBackup(today - 400, today, { files: filesOn(today - 400, today, 0.1) });
    expect(rebuiltHistory([long], first).readings).toHaveLength(60);
  });
});

it('files that were seen to go count until they went, and nothing is guessed since', () => {
  const backup = storedBackup(today - 300, today - 5, {
    files: filesOn(today - 3, today, 10),
    gone: [{ objectId: 'o-1', createdDay: today - 9, goneDay: today - 2, bytes: 7 * gib }],
  });
  const [course] = stockCourses(backup, today - 5, today);
  expect(course?.bytes.map((bytes) => bytes / gib)).toEqual([7, 7, 17, 20, 30, 40]);
  expect(course?.estimatedBytes).toEqual([0, 0, 0, 0, 0, 0]);
});
