import { expect, test } from 'vitest';
import { aRisk } from '../../../test/fixtures/a-risk.ts';
import type { Signature } from '../../domain/signature.ts';
import { expectedEffect } from './expected-effect.ts';

test('space to add is growth times the days that are missing', () => {
  const figures = { growthGibPerDay: 20, daysUntilFull: 30, leadTimeDays: 60 };
  const effect = expectedEffect('capacity-what-if', aRisk({ figures }), null);
  expect(effect).toMatchObject({ value: 1200, unit: 'GiB' });
  expect(effect.text).toContain('full in 90 instead of 30 days');
  const late = aRisk({ figures: { ...figures, daysUntilFull: 400 } });
  expect(expectedEffect('capacity-what-if', late, null).value).toBe(0);
});

test('without growth no space is invented', () => {
  const effect = expectedEffect(
    'capacity-what-if',
    aRisk({ figures: { daysUntilFull: 30 } }),
    null,
  );
  expect(effect.value).toBeNull();
});

// Newcombe 1998, table I: 81 of 263 by Wilson's method is 0.2553 to 0.3662.
test('a repetition may hope for what runs came to, with the published interval', () => {
  const figures = { failedRuns: 263 - 81, judgedRuns: 263 };
  const effect = expectedEffect('retry-success', aRisk({ figures }), null);
  expect(effect.value).toBeCloseTo(30.8, 1);
  expect(effect.low).toBeCloseTo(25.53, 2);
  expect(effect.high).toBeCloseTo(36.62, 2);
  expect(effect.sample).toBe(263);
});

test('where the catalogue says that repeating does not help, no number does', () => {
  const signature: Signature = {
    ...{ id: 'x', causeClass: 'vss', scope: 'guest', blastRadius: 'object', priority: 1 },
    ...{ isWrapper: false, patterns: ['x'], meaning: 'x', likelyCauses: ['x'], firstChecks: ['x'] },
    ...{ directions: ['x'], knowledgeBase: [], confidence: 'high', benignBecause: null },
    retryUseful: 'no',
  };
  expect(expectedEffect('retry-success', aRisk(), signature).value).toBeNull();
  expect(
    expectedEffect('retry-success', aRisk(), { ...signature, retryUseful: 'yes' }).value,
  ).toBeCloseTo(92.5);
});

// Hanley and Lippman-Hand 1983, "If nothing goes wrong, is everything all right?": 0 of 59 leaves at most 5 %.
test('59 passed tests without a failure show 95 %', () => {
  const effect = expectedEffect('restore-test', aRisk({ figures: { workloadsHit: 59 } }), null);
  expect(effect.value).toBeCloseTo(95.05, 1);
});

test('what removes the cause takes the whole score, as uncertain as it is', () => {
  expect(expectedEffect('risk-removed', aRisk(), null)).toMatchObject({
    value: 80,
    low: 70,
    high: 90,
  });
});
