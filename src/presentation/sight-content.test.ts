import { expect, test } from 'vitest';
import type { BlindSpot, ServerSight } from '../domain/health-answer.ts';
import type { Judgement } from '../domain/job-answer.ts';
import { limitsOf } from './answer-limits.ts';
import { judgementContent } from './judgement-content.ts';
import { judgementLines } from './judgement-text.ts';
import { sightContent } from './sight-content.ts';
import { sightLines } from './sight-text.ts';

const seen = new Date('2026-11-20T04:00:00Z');
const hidden = (source: string): BlindSpot => ({
  ...({ source, availability: 'forbidden', lastAvailableAt: null } as const),
  reason: 'not visible with this role',
});
const failed: BlindSpot = {
  ...{ source: 'logs', availability: 'failed', reason: 'it broke off', lastAvailableAt: seen },
};
const partly: BlindSpot = {
  ...({ source: 'sessions', availability: 'available', lastAvailableAt: seen } as const),
  reason: '3 days are still to be read',
};

function sightOf(blindSpots: readonly BlindSpot[], most = 6) {
  const sight: ServerSight = {
    ...{ id: 1, entry: 'north', revision: '1.3-rev2', buildVersion: null, pendingLogs: 0 },
    freshness: { state: 'fresh', collectedAt: seen, analysedAt: seen, ageMinutes: 5 },
    blindSpots,
  };
  const content = sightContent(sight, { ...limitsOf.summary, blindSpots: most });
  return { content, text: sightLines(content).join('\n') };
}

test('sources that are not seen for one reason are told together, and each reason once', () => {
  const { content, text } = sightOf([hidden('licence'), failed, hidden('jobs'), partly]);
  expect(content.cannotSee).toEqual([
    {
      sources: ['licence', 'jobs'],
      ...{ is: 'forbidden', why: 'not visible with this role', lastSeen: undefined },
    },
    { sources: ['logs'], is: 'failed', why: 'it broke off', lastSeen: '2026-11-20T04:00Z' },
    {
      ...{ sources: ['sessions'], is: 'incomplete', why: '3 days are still to be read' },
      lastSeen: undefined,
    },
  ]);
  expect(content.cannotSeeOmitted).toBeUndefined();
  expect(text).toContain(
    'Cannot see: licence, jobs (forbidden: not visible with this role); logs (failed: it broke off, last seen 2026-11-20T04:00Z); sessions (incomplete: 3 days are still to be read).',
  );
});

test('sources of reasons for which there is no room are counted', () => {
  const { content, text } = sightOf([failed, hidden('licence'), hidden('jobs')], 1);
  expect(content.cannotSee.map(({ sources }) => sources)).toEqual([['logs']]);
  expect(content.cannotSeeOmitted).toBe(2);
  expect(text).toContain('; 2 more.');
});

test('one source that failed earlier and later than others keeps its own instant', () => {
  const earlier = { ...failed, source: 'jobs', lastAvailableAt: new Date('2026-11-19T04:00:00Z') };
  expect(sightOf([failed, earlier]).content.cannotSee).toHaveLength(2);
});

test('of a score the parts that cost most are told in their own order, and the others counted', () => {
  const part = (name: string, points: number) => ({ name, points, weight: 10, reason: 'why' });
  const judgement: Judgement = {
    scored: {
      ...{ score: 50, grade: 'D', confidence: { value: 1, factors: [] } },
      parts: [part('one', 9), part('two', 2), part('three', 10), part('four', 0)],
    },
  };
  const shown = judgementContent(judgement, true, { ...limitsOf.summary, parts: 2 });
  expect(shown.parts?.map((each) => each.part)).toEqual(['two', 'four']);
  expect(shown.partsOmitted).toBe(2);
  expect(judgementLines(shown).join()).toContain('two 2/10, four 0/10; 2 that cost less.');
  const whole = judgementContent(judgement, true, limitsOf.summary);
  expect(whole.parts).toHaveLength(4);
  expect(whole.partsOmitted).toBeUndefined();
});
