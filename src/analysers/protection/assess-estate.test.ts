import { describe, expect, it } from 'vitest';
import { seenSource } from '../../../test/fixtures/seen-source.ts';
import type { Finding } from '../../domain/finding.ts';
import { assessProtectedEstate } from './assess-estate.ts';
import { assessWorkload } from './assess-workload.ts';
import { addWorkload, emptyProtectionFold } from './estate-fold.ts';
import { protectionEstateSchema } from './measures.ts';
import { protectionSettings } from './settings.ts';

const asOf = new Date('2026-11-20T06:00:00Z');
const settings = protectionSettings.parse({ listed: 1 });
const facts = { vbrServerId: 1, name: 'vbr', asOf, settings };
const seen = seenSource('restore-points', asOf);

/** One workload whose only point is so old, of one job whose last run ended so. */
function workload(
  name: string,
  ageHours: number | null,
  over: { readonly lastOutcome?: 'success' | 'failed'; readonly isActive?: boolean } = {},
): Finding {
  const { lastOutcome = 'success', isActive = true } = over;
  const point = {
    ...{ id: name, backupId: 'b', jobId: 'j', repositoryName: null, type: 'Full' },
    ...{ malwareStatus: null, isRestorable: true, file: 'there' as const },
    createdAt: new Date(asOf.getTime() - (ageHours ?? 0) * 3_600_000),
  };
  const job = {
    ...{ id: 'j', name: 'Nightly', isActive, lastRunAt: asOf, isCopy: false, pace: null },
    ...{ lastOutcome, lastJudged: lastOutcome, isApplicationAware: null },
  };
  const points = ageHours === null ? [] : [point];
  const held = { points, tasks: [], jobs: [job], hasUnlistedJob: false };
  const known = { name, platformName: 'VMware', ...held };
  return assessWorkload({ workload: known, sources: [seen], asOf, settings });
}

describe('the protection of an estate', () => {
  it('is the share of workloads that are protected, with those that are not by name', () => {
    const fold = [
      workload('a', 1),
      workload('b', 2),
      workload('c', 100),
      workload('d', null),
    ].reduce(addWorkload, emptyProtectionFold());
    const finding = assessProtectedEstate(fold, facts);
    expect(finding).toMatchObject({ status: 'scored', score: 50 });
    expect(protectionEstateSchema.parse(finding.measures)).toMatchObject({
      workloads: { known: 4, protected: 2, late: 1, unprotected: 1, left: 0, unreadable: 0 },
      greenJobOnly: { count: 2, named: [{ name: 'c' }] },
      notProtected: { count: 2 },
    });
  });

  it('names behind green jobs only those whose jobs end well, and judges none that nobody backs up any more', () => {
    const fold = [
      workload('a', 1),
      workload('b', 100, { lastOutcome: 'failed' }),
      workload('c', 100),
      workload('d', 100, { isActive: false }),
      { ...workload('e', 1), measures: {} },
    ].reduce(addWorkload, emptyProtectionFold());
    const finding = assessProtectedEstate(fold, facts);
    expect(protectionEstateSchema.parse(finding.measures)).toMatchObject({
      workloads: { known: 5, protected: 1, late: 2, unprotected: 0, left: 1, unreadable: 1 },
      greenJobOnly: { count: 1, named: [{ name: 'c' }] },
      notProtected: { count: 2, named: [{ name: 'b' }] },
    });
    expect(finding).toMatchObject({
      status: 'scored',
      score: 33.3,
      confidence: { value: 0.75, factors: [{ value: 1 }, { name: 'completeness', value: 0.75 }] },
    });
  });

  it('has no grade without a workload that was judged', () => {
    expect(assessProtectedEstate(emptyProtectionFold(), facts).status).toBe('insufficient-data');
    const unread = { ...workload('a', 1), measures: {} };
    const fold = addWorkload(emptyProtectionFold(), unread);
    expect(fold.workloads).toMatchObject({ known: 1, unreadable: 1 });
    expect(assessProtectedEstate(fold, facts).status).toBe('insufficient-data');
  });
});
