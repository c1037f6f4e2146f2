import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTelling } from '../../domain/telling-record.ts';
import { type Revision, revisions } from '../../domain/vbr-server.ts';
import { createEstate } from '../estate/create-estate.ts';
import { controlAnswer } from '../server/control.ts';
import { visibleKinds } from './visible-kinds.ts';

const estate = createEstate({
  scenario: 'troubled',
  seed: 7,
  now: new Date('2026-11-22T12:00:00Z'),
  days: 9,
  jobs: 50,
  repositories: 12,
  sessions: null,
  failedShare: 0.05,
  warnedShare: 0.06,
  zone: 'Europe/Prague',
});

const migrations = join(import.meta.dirname, '../../../migrations/metrics');
const sql = readdirSync(migrations)
  .map((file) => readFileSync(join(migrations, file), 'utf8'))
  .join('\n');
/** What the reader adds itself, and what it makes of a line. */
const bookkeeping = new Set([
  ...['vbr_server_id', 'first_seen_at', 'last_seen_at', 'is_listed'],
  ...['matched_version', 'is_noise', 'fingerprint', 'matches'],
]);

function columnsOf(table: string): Set<string> {
  const created = new RegExp(`CREATE TABLE ${table} \\(([\\s\\S]*?)\\n\\)`).exec(sql)?.[1] ?? '';
  const altered = new RegExp(`ALTER TABLE ${table}\\n([\\s\\S]*?);`).exec(sql)?.[1] ?? '';
  const lines = [...created.split('\n'), ...altered.replaceAll('ADD COLUMN ', '').split('\n')];
  const names = lines.map((line) => /^ {2}([a-z_]+) /.exec(line)?.[1]);
  const own = names.filter((name) => name !== undefined && !bookkeeping.has(name));
  return new Set(
    own.map((name = '') => name.replaceAll(/_([a-z])/g, (_, letter) => letter.toUpperCase())),
  );
}

function rowsOf(name: string, build: Revision = '1.3-rev2') {
  const kind = visibleKinds.find((one) => one.name === name);
  return [...(kind?.rows(estate, build) ?? [])];
}

describe.each(['session', 'task', 'job', 'log_record'])('the rows of %s', (name) => {
  it.each(revisions)('have in %s just the columns of their table, and one key each', (build) => {
    const rows = rowsOf(name, build);
    expect(rows.length).toBeGreaterThan(40);
    const columns = columnsOf(name);
    expect(columns.size).toBeGreaterThan(8);
    const shapes = new Set(rows.map((row) => Object.keys(row).sort().join()));
    expect(shapes).toEqual(new Set([[...columns].sort().join()]));
    const { key } = visibleKinds.find((kind) => kind.name === name) ?? { key: [] };
    const keys = rows.map((row) => key.map((column) => row[column]).join());
    expect(new Set(keys).size).toBe(rows.length);
  });
});

it('are as many sessions as are visible, none of them from the future', () => {
  const rows = rowsOf('session');
  expect(rows).toHaveLength(estate.visibleEnd - estate.firstVisible);
  const created = rows.map(({ createdAt }) => Date.parse(String(createdAt)));
  expect(Math.max(...created)).toBeLessThanOrEqual(estate.nowMs);
});

it('are of logs all records that the domain finds telling, of failed and warned ones alone', () => {
  const rows = rowsOf('log_record');
  expect(
    rows.every(({ status, title }) => isTelling({ status: String(status), title: String(title) })),
  ).toBe(true);
  const results = new Map(
    [...rowsOf('session'), ...rowsOf('task')].map(({ id, result }) => [id, result]),
  );
  const owners = new Set(rows.map(({ ownerId }) => results.get(String(ownerId))));
  expect(owners).toEqual(new Set(['Failed', 'Warning']));
  expect(rows.some(({ title }) => String(title).startsWith('Primary bottleneck'))).toBe(true);
});

describe('the control routes', () => {
  const asked: unknown[] = [];
  const simulator = {
    truth: () => ({}),
    requests: () => ({}),
    violations: () => [],
    advance: (hours: number) => asked.push(hours),
    appendRuns: () => {},
    repair: (wanted: object) => asked.push(wanted),
    capacityDays: () => [],
    visibleRows: (name: string) => (name === 'job' ? rowsOf('job') : null),
  };
  const ask = (method: string, path: string, body = '') => {
    const query = new URLSearchParams();
    return controlAnswer(simulator, { method, path, query, apiVersion: null, bearer: null, body });
  };

  it('give the rows of a kind as one document a line, and know no other kind', () => {
    const pieces = [...(ask('GET', '/__truth/rows/job')?.pieces ?? [])];
    const lines = pieces.join('').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(rowsOf('job'));
    expect(ask('GET', '/__truth/rows/nothing')).toBeNull();
  });

  it('pass on what is to be repaired, and refuse what is no JSON', () => {
    expect(ask('POST', '/__repair', '{"job":"SQL","cause":7}')?.status).toBe(200);
    expect(asked).toEqual([{ job: 'SQL' }]);
    expect(ask('POST', '/__repair', 'SQL')?.status).toBe(400);
    expect(ask('GET', '/__repair')).toBeNull();
  });
});
