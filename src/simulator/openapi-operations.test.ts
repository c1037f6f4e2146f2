import { describe, expect, it } from 'vitest';
import { type Revision, revisions } from '../domain/vbr-server.ts';
import { complaintsOf, documentsAreHere, schemasOf } from './document-comparison.ts';
import { createEstate } from './estate/create-estate.ts';
import { answerRequest } from './server/answer-request.ts';
import { createMatchCache } from './server/match-cache.ts';
import { createTokenOffice } from './server/tokens.ts';

const account = { username: 'u', password: 'p' };

// Several seeds, because not every estate has socket licences or each platform.
function reader(build: Revision, seed: number) {
  const estate = createEstate({
    scenario: 'ransomware',
    seed,
    now: new Date('2026-11-22T12:00:00Z'),
    days: 30,
    jobs: 40,
    repositories: 12,
    sessions: null,
    failedShare: 0.02,
    warnedShare: 0.04,
    zone: 'Europe/Prague',
  });
  const tokens = createTokenOffice({ ...account, lifetimeSeconds: 900, wallClock: Date.now });
  const grant = tokens.grant(new URLSearchParams({ grant_type: 'password', ...account }), false);
  const bearer: string = JSON.parse(grant.body).access_token;
  const matches = createMatchCache();
  const state = { estate, build, tokens, matches, pageCap: null, certificatePem: '' };
  return (path: string) => {
    const query = new URLSearchParams();
    const request = { method: 'GET', path, query, apiVersion: build, bearer, body: '' };
    const { status, body } = answerRequest({ ...state, role: 'administrator' }, {}, request);
    return { status, json: JSON.parse(body) };
  };
}

describe.skipIf(!documentsAreHere)('operations and security beside the OpenAPI documents', () => {
  it.each(revisions)(
    'show in %s only fields the document names, and every required one',
    (revision) => {
      const schemas = schemasOf(revision);
      const complaints = new Set<string>();
      const all = (name: string, rows: readonly unknown[]) => {
        expect(schemas[name]).toBeDefined();
        expect(rows.length).toBeGreaterThan(0);
        for (const row of rows) {
          for (const complaint of complaintsOf(schemas, { $ref: name }, row, name)) {
            complaints.add(complaint);
          }
        }
      };
      const licences = [1, 2, 3, 4].map((seed) => reader(revision, seed)('/api/v1/license').json);
      all('InstalledLicenseModel', licences);
      expect(licences.some(({ IsMultiSection }) => IsMultiSection)).toBe(true);
      const get = reader(revision, 23);
      const list = (path: string) => get(`/api/v1/${path}`).json.data;
      all('AuthorizationEventModel', list('authorization/events'));
      all('SuspiciousActivityEventModel', list('malwareDetection/events'));
      all('InstantViVMRecoveryMount', list('restore/instantRecovery/vSphere/vm'));
      all('InstantHvVMRecoveryMount', list('restore/instantRecovery/hyperV/vm'));
      all('ProtectionGroupModel', list('agents/protectionGroups'));
      const discovered = list('agents/protectionGroups').flatMap(({ id }: { id: string }) =>
        list(`agents/protectionGroups/${id}/discoveredEntities`),
      );
      const ofType = (type: string) =>
        discovered.filter((row: { type: string }) => row.type === type);
      all('DiscoveredComputerEntityModel', ofType('Computer'));
      all('DiscoveredClusterEntityModel', ofType('Cluster'));
      all('DiscoveredADEntityModel', ofType('ActiveDirectory'));
      const analyzer = '/api/v1/securityAnalyzer';
      all('BestPracticesComplianceModel', get(`${analyzer}/bestPractices`).json.items);
      all('SessionModel', [get(`${analyzer}/lastRun`).json]);
      all('ConfigBackupModel', [get('/api/v1/configBackup').json]);
      const holdings = get('/api/v1/malwareDetection/backupObjects');
      if (revision === '1.3-rev2') all('MalwareDetectionObjectsModel', holdings.json.data);
      else expect(holdings.status).toBe(404);
      expect([...complaints]).toEqual([]);
    },
  );
});
