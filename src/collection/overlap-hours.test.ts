import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlapHoursToRead } from './overlap-hours.ts';

const hourMs = 3_600_000;
const at = (hours: number) => new Date(Date.UTC(2026, 0, 5) + hours * hourMs);
const now = (hours: number) => ({ at: at(hours), marginMs: 0 });

describe('how far behind its cursor a list is read again', () => {
  it.each([
    ['in the same quarter of a day two hours', 7, 11.9, null, 2],
    ['what has not ended, however old', 11, 11.9, 3, 8],
    ['what has not ended, never less than two hours', 11, 11.9, 10, 2],
    ['what has not ended, never more than the whole', 11, 11.9, -20, 24],
    ['in the next quarter the whole, from where the last whole reading came to', 11, 12, null, 29],
    ['at the beginning of a quarter the whole and no more', 6, 12.5, null, 24],
    ['after days the whole', 8, 100, null, 26],
  ] as const)('%s', (_what, cursor, present, unfinished, expected) => {
    const oldest = unfinished === null ? null : at(unfinished);
    expect(overlapHoursToRead(at(cursor), now(present), 24, oldest)).toBe(expected);
  });

  it.each([0, 1, 2])('an overlap of %i hours always whole and no more', (hours) => {
    expect(overlapHoursToRead(at(11), now(30), hours, null)).toBe(hours);
    expect(overlapHoursToRead(at(11), now(11.5), hours, at(3))).toBe(hours);
  });

  it('sees a row that comes as late as the overlap allows, whenever it comes', () => {
    const lateness = fc.double({ min: 0, max: 24, noNaN: true });
    const gaps = fc.array(fc.double({ min: 0.1, max: 8, noNaN: true }), {
      minLength: 40,
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        gaps,
        lateness,
        fc.double({ min: 1, max: 24, noNaN: true }),
        (pauses, late, comesAt) => {
          const createdAt = comesAt - late;
          let cursor = 0;
          let isSeen = false;
          let present = 0;
          for (const pause of pauses) {
            present += pause;
            const begins = cursor - overlapHoursToRead(at(cursor), now(present), 24, null);
            isSeen ||= present >= comesAt && begins <= createdAt + 1e-6;
            // Something is always created just before a pass.
            cursor = present;
          }
          return isSeen || present < comesAt + 6 + 8;
        },
      ),
      { numRuns: 500 },
    );
  });
});
