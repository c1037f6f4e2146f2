import { describe, expect, test } from 'vitest';
import { isFault } from '../../../domain/errors.ts';
import type { ServerFactName, ServerFacts } from '../../../domain/server-fact.ts';
import type { Reader } from '../reading/reader.ts';
import { createZone } from '../translate/zone.ts';
import { readFact } from './fact-source.ts';
import { facts } from './facts.ts';

/** The fact as a server with this answer tells it; null is a server that does not have it. */
function factOf<Name extends ServerFactName>(
  name: Name,
  body: unknown,
): Promise<ServerFacts[Name]> {
  const reader: Reader = {
    place: 'vbr:443',
    page: async () => ({ rows: [], total: 0 }),
    item: async () => body,
    counts: () => ({ list: 0, log: 0, other: 0, retried: 0 }),
  };
  const zone = createZone('Europe/Berlin');
  return readFact(reader, async () => zone, facts[name]);
}

describe('licence', () => {
  const instances = { licensedInstancesNumber: 85, usedInstancesNumber: 92.5 };
  const sockets = { licensedSocketsNumber: 4, usedSocketsNumber: 2 };

  test('before 1.3-rev2 it ends as the top says; more may be used than licensed', async () => {
    const read = await factOf('licence', {
      status: 'Valid',
      type: 'Rental',
      edition: 'Standard',
      expirationDate: '2026-12-31T00:00:00Z',
      supportExpirationDate: null,
      instanceLicenseSummary: { ...instances, expirationDate: '2025-01-01T00:00:00Z' },
      socketLicenseSummary: sockets,
    });
    expect(read).toEqual({
      status: 'Valid',
      type: 'Rental',
      edition: 'Standard',
      expiresAt: new Date('2026-12-31T00:00:00Z'),
      supportExpiresAt: null,
      licensedInstances: 85,
      usedInstances: 92.5,
      licensedSockets: 4,
      usedSockets: 2,
    });
  });

  test('since 1.3-rev2 it ends with the first section that licenses something', async () => {
    const ends = (
      instanceEnd: string,
      socketEnd: string,
      socketCount: number,
      instanceCount = 85,
    ) =>
      factOf('licence', {
        status: 'Valid',
        instanceLicenseSummary: {
          licensedInstancesNumber: instanceCount,
          expirationDate: instanceEnd,
        },
        socketLicenseSummary: {
          licensedSocketsNumber: socketCount,
          expirationDate: socketEnd,
          supportExpirationDate: socketEnd,
        },
      });
    const early = '2026-01-31T00:00:00Z';
    const late = '2026-12-31T00:00:00Z';
    expect((await ends(late, early, 4)).expiresAt).toEqual(new Date(early));
    expect((await ends(early, late, 4)).expiresAt).toEqual(new Date(early));
    expect((await ends(late, early, 0)).expiresAt).toEqual(new Date(late));
    expect((await ends(early, late, 4, 0)).expiresAt).toEqual(new Date(late));
    expect((await ends(late, early, 0)).supportExpiresAt).toBeNull();
    expect((await ends(late, early, 4)).supportExpiresAt).toEqual(new Date(early));
  });

  test('one that never ends, or does not tell, has no end and no numbers', async () => {
    const read = await factOf('licence', {
      status: 'Free',
      expirationDate: '9999-12-31T00:00:00Z',
    });
    expect(read).toMatchObject({ expiresAt: null, licensedInstances: null, usedSockets: null });
  });
});

describe('configuration backup', () => {
  test('it tells where, how often kept, whether encrypted and when it last worked', async () => {
    const read = await factOf('configuration-backup', {
      isEnabled: true,
      backupRepositoryId: 'repository-1',
      restorePointsToKeep: 10,
      lastSuccessfulBackup: { lastSuccessfulTime: '2026-05-13T10:00:51.018689-07:00' },
      encryption: { isEnabled: false, passwordId: '00000000-0000-0000-0000-000000000000' },
    });
    expect(read).toEqual({
      isEnabled: true,
      isEncrypted: false,
      repositoryId: 'repository-1',
      lastSuccessfulAt: new Date('2026-05-13T17:00:51.018Z'),
      restorePointsToKeep: 10,
    });
  });

  test('one that never worked has no time, and whether it is on must be told', async () => {
    const never = { lastSuccessfulTime: '0001-01-01T00:00:00' };
    const off = await factOf('configuration-backup', {
      isEnabled: false,
      lastSuccessfulBackup: never,
    });
    expect(off).toMatchObject({ isEnabled: false, isEncrypted: null, lastSuccessfulAt: null });
    await expect(factOf('configuration-backup', { isEnabled: null })).rejects.toThrow(
      /vbr:443 did not tell its configuration backup .*isEnabled: is missing/,
    );
  });
});

test('the certificate tells from when to when it holds', async () => {
  const read = await factOf('certificate', {
    thumbprint: '86F1',
    subject: 'CN=vbr13\u0000',
    validFrom: '2025-07-01T16:22:07+02:00',
    validBy: '2035-07-01T16:22:07+02:00',
    isTrusted: false,
  });
  expect(read).toEqual({
    thumbprint: '86F1',
    subject: 'CN=vbr13',
    validFrom: new Date('2025-07-01T14:22:07Z'),
    validTo: new Date('2035-07-01T14:22:07Z'),
  });
});

test('the analyzer ran when its last session says, and never where there is none', async () => {
  const session = {
    creationTime: '2026-04-21T04:43:54.267826-07:00',
    result: { result: 'Warning' },
  };
  expect(await factOf('analyzer-run', session)).toEqual({
    ranAt: new Date('2026-04-21T11:43:54.267Z'),
    result: 'Warning',
  });
  expect(await factOf('analyzer-run', null)).toEqual({ ranAt: null, result: null });
  expect((await factOf('analyzer-run', { ...session, result: null })).result).toBeNull();
});

test.each(['licence', 'configuration-backup', 'certificate'] as const)(
  'a server without %s does not offer it, one that answers anything else cannot be read',
  async (name) => {
    await expect(factOf(name, null)).rejects.toSatisfy((error) =>
      isFault(error, 'source-unsupported'),
    );
    for (const odd of [[], 'text', 7, {}]) {
      await expect(factOf(name, odd)).rejects.toSatisfy((error) =>
        isFault(error, 'server-answer-unreadable'),
      );
    }
  },
);
