import { describe, expect, test } from 'vitest';
import { hoursBefore, riskFacts, workloadOf } from '../../../test/fixtures/risk-facts.ts';
import type { SeenFacts } from '../../domain/estate-facts.ts';
import type { BestPractice, MalwareObject } from '../../domain/security.ts';
import type { Licence } from '../../domain/server-fact.ts';
import { assessRisks } from './assess-risks.ts';
import type { RiskFacts } from './risk-facts.ts';

const seenAt = hoursBefore(1);
const inDays = (days: number) => hoursBefore(-24 * days);
const licence: Licence = {
  ...{ status: 'Valid', type: 'Subscription', edition: null, expiresAt: inDays(300) },
  ...{ supportExpiresAt: inDays(300), licensedInstances: 100, usedInstances: 90 },
  ...{ licensedSockets: null, usedSockets: null },
};
const risksWith = (facts: SeenFacts, over: Partial<RiskFacts> = {}) =>
  assessRisks(riskFacts({ facts, ...over })).risks;
const licensed = (over: Partial<Licence>) =>
  risksWith({ licence: { value: { ...licence, ...over }, seenAt } });

describe('the licence', () => {
  test('is no risk while it lasts and suffices', () => {
    expect(licensed({})).toEqual([]);
    expect(licensed({ expiresAt: null, supportExpiresAt: null })).toEqual([]);
  });

  test('is one the nearer its end is, and says when it has ended', () => {
    const [soon] = licensed({ expiresAt: inDays(3) });
    const [later] = licensed({ expiresAt: inDays(50) });
    expect(soon).toMatchObject({ kind: 'licence-expiring', category: 'security' });
    expect(soon?.title).toContain('ends on 2026-11-29');
    expect(soon?.score).toBeGreaterThan(later?.score ?? 100);
    const [ended] = licensed({ expiresAt: inDays(-2), status: 'Expired' });
    expect(ended?.title).toBe('The licence is expired and ended on 2026-11-24');
    expect(ended?.score).toBeGreaterThanOrEqual(soon?.score ?? 100);
  });

  test('without support soon is half as bad as without a licence soon', () => {
    const [support] = licensed({ supportExpiresAt: inDays(3) });
    const [itself] = licensed({ expiresAt: inDays(3) });
    expect(support?.title).toBe('The support of the licence ends on 2026-11-29');
    expect(support?.score).toBeLessThan((itself?.score ?? 0) / 2 + 2);
    expect(licensed({ expiresAt: inDays(3), supportExpiresAt: inDays(3) })).toHaveLength(1);
  });

  test('is overdrawn by instances and by sockets', () => {
    expect(licensed({ usedInstances: 101 })[0]?.title).toBe(
      '101 of 100 licensed instances are used',
    );
    expect(licensed({ licensedSockets: 4, usedSockets: 6 })[0]?.title).toBe(
      '6 of 4 licensed sockets are used',
    );
    expect(licensed({ licensedSockets: null, usedSockets: 6 })).toEqual([]);
  });
});

test('a certificate is a risk near its end', () => {
  const certificate = (days: number) => {
    const value = { thumbprint: 't', subject: null, validFrom: null, validTo: inDays(days) };
    return risksWith({ certificate: { value, seenAt } });
  };
  expect(certificate(90)).toEqual([]);
  expect(certificate(9)[0]?.title).toBe('The certificate of the VBR service ends on 2026-12-05');
  expect(certificate(-1)[0]?.title).toContain('ended on 2026-11-25');
});

