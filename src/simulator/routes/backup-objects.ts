import type { SimulatedObject } from '../estate/backups/backup.ts';
import { knownBackups, knownObjects, retainedOf } from '../estate/backups/known-backups.ts';
import { lastRunFailed } from '../estate/backups/last-run-failed.ts';
import { objectBytes } from '../estate/backups/object-bytes.ts';
import { objectTypeOf } from '../estate/backups/object-type.ts';
import { pointsOf } from '../estate/backups/points-of.ts';
import { zeroId } from '../estate/identifiers.ts';
import { itemAt } from '../estate/item-at.ts';
import { type Answer, jsonAnswer, notFound } from '../server/answer.ts';
import { pageAnswer, pageOf } from '../server/page.ts';
import { choiceOf, flagOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { type RowTest, whenGiven } from '../server/row-test.ts';
import { vocabularyOf } from '../server/vocabulary.ts';
import { backupById } from './backups.ts';
import { inOrder } from './order.ts';
import type { Route } from './route.ts';

export const backupObjectRoutes: readonly Route[] = [
  { pattern: '/api/v1/backupObjects', source: 'backup-objects', answer: list },
  { pattern: '/api/v1/backupObjects/{id}', source: 'backup-objects', answer: one },
  { pattern: '/api/v1/backups/{id}/objects', source: 'backup-objects', answer: ofBackup },
];

const orderColumns = ['Name', 'ObjectId', 'PlatformId', 'Type'] as const;

function list(context: RequestContext): Answer {
  const { estate, query, matches } = context;
  const found = matches.get('objects', query, estate.version, () => matching(context));
  const { objects } = pointsOf(estate).catalogue;
  return pageAnswer(context, found.length, (place) =>
    objectRow(context, itemAt(objects, itemAt(found, place))),
  );
}

function one(context: RequestContext, id: string): Answer {
  const object = objectById(context, id);
  return object === null ? notFound('Backup object', id) : jsonAnswer(objectRow(context, object));
}

function ofBackup(context: RequestContext, id: string): Answer {
  const known = backupById(context, id);
  if (known === null) return notFound('Backup', id);
  const objects = knownObjects(pointsOf(context.estate), known.backup);
  if (context.revision !== '1.3-rev0') {
    return pageOf(context, objects, (object) => objectRow(context, object));
  }
  // The oldest revision knows no pages here.
  const data = objects.map((object) => objectRow(context, object));
  return jsonAnswer({ data, pagination: { total: data.length, count: data.length } });
}

/** The workload in a backup that an id names, if its backup is known. */
export function objectById({ estate }: RequestContext, id: string): SimulatedObject | null {
  const points = pointsOf(estate);
  const index = estate.identifiers.indexOf('backup-object', id);
  const object = index === null ? undefined : points.catalogue.objects[index];
  if (object === undefined) return null;
  return knownObjects(points, object.backup).includes(object) ? object : null;
}

function matching(context: RequestContext): Int32Array {
  const { estate, query, revision } = context;
  const points = pointsOf(estate);
  const tests = objectTests(query, vocabularyOf(revision).platformTypes);
  const objects = knownBackups(estate)
    .flatMap(({ backup }) => knownObjects(points, backup))
    .filter((object) => tests.every((test) => test(object)));
  const column = choiceOf(query, 'orderColumn', orderColumns) ?? 'Name';
  const keys = {
    Name: ({ name }: SimulatedObject) => name,
    ObjectId: ({ id }: SimulatedObject) => id,
    PlatformId: () => zeroId,
    Type: objectTypeOf,
  };
  const rows = inOrder(objects, keys[column], flagOf(query, 'orderAsc') ?? true);
  return Int32Array.from(rows, ({ index }) => index);
}

function objectTests(
  query: URLSearchParams,
  platformTypes: readonly string[],
): RowTest<SimulatedObject>[] {
  return [
    ...whenGiven(textOf(query, 'nameFilter'), (pattern) => {
      const matches = nameMatcher(pattern);
      return ({ name }: SimulatedObject) => matches(name);
    }),
    ...whenGiven(choiceOf(query, 'platformNameFilter', platformTypes), (wanted) => {
      return ({ backup }: SimulatedObject) => backup.job.kind.platformName === wanted;
    }),
    ...whenGiven(textOf(query, 'platformIdFilter'), (id) => () => id === zeroId),
    ...whenGiven(textOf(query, 'typeFilter'), (wanted) => {
      return (object: SimulatedObject) => objectTypeOf(object) === wanted;
    }),
    ...whenGiven(textOf(query, 'viTypeFilter'), (wanted) => {
      return ({ backup }: SimulatedObject) =>
        backup.job.kind.platformName === 'VMware' && wanted === 'VirtualMachine';
    }),
  ];
}

function objectRow({ estate, revision }: RequestContext, object: SimulatedObject) {
  return {
    id: object.id,
    name: object.name,
    type: objectTypeOf(object),
    platformName: object.backup.job.kind.platformName,
    platformId: zeroId,
    restorePointsCount: retainedOf(pointsOf(estate), object).length,
    lastRunFailed: lastRunFailed(estate, object),
    ...(revision === '1.3-rev2'
      ? { backupId: object.backup.id, size: objectBytes(estate, object) }
      : {}),
  };
}
