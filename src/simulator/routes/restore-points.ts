import { retainedOf } from '../estate/backups/known-backups.ts';
import { placeOfNumber } from '../estate/backups/place-of-number.ts';
import {
  type KnownPoint,
  malwareStatusOf,
  nameThen,
  pointAt,
} from '../estate/backups/point-facts.ts';
import { pointsOf } from '../estate/backups/points-of.ts';
import { zeroId } from '../estate/identifiers.ts';
import { itemAt } from '../estate/item-at.ts';
import { type Answer, jsonAnswer, notFound } from '../server/answer.ts';
import { pageAnswer } from '../server/page.ts';
import {
  choiceOf,
  choicesOf,
  flagOf,
  instantOf,
  nameMatcher,
  severalSinceRev2,
  textOf,
  wholeOf,
} from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { type RowTest, whenGiven } from '../server/row-test.ts';
import { vocabularyOf } from '../server/vocabulary.ts';
import { objectById } from './backup-objects.ts';
import { inOrder } from './order.ts';
import { restorePointRow } from './restore-point-row.ts';
import type { Route } from './route.ts';

export const restorePointRoutes: readonly Route[] = [
  { pattern: '/api/v1/restorePoints', source: 'restore-points', answer: list },
  { pattern: '/api/v1/restorePoints/{id}', source: 'restore-points', answer: one },
  {
    pattern: '/api/v1/backupObjects/{id}/restorePoints',
    source: 'restore-points',
    answer: ofObject,
  },
];

const orderColumns = ['CreationTime', 'PlatformId', 'BackupId'] as const;
const marks = ['Clean', 'Suspicious', 'Infected', 'Informative'] as const;
const pointTypes = ['Increment', 'Full', 'Rollback', 'Snapshot', 'Cdp', 'Different'] as const;

function list(context: RequestContext): Answer {
  const { estate, query, matches } = context;
  const found = matches.get('points', query, estate.version, () =>
    matching(context, within(context, pointsOf(estate).retained)),
  );
  return pageAnswer(context, found.length, (place) => rowAt(context, itemAt(found, place)));
}

function one(context: RequestContext, id: string): Answer {
  const points = pointsOf(context.estate);
  const number = context.estate.identifiers.indexOf('restore-point', id);
  const place = number === null ? null : placeOfNumber(context.estate, number);
  const isThere = place !== null && points.retainedOf[points.table.object(place)]?.includes(place);
  return isThere === true ? jsonAnswer(rowAt(context, place)) : notFound('Restore point', id);
}

function ofObject(context: RequestContext, id: string): Answer {
  const { estate, revision } = context;
  const object = objectById(context, id);
  if (object === null) return notFound('Backup object', id);
  const places = retainedOf(pointsOf(estate), object);
  if (revision !== '1.3-rev0') {
    const found = matching(context, within(context, Int32Array.from(places)));
    return pageAnswer(context, found.length, (place) => rowAt(context, itemAt(found, place)));
  }
  // The oldest revision knows neither filters nor pages here.
  const data = places.map((place) => rowAt(context, place));
  return jsonAnswer({ data, pagination: { total: data.length, count: data.length } });
}

function rowAt(context: RequestContext, place: number) {
  return restorePointRow(context, pointAt(context.estate, place));
}

/** The points of a time, found without looking at the others; they lie in order of creation. */
function within({ estate, query }: RequestContext, places: Int32Array): Int32Array {
  const { clock } = estate;
  const { createdMs } = pointsOf(estate).table;
  const after = instantOf(query, 'createdAfterFilter', clock) ?? Number.NEGATIVE_INFINITY;
  const before = instantOf(query, 'createdBeforeFilter', clock) ?? Number.POSITIVE_INFINITY;
  const from = firstWhere(places, (place) => createdMs(place) >= after);
  return places.subarray(
    from,
    firstWhere(places, (place) => createdMs(place) > before),
  );
}

function firstWhere(places: Int32Array, test: (place: number) => boolean): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(itemAt(places, middle))) high = middle;
    else low = middle + 1;
  }
  return low;
}

function matching(context: RequestContext, places: Int32Array): Int32Array {
  const { estate, query } = context;
  const tests = [...identityTests(context), ...contentTests(context)];
  const kept =
    tests.length === 0
      ? places
      : places.filter((place) => {
          const known = pointAt(estate, place);
          return tests.every((test) => test(known));
        });
  const column = choiceOf(query, 'orderColumn', orderColumns);
  // Without an order the newest come first.
  const isAscending = flagOf(query, 'orderAsc') ?? column !== null;
  if (column === 'BackupId') {
    const backupId = (place: number): string => pointAt(estate, place).object.backup.id;
    return Int32Array.from(inOrder([...kept], backupId, isAscending));
  }
  return isAscending ? kept : kept.toReversed();
}

function identityTests({ estate, query, revision }: RequestContext): RowTest<KnownPoint>[] {
  const { platformTypes } = vocabularyOf(revision);
  return [
    ...whenGiven(textOf(query, 'nameFilter'), (pattern) => {
      const matches = nameMatcher(pattern);
      return ({ object, point }: KnownPoint) => matches(nameThen(estate, object, point.createdMs));
    }),
    ...whenGiven(choiceOf(query, 'platformNameFilter', platformTypes), (wanted) => {
      return ({ object }: KnownPoint) => object.backup.job.kind.platformName === wanted;
    }),
    ...whenGiven(textOf(query, 'platformIdFilter'), (id) => () => id === zeroId),
    ...whenGiven(textOf(query, 'backupIdFilter'), (id) => {
      return ({ object }: KnownPoint) => object.backup.id === id.toLowerCase();
    }),
    ...whenGiven(textOf(query, 'backupObjectIdFilter'), (id) => {
      return ({ object }: KnownPoint) => object.id === id.toLowerCase();
    }),
  ];
}

// rev2 takes several marks, and knows filters of the point's own type.
function contentTests({ estate, query, revision }: RequestContext): RowTest<KnownPoint>[] {
  const isNew = revision === '1.3-rev2';
  const types = isNew ? choicesOf(query, 'typeFilter', pointTypes) : null;
  // No point here is a snapshot: leaving snapshots out leaves every point in.
  if (isNew && query.has('excludeSnapshotTypeFilter')) {
    wholeOf(query, 'excludeSnapshotTypeFilter', 0, 0);
  }
  return [
    ...whenGiven(severalSinceRev2(revision, query, 'malwareStatusFilter', marks), (wanted) => {
      return (known: KnownPoint) => wanted.has(malwareStatusOf(estate, known));
    }),
    ...whenGiven(types, (wanted) => {
      return ({ point }: KnownPoint) => wanted.has(point.isFull ? 'Full' : 'Increment');
    }),
  ];
}
