import { describe, expect, it } from 'vitest';
import {
  atHour,
  plantedFacts,
  plantedLine,
  plantedTask,
} from '../../../../test/fixtures/planted-causes.ts';
import { plantedSignature } from '../../../../test/fixtures/planted-signatures.ts';
import type { ExplainedLine, RunToExplain } from '../../../domain/run-to-explain.ts';
import { attributeCauses } from './attribute-causes.ts';
import { compileCatalogue } from './compile-catalogue.ts';
import { matchLine } from './match-line.ts';

const catalogue = compileCatalogue({
  version: 1,
  noise: [{ id: 'word', pattern: '^failed$' }],
  signatures: [
    plantedSignature('disk full', { causeClass: 'space', scope: 'repository', priority: 90 }),
    plantedSignature('no route', { causeClass: 'network', priority: 50 }),
    plantedSignature('licence', { causeClass: 'licensing', scope: 'vbr', priority: 40 }),
    plantedSignature('agent failed', { causeClass: 'wrapped', isWrapper: true, priority: 95 }),
    plantedSignature('queued', { causeClass: 'wait', priority: 80, benignBecause: 'a wait' }),
  ],
});
const estate = { backupServer: 'VBR01', components: [{ kind: 'proxy', name: 'Proxy A' } as const] };

const line = (text: string, over: Partial<ExplainedLine> = {}) =>
  plantedLine(text, { ...matchLine(catalogue, text), ...over });
const own = (text: string, over: Partial<ExplainedLine> = {}) =>
  line(text, { taskId: 'vm-1', ...over });
const explain = (over: Partial<RunToExplain>) =>
  attributeCauses(catalogue, plantedFacts(over), estate);
const oneTask = [plantedTask('vm-1')];
const causeOf = (lines: readonly ExplainedLine[], over: Partial<RunToExplain> = {}) =>
  explain({ tasks: oneTask, lines, ...over })[0];

describe('the cause of a workload', () => {
  it('is the line of its own log with the highest priority, with its evidence', () => {
    const lines = [
      own('no route to host'),
      own('write: disk full', { recordId: 7 }),
      own('Failed'),
    ];
    expect(explain({ tasks: [plantedTask('vm-1', { repository: 'R1' })], lines })).toEqual([
      {
        runId: 's-1',
        jobId: 'job-1',
        runStartedAt: atHour(0),
        outcome: 'failed',
        causeClass: 'space',
        signatureId: 'disk full',
        fingerprint: lines[1]?.fingerprint,
        workload: 'vm-1',
        sessionId: 's-1',
        taskId: 'vm-1',
        recordId: 7,
        at: atHour(1),
        text: 'write: disk full',
        span: { start: 7, end: 16 },
        components: [{ kind: 'repository', name: 'R1' }],
      },
    ]);
  });

  it('is what its session says when its own log names nothing', () => {
    const lines = [own('something new'), line('vm-1: disk full'), line('vm-2: no route')];
    const tasks = [plantedTask('vm-1'), plantedTask('vm-2', { result: 'Success' })];
    expect(causeOf(lines, { tasks })?.signatureId).toBe('disk full');
    expect(causeOf([own('something new'), line('vm-2: no route')], { tasks })?.causeClass).toBe(
      'unknown',
    );
  });

  it('is no mere warning of the session when the workload failed', () => {
    const lines = [own('something new'), line('disk full soon', { status: 'Warning' })];
    expect(causeOf(lines)).toMatchObject({ causeClass: 'unknown', text: 'something new' });
  });

  it('is a wrapper or a harmless line only when nothing better was said', () => {
    expect(causeOf([own('agent failed'), own('no route')])?.signatureId).toBe('no route');
    expect(causeOf([own('agent failed'), own('something new')])?.signatureId).toBe('agent failed');
    expect(causeOf([own('queued'), own('something new')])?.causeClass).toBe('unknown');
    expect(causeOf([own('queued')])?.signatureId).toBe('queued');
  });

  it('is the message of the task, then of the session, where no log tells it', () => {
    const tasks = [plantedTask('vm-1', { message: 'no route' })];
    expect(explain({ tasks })).toMatchObject([
      { signatureId: 'no route', recordId: null, taskId: 'vm-1' },
    ]);
    const sessions = [
      { id: 's-1', message: 'disk full', createdAt: atHour(0), isLogPending: false },
    ];
    expect(explain({ tasks: oneTask, sessions })).toMatchObject([
      { signatureId: 'disk full', recordId: null, taskId: null, sessionId: 's-1' },
    ]);
  });

  it('is no unknown message while the log that says more is still to be read', () => {
    const says = (message: string) => [plantedTask('vm-1', { message, isLogPending: true })];
    expect(explain({ tasks: says('something new') })).toEqual([]);
    expect(explain({ tasks: says('no route') })).toMatchObject([{ signatureId: 'no route' }]);
    const read = says('something new').map((task) => ({ ...task, isLogPending: false }));
    expect(explain({ tasks: read })).toMatchObject([{ causeClass: 'unknown', recordId: null }]);
  });

  it('is not made up where nothing tells it', () => {
    expect(explain({ tasks: oneTask, lines: [own('Failed')] })).toEqual([]);
  });

  it('is that of the last attempt; what a retry healed has none', () => {
    const healed = plantedTask('again', {
      workload: 'vm-1',
      sessionId: 's-2',
      result: 'Success',
      createdAt: atHour(2),
    });
    const tasks = [healed, plantedTask('vm-1'), plantedTask('vm-2')];
    const causes = explain({
      tasks,
      lines: [own('disk full'), line('no route', { taskId: 'vm-2' })],
    });
    expect(causes.map(({ workload }) => workload)).toEqual(['vm-2']);
  });

  it('is there for every workload that warned, and says so', () => {
    const tasks = [
      plantedTask('vm-1', { result: 'Warning' }),
      plantedTask('vm-2', { result: 'warning' }),
    ];
    const lines = [
      own('disk full', { status: 'Warning' }),
      line('no route', { taskId: 'vm-2', status: 'Warning' }),
    ];
    const run = { ...plantedFacts().run, outcome: 'warning' as const };
    expect(
      explain({ run, tasks, lines }).map(({ workload, outcome }) => [workload, outcome]),
    ).toEqual([
      ['vm-1', 'warning'],
      ['vm-2', 'warning'],
    ]);
  });
});