test('a configuration backup is a risk when it is off, old or not encrypted, worst when it is off or old', () => {
  const backup = (isEnabled: boolean, ageDays: number | null, isEncrypted: boolean | null) => {
    const lastSuccessfulAt = ageDays === null ? null : inDays(-ageDays);
    const value = {
      ...{ isEnabled, isEncrypted, lastSuccessfulAt },
      ...{ repositoryId: null, restorePointsToKeep: 10 },
    };
    return risksWith({ 'configuration-backup': { value, seenAt } })[0];
  };
  expect(backup(true, 1, true)).toBeUndefined();
  expect(backup(true, 1, null)).toBeUndefined();
  const scores = [backup(true, 1, false), backup(true, 9, true), backup(true, null, true)];
  expect(scores.map((risk) => risk?.kind)).toEqual(
    scores.map(() => 'configuration-backup' as const),
  );
  expect(scores[0]?.score).toBeLessThan(scores[1]?.score ?? 0);
  expect(backup(false, 1, true)?.score).toBe(scores[1]?.score);
});

describe('the Security & Compliance Analyzer', () => {
  const check = (id: string, status: string): BestPractice => ({
    ...{ id, text: `check ${id}`, status, note: null },
  });
  const ran = (ranAt: Date | null): SeenFacts => ({
    'analyzer-run': { value: { ranAt, result: null }, seenAt },
  });

  test('tells its violations, with what they are', () => {
    const bestPractices = [check('1', 'Violation'), check('2', 'OK'), check('3', 'Suppressed')];
    const [risk] = risksWith(ran(hoursBefore(20)), { bestPractices });
    expect(risk).toMatchObject({ kind: 'analyzer-violations', figures: { violations: 1 } });
    expect(risk?.evidence[0]).toMatchObject({ id: 'best-practices/1', says: 'check 1' });
    expect(risksWith(ran(hoursBefore(20)), { bestPractices: [check('2', 'OK')] })).toEqual([]);
  });

  test('that never ran shows no green light: what it would find counts as the worst', () => {
    const [risk] = risksWith(ran(null));
    expect(risk?.title).toBe('The Security & Compliance Analyzer has never run');
    const all = Array.from({ length: 12 }, (_, place) => check(String(place), 'Violation'));
    const [worst] = risksWith(ran(hoursBefore(400)), { bestPractices: all });
    expect(risk?.score).toBe(worst?.score);
    expect(risksWith({})).toEqual([]);
  });
});

describe('machines that VBR still calls suspicious although no recent event tells of them', () => {
  const object = (name: string, severity: string, days: number): MalwareObject => ({
    ...{ id: `o-${name}-${severity}`, name, platformName: null, severity, sourceTypes: [] },
    detectedAt: inDays(-days),
  });

  test('are suspicions, one for each machine by what is worst of it', () => {
    const malwareObjects = [
      ...[object('erp1', 'Infected', 50), object('ERP1', 'Suspicious', 50)],
      ...[object('web2', 'Suspicious', 90), object('lab3', 'Clean', 40)],
    ];
    const workloads = [workloadOf('erp1', []), workloadOf('web2', []), workloadOf('lab3', [])];
    const found = risksWith({}, { malwareObjects, workloads }).filter(
      ({ kind }) => kind === 'malware-suspected',
    );
    expect(found).toMatchObject([
      {
        tier: 'CRITICAL',
        workloads: ['erp1'],
        evidence: [{ id: 'malware-objects/o-erp1-Infected' }],
      },
      { tier: 'HIGH', workloads: ['web2'] },
    ]);
    expect(found[0]?.inputs.map(({ name }) => name)).toContain('malware-objects');
  });

  test('are told once where an event tells of them', () => {
    const event = {
      ...{ id: 'e', type: 'EncryptedData', machineName: 'ERP1', state: 'Created', details: '' },
      ...{ createdAt: hoursBefore(9), detectedAt: hoursBefore(9), severity: 'Suspicious' },
      ...{ backupObjectId: null, restorePointId: null, source: 'x', engine: null },
    };
    const malwareObjects = [object('erp1', 'Infected', 50)];
    const found = risksWith({}, { malwareObjects, malwareEvents: [event] });
    expect(found).toMatchObject([{ kind: 'malware-suspected', evidence: [{ id: 'e' }] }]);
  });
});
