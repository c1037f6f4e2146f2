import { expect, test } from 'vitest';
import { hoursBefore, riskFacts, workloadOf } from '../../../test/fixtures/risk-facts.ts';
import type { RepositoryFact } from '../../domain/estate-facts.ts';
import { indexOf } from './estate-index.ts';
import type { RiskFacts, WorkloadFact } from './risk-facts.ts';
import { ruleOf } from './rule-32110.ts';
import { riskSettings } from './settings.ts';

const repository = (id: string, over: Partial<RepositoryFact> = {}): RepositoryFact => ({
  ...{ id, name: `Repository ${id}`, type: 'LinuxLocal', hostId: null, hostName: null },
  ...{ isOnline: true, isOutOfDate: false, scaleOutRepositoryId: null },
  immutability: { isEnabled: false, days: null, mode: null },
  seenAt: hoursBefore(1),
  ...over,
});
const locked = repository('b', { immutability: { isEnabled: true, days: 14, mode: null } });
const cloud = repository('c', { type: 'AmazonS3' });
const estate = riskFacts({
  repositories: [repository('a'), locked, cloud, repository('c-old', { type: 'AmazonS3' })],
});

const old = 'c-old';

const proven: WorkloadFact['recovery'] = {
  ...{ proof: 'proven', lastProofAt: hoursBefore(24), lastFailure: null },
  ...{ rto: { level: 'COMPLIANT', value: 1, target: 4 } },
  ...{ rpo: { level: 'COMPLIANT', value: 1, target: 24 } },
};

/** The five verdicts and the whole one for a workload whose points lie in these places. */
function verdicts(
  places: readonly (string | null)[],
  over: Partial<RiskFacts> = {},
  recovery = true,
) {
  const workload = workloadOf('sql1', [], recovery ? { recovery: proven } : {});
  const placements = places.map((repositoryId) => ({
    ...{ workloadId: workload.id, repositoryId, jobId: null },
    newestAt: hoursBefore(repositoryId === old ? 24 * 40 : 5),
  }));
  const facts = { ...estate, workloads: [workload], placements, ...over };
  const rule = ruleOf(indexOf(facts), workload, placements);
  const { copies, media, offSite, immutable, errors } = rule;
  return [
    ...[copies, media, offSite, immutable, errors].map(({ verdict }) => verdict),
    rule.verdict,
  ];
}
const all = (verdict: string) => Array.from({ length: 6 }, () => verdict);

test('three copies on two media, one with a provider and one locked, and a proof: all is met', () => {
  expect(verdicts(['b', 'c'])).toEqual(all('met'));
});

test('one disk beside the workload is two copies of one medium, without a lock', () => {
  expect(verdicts(['a'])).toEqual(['not-met', 'not-met', 'unknown', 'not-met', 'met', 'not-met']);
});

test('a site is told by nobody but the settings', () => {
  const settings = riskSettings.parse({ offSiteRepositories: ['repository B'] });
  expect(verdicts(['b'], { settings })[2]).toBe('met');
  expect(verdicts(['a'], { settings })[2]).toBe('not-met');
});

test('what is not shown is unknown, never met', () => {
  expect(verdicts(['a', null])).toEqual([
    ...['unknown', 'unknown', 'unknown', 'unknown', 'met', 'unknown'],
  ]);
  expect(verdicts(['b', 'c'], {}, false)[4]).toBe('unknown');
});

test('a scale-out repository that copies to its capacity tier at once counts twice', () => {
  const scaleOut = (copiesAtOnce: boolean) => [
    {
      ...{ id: 's', name: 'Scale-Out', performance: ['a'] },
      capacity: { repositoryIds: ['c'], copiesAtOnce },
    },
  ];
  expect(verdicts(['s'], { scaleOuts: scaleOut(true) }).slice(0, 3)).toEqual(['met', 'met', 'met']);
  expect(verdicts(['s'], { scaleOuts: scaleOut(false) }).slice(0, 2)).toEqual([
    ...['not-met', 'not-met'],
  ]);
});

test('a place that was left long ago is no copy, no medium and no site of today', () => {
  expect(verdicts(['b', 'c'])).toEqual(all('met'));
  expect(verdicts(['b', old]).slice(0, 3)).toEqual(['not-met', 'not-met', 'unknown']);
  const settings = riskSettings.parse({ copyDays: 45 });
  expect(verdicts(['b', old], { settings })).toEqual(all('met'));
  // Where everything is old there is nothing newer that it could be a copy of.
  expect(verdicts([old]).slice(0, 3)).toEqual(['not-met', 'met', 'met']);
});
