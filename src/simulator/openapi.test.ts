import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Revision, revisions } from '../domain/vbr-server.ts';
import { createEstate } from './estate/create-estate.ts';
import { answerRequest } from './server/answer-request.ts';
import { createCertificate } from './server/certificate.ts';
import { createMatchCache } from './server/match-cache.ts';
import { createTokenOffice } from './server/tokens.ts';

// Veeam's own documents are not part of the project: without them there is nothing to compare with.
const folder = join(import.meta.dirname, '../../../shared/reference/openapi');
const isHere = existsSync(join(folder, 'vbr-1.3-rev2.json'));

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
}

const certificate = await createCertificate('127.0.0.1');
const account = { username: 'u', password: 'p' };

function reader(build: Revision) {
  const estate = createEstate({
    scenario: 'troubled',
    seed: 23,
    now: new Date('2026-11-22T12:00:00Z'),
    days: 30,
    jobs: 60,
    repositories: 24,
    sessions: null,
    failedShare: 0.05,
    warnedShare: 0.06,
    zone: 'Europe/Prague',
  });
  const tokens = createTokenOffice({ ...account, lifetimeSeconds: 900, wallClock: Date.now });
  const grant = tokens.grant(new URLSearchParams({ grant_type: 'password', ...account }), false);
  const bearer: string = JSON.parse(grant.body).access_token;
  const state = {
    estate,
    build,
    role: 'administrator' as const,
    tokens,
    matches: createMatchCache(),
    pageCap: null,
    certificatePem: certificate.certificatePem,
  };
  const get = (target: string) => {
    const { pathname: path, searchParams: query } = new URL(target, 'https://simulator');
    const request = { method: 'GET', path, query, apiVersion: build, bearer, body: '' };
    return JSON.parse(answerRequest(state, {}, request).body);
  };
  return { get, token: JSON.parse(grant.body) };
}

describe.skipIf(!isHere)('beside the OpenAPI documents (skipped where ../shared is absent)', () => {
  it.each(revisions)(
    'shows in %s only fields the document names, and every required one',
    (revision) => {
      const { components } = JSON.parse(readFileSync(join(folder, `vbr-${revision}.json`), 'utf8'));
      const { get, token } = reader(revision);
      const complaints = new Set<string>();
      const compare = (name: string, value: unknown) => {
        expect(components.schemas[name]).toBeDefined();
        for (const complaint of complaintsOf(components.schemas, { $ref: name }, value, name)) {
          complaints.add(complaint);
        }
      };
      const all = (name: string, rows: readonly unknown[]) => {
        expect(rows.length).toBeGreaterThan(0);
        for (const row of rows) compare(name, row);
      };
      compare('TokenModel', token);
      compare('ServerTimeModel', get('/api/v1/serverTime'));
      compare('ServerInfoModel', get('/api/v1/serverInfo'));
      compare('CertificateModel', get('/api/v1/serverCertificate'));
      compare('PaginationResult', get('/api/v1/jobs').pagination);
      all('JobStateModel', get('/api/v1/jobs/states').data);
      all('JobModel', get('/api/v1/jobs').data.map(baseOf));
      const sessions = get('/api/v1/sessions?limit=5000').data;
      all('SessionModel', sessions);
      all('SessionLogRecordModel', get(`/api/v1/sessions/${sessions[50].id}/logs`).records);
      const tasks = get('/api/v1/taskSessions?limit=5000').data;
      all('BackupTaskSessionModel', tasks);
      all('SessionLogRecordModel', get(`/api/v1/taskSessions/${tasks[50].id}/logs`).records);
      const repositories = '/api/v1/backupInfrastructure/repositories';
      all('RepositoryStateModel', get(`${repositories}/states`).data);
      all('RepositoryModel', get(repositories).data.map(baseOf));
      expect([...complaints]).toEqual([]);
    },
  );

  it('notices a field no document names, a missing one and a word outside its list', () => {
    const { components } = JSON.parse(readFileSync(join(folder, 'vbr-1.3-rev2.json'), 'utf8'));
    const wrong = { id: 'x', name: 'x', type: 'Nonsense', oddity: 1 };
    expect(complaintsOf(components.schemas, { $ref: 'RepositoryModel' }, wrong, 'row')).toEqual([
      'row lacks description',
      'row.type is "Nonsense", not a listed word',
      'row.oddity is named nowhere',
    ]);
  });
});

/** Subtypes of jobs and repositories are flattened away in these documents: only their base can be compared. */
function baseOf(row: Readonly<Record<string, unknown>>) {
  const base = ['id', 'name', 'type', 'isDisabled', 'description', 'uniqueId'];
  const kept = 'isDisabled' in row ? base.filter((key) => key !== 'description') : base;
  return Object.fromEntries(Object.entries(row).filter(([key]) => kept.includes(key)));
}

type Schemas = Readonly<Record<string, Schema>>;

function complaintsOf(schemas: Schemas, schema: Schema, value: unknown, at: string): string[] {
  const { properties, required, type, enum: words, items } = flattened(schemas, schema);
  // Optional values may be null in every real answer, whatever the documents say.
  if (value === null) return [];
  if (words !== undefined) {
    return words.includes(value) ? [] : [`${at} is ${JSON.stringify(value)}, not a listed word`];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, place) =>
      complaintsOf(schemas, items ?? {}, item, `${at}[${place}]`),
    );
  }
  if (typeof value !== 'object') return kindComplaints(type, value, at);
  if (type === 'array') return [`${at} is no list`];
  return [
    ...(required ?? []).filter((key) => !(key in value)).map((key) => `${at} lacks ${key}`),
    ...Object.entries(value).flatMap(([key, inner]) => {
      const known = properties?.[key];
      if (known === undefined) return [`${at}.${key} is named nowhere`];
      return complaintsOf(schemas, known, inner, `${at}.${key}`);
    }),
  ];
}

function kindComplaints(type: string | undefined, value: unknown, at: string): string[] {
  const isWhole = type !== 'integer' || Number.isInteger(value);
  const kind = type === 'integer' ? 'number' : type;
  const fits = kind === undefined || typeof value === kind;
  return fits && isWhole ? [] : [`${at} is ${JSON.stringify(value)}, not of type ${type}`];
}

function flattened(schemas: Schemas, schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    const named = schemas[schema.$ref.split('/').at(-1) ?? ''];
    return flattened(schemas, named ?? {});
  }
  const parts = [schema, ...(schema.allOf ?? []).map((part) => flattened(schemas, part))];
  return {
    ...schema,
    required: parts.flatMap(({ required }) => required ?? []),
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
  };
}