describe('the cause of a run', () => {
  it('is what its last session says where no workload accounts for it', () => {
    const sessions = ['s-1', 's-2'].map((id) => ({
      id,
      message: null,
      createdAt: atHour(0),
      isLogPending: false,
    }));
    const lines = [line('disk full'), line('no route', { sessionId: 's-2' })];
    const warned = [plantedTask('vm-1', { result: 'Warning', message: 'queued' })];
    expect(explain({ sessions, lines })).toMatchObject([
      { workload: null, signatureId: 'no route', sessionId: 's-2' },
    ]);
    expect(explain({ sessions, lines, tasks: warned }).map(({ workload }) => workload)).toEqual([
      'vm-1',
      null,
    ]);
  });

  it.each(['success', 'canceled', 'running', 'unknown'] as const)(
    'is not asked for when it is %s',
    (outcome) => {
      const run = { ...plantedFacts().run, outcome };
      expect(explain({ run, tasks: oneTask, lines: [own('disk full')] })).toEqual([]);
    },
  );
});

describe('the components of a cause', () => {
  const componentsOf = (text: string, over: Partial<RunToExplain> = {}) =>
    causeOf([own(text)], over)?.components;

  it.each([
    ['Cannot connect. Host: [ESX-7]. Account: [CORP\\svc]', ['account CORP\\svc', 'host ESX-7']],
    ['Failed to login to "vc01" by SOAP, port 443', ['vcenter vc01']],
    ['Storage: [stg:datastore-11], not on datastore lun', ['datastore datastore-11']],
    ['no route: connection with p3.estate.example:2500 broken', ['host p3.estate.example']],
    ['proxy a was lost', ['proxy Proxy A']],
    ['proxy ab was lost by the host', []],
    ['Host: [vm-1]: no route', []],
  ])('of %j', (text, expected) => {
    expect(componentsOf(text)?.map(({ kind, name }) => `${kind} ${name}`)).toEqual(expected);
  });

  it('are the repository of the task, else of the job, and the server for what lies in it', () => {
    expect(componentsOf('disk full', { jobRepository: 'R2' })).toEqual([
      { kind: 'repository', name: 'R2' },
    ]);
    expect(componentsOf('licence gone')).toEqual([{ kind: 'backup-server', name: 'VBR01' }]);
  });
});

describe('the text of a cause', () => {
  it('is cut around the match, which keeps its place', () => {
    const cause = causeOf([own(`${'a '.repeat(900)}disk full${' b'.repeat(900)}`)]);
    expect(cause?.text).toHaveLength(500);
    expect(cause?.text.slice(cause.span?.start, cause.span?.end)).toBe('disk full');
    expect(cause?.text).toMatch(/^….*…$/);
  });

  it('keeps its head when nothing matched', () => {
    const cause = causeOf([own(`something new ${'c'.repeat(900)}`)]);
    expect(cause).toMatchObject({ span: null, text: expect.stringMatching(/^something new c+…$/) });
    expect(cause?.text).toHaveLength(500);
  });
});
