import type { z } from 'zod';
import { runSessionTypes } from '../../domain/runs/run-session-types.ts';
import type { Task } from '../../domain/session.ts';
import type { Revision } from '../../domain/vbr-server.ts';
import type { CreationWindow, Page, VbrSource } from '../../ports/vbr-source.ts';
import type { ListPath } from './read-path.ts';
import { mergeByCreation } from './reading/merge-by-creation.ts';
import { readPages } from './reading/paging.ts';
import type { Reader } from './reading/reader.ts';
import { jobSchema } from './schema/job.ts';
import { jobStateSchema } from './schema/job-state.ts';
import { repositorySchema } from './schema/repository.ts';
import { repositoryStateSchema } from './schema/repository-state.ts';
import { sessionSchema } from './schema/session.ts';
import { taskSessionSchema } from './schema/task-session.ts';
import { toJobDefinition } from './translate/job-definition.ts';
import { toJobState } from './translate/job-state.ts';
import { toRepositoryDefinition, toRepositoryState } from './translate/repository.ts';
import { translateRows } from './translate/rows.ts';
import { toSession } from './translate/session.ts';
import { toTask } from './translate/task.ts';

type Lists = Pick<
  VbrSource,
  | 'jobStates'
  | 'jobDefinitions'
  | 'repositories'
  | 'repositoryStates'
  | 'sessions'
  | 'unsuccessfulTasks'
>;

interface ListParts {
  readonly reader: Reader;
  readonly zone: () => Promise<string>;
  readonly revision: Revision;
  readonly pageLimit: number;
}

interface ListSource<Parsed, Row> {
  readonly path: ListPath;
  readonly schema: z.ZodType<Parsed>;
  readonly translate: (parsed: Parsed, zone: string) => Row;
  readonly filters: readonly (readonly [string, string])[];
  readonly tries?: number;
}

// Filters may cut to whole seconds or leave out their bound; the window is applied again to what comes.
const filterMarginMs = 1_000;
const byName = [
  ['orderColumn', 'Name'],
  ['orderAsc', 'true'],
] as const;
// /jobs answers 500 for the whole list when one job's type cannot be shown; repeating that helps only once.
const jobListTries = 2;

/** The lists of one server, paged and translated. */
export function createLists(parts: ListParts): Lists {
  return {
    jobStates: () =>
      readList(parts, {
        path: '/api/v1/jobs/states',
        schema: jobStateSchema,
        translate: toJobState,
        filters: byName,
      }),
    jobDefinitions: () =>
      readList(parts, {
        path: '/api/v1/jobs',
        schema: jobSchema,
        translate: toJobDefinition,
        filters: byName,
        tries: jobListTries,
      }),
    repositories: () =>
      readList(parts, {
        path: '/api/v1/backupInfrastructure/repositories',
        schema: repositorySchema,
        translate: toRepositoryDefinition,
        filters: byName,
      }),
    repositoryStates: () =>
      readList(parts, {
        path: '/api/v1/backupInfrastructure/repositories/states',
        schema: repositoryStateSchema,
        translate: toRepositoryState,
        filters: byName,
      }),
    sessions: (window) => {
      const types = runSessionTypes[parts.revision].map((type) => ['typeFilter', type] as const);
      const pages = readList(parts, {
        path: '/api/v1/sessions',
        schema: sessionSchema,
        translate: toSession,
        filters: [...createdWithin(window), ...types],
      });
      return keepWithin(window, pages);
    },
    // The filter takes one result, so the two are read as two lists and merged.
    unsuccessfulTasks: (window) =>
      mergeByCreation(['Failed', 'Warning'].map((result) => tasksWith(parts, window, result))),
  };
}

function tasksWith(
  parts: ListParts,
  window: CreationWindow,
  result: string,
): AsyncGenerator<Page<Task>> {
  const pages = readList(parts, {
    path: '/api/v1/taskSessions',
    schema: taskSessionSchema,
    translate: toTask,
    filters: [...createdWithin(window), ['typeFilter', 'Backup'], ['resultFilter', result]],
  });
  return keepWithin(window, pages, (task) => task.result === result);
}

async function* readList<Parsed, Row>(
  { reader, zone, pageLimit }: ListParts,
  source: ListSource<Parsed, Row>,
): AsyncGenerator<Page<Row>> {
  const serverZone = await zone();
  const pages = readPages({
    name: source.path,
    pageLimit,
    fetchPage: (skip, limit) => {
      const query = new URLSearchParams({ skip: String(skip), limit: String(limit) });
      for (const [name, value] of source.filters) query.append(name, value);
      return reader.page(source.path, query, source.tries);
    },
  });
  for await (const rows of pages) {
    yield translateRows(rows, source.schema, (parsed) => source.translate(parsed, serverZone));
  }
}

/** Array filters are repeated keys; times go out in UTC, which every revision reads alike. */
function createdWithin({
  createdAfter,
  createdBefore,
}: CreationWindow): (readonly [string, string])[] {
  return [
    ['orderColumn', 'CreationTime'],
    ['orderAsc', 'true'],
    ['createdAfterFilter', new Date(createdAfter.getTime() - filterMarginMs).toISOString()],
    ['createdBeforeFilter', new Date(createdBefore.getTime() + filterMarginMs).toISOString()],
  ];
}

async function* keepWithin<Row extends { readonly createdAt: Date }>(
  { createdAfter, createdBefore }: CreationWindow,
  pages: AsyncIterable<Page<Row>>,
  alsoKeep: (row: Row) => boolean = () => true,
): AsyncGenerator<Page<Row>> {
  for await (const { rows, rejected } of pages) {
    const kept = rows.filter(
      (row) => row.createdAt >= createdAfter && row.createdAt < createdBefore && alsoKeep(row),
    );
    kept.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    if (kept.length > 0 || rejected.length > 0) yield { rows: kept, rejected };
  }
}
