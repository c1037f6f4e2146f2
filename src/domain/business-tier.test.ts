import { expect, test } from 'vitest';
import { tierOf, tierWeights } from './business-tier.ts';
import { tierSettings } from './business-tier-settings.ts';

const settings = tierSettings.parse({
  overrides: [{ workload: 'Web-Test-01', tier: 'CRITICAL', reason: 'shop front, decided by Ann' }],
});
const verdict = (name: string) => {
  const { tier, basis } = tierOf(name, settings);
  return `${tier} ${basis}`;
};

test.each([
  ['srv-ERP-01', 'CRITICAL pattern'],
  ['Enterprise-Portal', 'MEDIUM default'],
  ['erp01', 'CRITICAL pattern'],
  ['win-Template-2022', 'MEDIUM default'],
  ['temp_scratch', 'LOW pattern'],
  ['contemporary', 'MEDIUM default'],
  ['DC02.corp.local', 'CRITICAL pattern'],
  ['abcdc', 'MEDIUM default'],
  ['domain-controller-7', 'CRITICAL pattern'],
  ['controller-domain-7', 'MEDIUM default'],
  ['latest-build', 'MEDIUM default'],
  ['device-sync', 'MEDIUM default'],
  ['profile-7', 'MEDIUM default'],
  ['file7', 'HIGH pattern'],
  ['', 'MEDIUM default'],
])('%s is %s', (name, expected) => {
  expect(verdict(name)).toBe(expected);
});

test('an override wins over every pattern and tells its reason', () => {
  expect(tierOf('web-test-01', settings)).toEqual({
    tier: 'CRITICAL',
    basis: 'override',
    reason: 'set by hand: shop front, decided by Ann',
  });
});

test('where several tiers fit the highest wins and the others are told', () => {
  const { tier, reason } = tierOf('sql-test-3', settings);
  expect(tier).toBe('HIGH');
  expect(reason).toContain('"test" would say LOW');
});

test('the default says that it is one', () => {
  expect(tierOf('x7', settings).reason).toContain('default');
});

test('weights fall from 1 to a quarter', () => {
  expect(Object.values(tierWeights)).toEqual([1, 0.75, 0.5, 0.25]);
});
