import { expect, it } from 'vitest';
import { askEstate, testEstate } from '../ask-estate.ts';
import { advanceEstate } from '../estate/advance.ts';
import { licenceOf } from '../estate/server/licence.ts';

const estates = [1, 2, 3, 4, 5, 6].map((seed) => testEstate({ seed, days: 10 }));
const withSockets = estates.find((estate) => licenceOf(estate).sockets !== null) ?? estates[0];

it('tells the ends of a licence at the top before rev2 and in its sections since', () => {
  if (withSockets === undefined) throw new Error('no estate');
  const ask = askEstate(withSockets);
  const older = ask('/api/v1/license', '1.3-rev1').json;
  const newer = ask('/api/v1/license').json;
  expect(older.IsMultiSection).toBe(true);
  expect(newer).not.toHaveProperty('expirationDate');
  expect(newer.instanceLicenseSummary.expirationDate).toBe(older.expirationDate);
  expect(newer.socketLicenseSummary.supportExpirationDate).toBe(older.supportExpirationDate);
  expect(older.instanceLicenseSummary).not.toHaveProperty('expirationDate');
});

it('uses more than is licensed in troubled estates, and expires as time passes', () => {
  const [troubled = testEstate()] = estates;
  const ask = askEstate(troubled);
  const { instanceLicenseSummary: summary, status } = ask('/api/v1/license').json;
  expect(summary.usedInstancesNumber).toBeGreaterThan(summary.licensedInstancesNumber);
  expect(status).toBe('Valid');
  advanceEstate(troubled, 24 * 24);
  expect(ask('/api/v1/license').json.status).toBe('Expired');
  expect(askEstate(troubled, { role: 'viewer' })('/api/v1/license').status).toBe(403);
});

it('names the newest successful session of the configuration backup, past one that failed', () => {
  const moving = testEstate({ days: 10 });
  const ask = askEstate(moving);
  const newest = () => ask('/api/v1/sessions?typeFilter=ConfigurationBackup&limit=1').json.data[0];
  for (let day = 0; day < 80 && newest().result.result !== 'Failed'; day += 1) {
    advanceEstate(moving, 24);
  }
  expect(newest().result.result).toBe('Failed');
  const { lastSuccessfulBackup, encryption } = ask('/api/v1/configBackup').json;
  const session = ask(`/api/v1/sessions/${lastSuccessfulBackup.sessionId}`).json;
  expect(session).toMatchObject({
    sessionType: 'ConfigurationBackup',
    endTime: lastSuccessfulBackup.lastSuccessfulTime,
    result: { result: 'Success' },
  });
  const query = 'typeFilter=ConfigurationBackup&resultFilter=Success&limit=1';
  expect(ask(`/api/v1/sessions?${query}`).json.data[0].id).toBe(session.id);
  expect(encryption.isEnabled).toBe(false);
  const healthy = askEstate(testEstate({ scenario: 'healthy', days: 10 }));
  expect(healthy('/api/v1/configBackup').json.encryption.isEnabled).toBe(true);
});

it('writes the server’s time in the offset of the day and names its zone in rev2', () => {
  const ask = askEstate(testEstate({ now: new Date('2026-10-24T12:00:00Z'), days: 30 }));
  const time = ask('/api/v1/serverTime').json;
  expect(time).toMatchObject({ ianaTimeZoneId: 'Europe/Prague' });
  expect(time.serverTime).toBe('2026-10-24T14:00:00+02:00');
  expect(ask('/api/v1/serverTime', '1.3-rev1').json).not.toHaveProperty('ianaTimeZoneId');
  const winter = askEstate(testEstate());
  expect(winter('/api/v1/serverTime').json.serverTime).toBe('2026-11-22T13:00:00+01:00');
  const days = ['2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z'];
  const offsets = days.map((day) => {
    const query = `createdAfterFilter=${day}&orderColumn=CreationTime&orderAsc=true&limit=1`;
    return winter(`/api/v1/sessions?${query}`).json.data[0].creationTime.slice(-6);
  });
  expect(offsets).toEqual(['+02:00', '+01:00']);
});
