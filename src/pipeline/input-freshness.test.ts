import { describe, expect, it } from 'vitest';
import { hoursAgo, testNow } from '../../test/fixtures/in-memory-rows.ts';
import { assessEstate } from '../analysers/health/assess-estate.ts';
import { healthSettings } from '../analysers/health/settings.ts';
import type { Availability, SourceState } from '../domain/source-state.ts';
import { type AnalysisInputs, staleBefore } from './input-freshness.ts';

const freshHours = 24;
const onlyOld = hoursAgo(freshHours);
const all = testNow;

function state(
  source: SourceState['source'],
  lastAvailableAt: Date | null,
  availability: Availability = 'available',
): SourceState {
  const base = { checkedAt: testNow, reason: null, rowsSeen: 1, rowsRejected: 0 };
  return { ...base, source, availability, lastAvailableAt };
}

/** The estate's finding of a pass an hour ago that rested on these inputs. */
function lastEstate(inputs: AnalysisInputs) {
  return assessEstate({
    ...inputs,
    vbrServerId: 1,
    name: 'main',
    asOf: hoursAgo(1),
    repositories: [],
    settings: healthSettings.parse({}),
    jobs: [],
  });
}

function inputs(part: Partial<AnalysisInputs> = {}): AnalysisInputs {
  return { sources: [state('sessions', testNow), state('jobs', testNow)], pendingLogs: 0, ...part };
}

const before = inputs({ sources: [state('sessions', hoursAgo(1)), state('jobs', hoursAgo(1))] });

describe('which findings are too old to stand', () => {
  it('is those whose window has slid on, when nothing that all rest on changed', () => {
    expect(staleBefore(inputs(), lastEstate(before), testNow, freshHours)).toEqual(onlyOld);
  });

  it('is all of them when there was no analysis before, or a failed one', () => {
    expect(staleBefore(inputs(), null, testNow, freshHours)).toEqual(all);
    const failed = { ...lastEstate(before), status: 'failed', reason: 'x', measures: {} } as const;
    expect(staleBefore(inputs(), failed, testNow, freshHours)).toEqual(all);
  });

  it.each([
    [
      'a source is lost',
      inputs({ sources: [state('sessions', testNow), state('jobs', null, 'failed')] }),
    ],
    ['logs begin to wait', inputs({ pendingLogs: 3 })],
    [
      'the sessions grow stale',
      inputs({ sources: [state('sessions', hoursAgo(25)), state('jobs', testNow)] }),
    ],
    ['the sessions were never read', inputs({ sources: [state('jobs', testNow)] })],
  ])('is all of them when %s', (_what, now) => {
    expect(staleBefore(now, lastEstate(before), testNow, freshHours)).toEqual(all);
  });

  it.each([
    [
      'a source comes back',
      inputs({ sources: [state('sessions', hoursAgo(1)), state('jobs', null, 'forbidden')] }),
    ],
    ['the last log was read', inputs({ pendingLogs: 3 })],
    [
      'the sessions are fresh again',
      inputs({ sources: [state('sessions', hoursAgo(26)), state('jobs', hoursAgo(1))] }),
    ],
  ])('is all of them when %s', (_what, then) => {
    expect(staleBefore(inputs(), lastEstate(then), testNow, freshHours)).toEqual(all);
  });

  it('does not make everything anew because fewer logs wait than before', () => {
    const then = lastEstate(inputs({ pendingLogs: 900 }));
    expect(staleBefore(inputs({ pendingLogs: 600 }), then, testNow, freshHours)).toEqual(onlyOld);
  });
});
