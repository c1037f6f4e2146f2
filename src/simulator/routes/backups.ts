import { jobIdTold } from '../estate/backups/backup-facts.ts';
import { type KnownBackup, knownBackup, knownBackups } from '../estate/backups/known-backups.ts';
import { zeroId } from '../estate/identifiers.ts';
import { jobTypeIn } from '../estate/names-by-revision.ts';
import { type Answer, jsonAnswer, notFound } from '../server/answer.ts';
import { pageOf } from '../server/page.ts';
import { choiceOf, flagOf, instantOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { type RowTest, whenGiven } from '../server/row-test.ts';
import { vocabularyOf } from '../server/vocabulary.ts';
import { inOrder } from './order.ts';
import type { Route } from './route.ts';

export const backupRoutes: readonly Route[] = [
  { pattern: '/api/v1/backups', source: 'backups', answer: list },
  { pattern: '/api/v1/backups/{id}', source: 'backups', answer: one },
];

const orderColumns = ['Name', 'CreationTime', 'PlatformId', 'JobId', 'PolicyTag'] as const;

function list(context: RequestContext): Answer {
  const { estate, query } = context;
  const column = choiceOf(query, 'orderColumn', orderColumns) ?? 'CreationTime';
  const tests = [...timeTests(context), ...otherTests(context)];
  const rows = knownBackups(estate).filter((row) => tests.every((test) => test(row)));
  const keys = {
    Name: ({ backup }: KnownBackup) => backup.name,
    CreationTime: ({ createdMs }: KnownBackup) => createdMs,
    PlatformId: () => zeroId,
    JobId: (row: KnownBackup) => jobIdTold(row.backup) ?? '',
    PolicyTag: (row: KnownBackup) => policyOf(row),
  };
  const isAscending = flagOf(query, 'orderAsc') ?? true;
  return pageOf(context, inOrder(rows, keys[column], isAscending), (row) =>
    backupRow(context, row),
  );
}

function one(context: RequestContext, id: string): Answer {
  const known = backupById(context, id);
  return known === null ? notFound('Backup', id) : jsonAnswer(backupRow(context, known));
}

/** The backup an id names, if it has ever held a point. */
export function backupById({ estate }: RequestContext, id: string): KnownBackup | null {
  const index = estate.identifiers.indexOf('backup', id);
  return index === null ? null : knownBackup(estate, index);
}

function timeTests({ estate, query }: RequestContext): RowTest<KnownBackup>[] {
  const { clock } = estate;
  return [
    ...whenGiven(instantOf(query, 'createdAfterFilter', clock), (limit) => {
      return ({ createdMs }: KnownBackup) => createdMs >= limit;
    }),
    ...whenGiven(instantOf(query, 'createdBeforeFilter', clock), (limit) => {
      return ({ createdMs }: KnownBackup) => createdMs <= limit;
    }),
  ];
}

function otherTests({ query, revision }: RequestContext): RowTest<KnownBackup>[] {
  const policyFilter = revision === '1.3-rev2' ? 'policyUniqueIdFilter' : 'policyTagFilter';
  return [
    ...whenGiven(textOf(query, 'nameFilter'), (pattern) => {
      const matches = nameMatcher(pattern);
      return ({ backup }: KnownBackup) => matches(backup.name);
    }),
    ...whenGiven(textOf(query, 'platformIdFilter'), (id) => () => id === zeroId),
    ...whenGiven(textOf(query, 'jobIdFilter'), (id) => {
      return (row: KnownBackup) => jobIdTold(row.backup) === id.toLowerCase();
    }),
    ...whenGiven(textOf(query, policyFilter), (wanted) => {
      return (row: KnownBackup) => policyOf(row) === wanted;
    }),
    ...whenGiven(choiceOf(query, 'jobTypeFilter', vocabularyOf(revision).jobTypes), (type) => {
      return ({ backup }: KnownBackup) => jobTypeIn(backup.job, revision) === type;
    }),
  ];
}

function policyOf({ backup }: KnownBackup): string {
  return backup.id.replaceAll('-', '');
}

function backupRow({ estate, revision }: RequestContext, known: KnownBackup) {
  const { backup, createdMs } = known;
  const jobId = jobIdTold(backup);
  return {
    id: backup.id,
    ...(jobId === null ? {} : { jobId }),
    policyUniqueId: policyOf(known),
    name: backup.name,
    platformName: backup.job.kind.platformName,
    platformId: zeroId,
    creationTime: estate.clock.withOffset(createdMs),
    repositoryId: backup.target.targetId,
    repositoryName: backup.target.targetName,
    jobType: jobTypeIn(backup.job, revision),
  };
}
