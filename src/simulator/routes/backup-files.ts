import { filePath } from '../estate/backups/file-path.ts';
import { knownObjects, retainedOf } from '../estate/backups/known-backups.ts';
import {
  hasFile,
  type KnownPoint,
  malwareStatusOf,
  namedObject,
  periodsKept,
  pointAt,
} from '../estate/backups/point-facts.ts';
import { sizesOf } from '../estate/backups/point-sizes.ts';
import { pointsOf } from '../estate/backups/points-of.ts';
import { itemAt } from '../estate/item-at.ts';
import { type Answer, notFound } from '../server/answer.ts';
import { pageAnswer } from '../server/page.ts';
import { choiceOf, flagOf, instantOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { type RowTest, whenGiven } from '../server/row-test.ts';
import { backupById } from './backups.ts';
import { inOrder } from './order.ts';
import type { Route } from './route.ts';

export const backupFileRoutes: readonly Route[] = [
  { pattern: '/api/v1/backups/{id}/backupFiles', source: 'backup-files', answer: list },
];

const orderColumns = [
  'Name',
  'DataSize',
  'BackupSize',
  'DedupRatio',
  'CompressRatio',
  'CreationTime',
  'GFSPeriod',
] as const;

const periodWords = ['None', 'Weekly', 'Monthly', 'Quarterly', 'Yearly'] as const;

function list(context: RequestContext, id: string): Answer {
  const { estate, query, matches } = context;
  if (backupById(context, id) === null) return notFound('Backup', id);
  const list = `files of ${id.toLowerCase()}`;
  const found = matches.get(list, query, estate.version, () => matching(context, id));
  return pageAnswer(context, found.length, (place) =>
    fileRow(context, pointAt(estate, itemAt(found, place))),
  );
}

function matching(context: RequestContext, id: string): Int32Array {
  const { estate, query } = context;
  const backup = backupById(context, id)?.backup;
  if (backup === undefined) return new Int32Array(0);
  const points = pointsOf(estate);
  const tests = [...timeTests(context), ...otherTests(context)];
  const places = knownObjects(points, backup)
    .flatMap((object) => retainedOf(points, object))
    .filter((place) => {
      const known = pointAt(estate, place);
      return hasFile(known) && tests.every((test) => test(known));
    });
  const column = choiceOf(query, 'orderColumn', orderColumns) ?? 'CreationTime';
  const isAscending = flagOf(query, 'orderAsc') ?? query.has('orderColumn');
  return Int32Array.from(inOrder(places, keyOf(context, column), isAscending));
}

function timeTests({ estate, query }: RequestContext): RowTest<KnownPoint>[] {
  const { clock } = estate;
  return [
    ...whenGiven(instantOf(query, 'createdAfterFilter', clock), (limit) => {
      return ({ point }: KnownPoint) => point.createdMs >= limit;
    }),
    ...whenGiven(instantOf(query, 'createdBeforeFilter', clock), (limit) => {
      return ({ point }: KnownPoint) => point.createdMs <= limit;
    }),
  ];
}

function otherTests({ estate, query }: RequestContext): RowTest<KnownPoint>[] {
  return [
    ...whenGiven(textOf(query, 'nameFilter'), (pattern) => {
      const matches = nameMatcher(pattern);
      return (known: KnownPoint) => matches(filePath(estate, known));
    }),
    ...whenGiven(choiceOf(query, 'gfsPeriodFilter', periodWords), (period) => {
      return (known: KnownPoint) => gfsPeriods(known).includes(period);
    }),
  ];
}

function keyOf({ estate }: RequestContext, column: (typeof orderColumns)[number]) {
  const sizes = (place: number) => {
    const { object, point } = pointAt(estate, place);
    return sizesOf(estate, object, point);
  };
  const keys = {
    Name: (place: number) => filePath(estate, pointAt(estate, place)),
    DataSize: (place: number) => sizes(place).dataBytes,
    BackupSize: (place: number) => sizes(place).backupBytes,
    DedupRatio: (place: number) => sizes(place).dedupPercent,
    CompressRatio: (place: number) => sizes(place).compressPercent,
    CreationTime: (place: number) => pointAt(estate, place).point.createdMs,
    GFSPeriod: (place: number) => gfsPeriods(pointAt(estate, place)).join(),
  };
  return keys[column];
}

function gfsPeriods(known: KnownPoint): string[] {
  const kept = periodsKept(known);
  return kept.length === 0 ? ['None'] : kept;
}

/** A file as the revision shows it; its time carries no offset. */
function fileRow({ estate, revision }: RequestContext, known: KnownPoint) {
  const { point, object } = known;
  const { identifiers, clock } = estate;
  const sizes = sizesOf(estate, object, point);
  const objectId = namedObject(estate, known);
  const isNew = revision === '1.3-rev2';
  return {
    id: identifiers.of('backup-file', point.number),
    name: filePath(estate, known),
    backupId: object.backup.id,
    ...(isNew ? { objectIds: [objectId] } : { objectId }),
    restorePointIds: [identifiers.of('restore-point', point.number)],
    dataSize: sizes.dataBytes,
    backupSize: sizes.backupBytes,
    dedupRatio: sizes.dedupPercent,
    compressRatio: sizes.compressPercent,
    creationTime: clock.withoutOffset(point.createdMs),
    gfsPeriods: gfsPeriods(known),
    ...(isNew ? { severity: malwareStatusOf(estate, known) } : {}),
  };
}
