import { chanceFrom, fraction, hashOf, textHash } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { zeroId } from '../identifiers.ts';
import { itemAt } from '../item-at.ts';
import type { WorkloadStatus } from '../malware/incident.ts';
import { malwareStatusAt } from '../malware-status.ts';
import { retentionOf } from '../retention.ts';
import { dayMs } from '../zone-clock.ts';
import type { SimulatedObject } from './backup.ts';
import { flaws, type PointRow, periods } from './point-table.ts';
import { pointsOf } from './points-of.ts';

/** A point together with the workload it is of. */
export interface KnownPoint {
  readonly point: PointRow;
  readonly object: SimulatedObject;
}

/** The point at a place of the ledger. */
export function pointAt(estate: Estate, place: number): KnownPoint {
  const { table, catalogue } = pointsOf(estate);
  const point = table.row(place);
  return { point, object: itemAt(catalogue.objects, point.object) };
}

/** The name its workload had then: some machines were renamed in the last weeks. */
export function nameThen(estate: Estate, { backup, place, name }: SimulatedObject, atMs: number) {
  const { job } = backup;
  const { seed, now } = estate.options;
  const chance = chanceFrom(seed, textHash('renamed'), job.sourceJob ?? job.index, place);
  const isRenamed = fraction(chance) < 0.02;
  const renamedMs = now.getTime() - (3 + fraction(chance) * 17) * dayMs;
  return isRenamed && atMs < renamedMs ? `${name}-legacy` : name;
}

export function malwareStatusOf(estate: Estate, { point, object }: KnownPoint): WorkloadStatus {
  return malwareStatusAt(estate, object.backup.job, object.place, point.createdMs);
}

/** Whether VBR would offer to restore from it. */
export function isRestorable({ point }: KnownPoint): boolean {
  return point.flaw === flaws.none;
}

/**
 * The session VBR names for a point: the one that opened the run, even where that one failed and a retry made the
 * point; often none.
 */
export function namedSession(estate: Estate, { point }: KnownPoint): string | null {
  if (point.session < 0 || hashOf(estate.options.seed, point.number, 3) % 8 === 0) return null;
  const first = estate.runs.firstSession(estate.sessions.run(point.session));
  return estate.identifiers.of('session', first);
}

/** The file's object as VBR names it: now and then the zero id. */
export function namedObject(estate: Estate, { point, object }: KnownPoint): string {
  return hashOf(estate.options.seed, point.number, 4) % 30 === 0 ? zeroId : object.id;
}

/** Shares are backed up as blobs: no list shows their files. */
export function hasFile({ object }: KnownPoint): boolean {
  return object.backup.job.kind.platformName !== 'UnstructuredData';
}

/** Long-term periods by VBR's words; empty where it is kept for none. */
export function periodsKept({ point, object }: KnownPoint): string[] {
  const longTerm = retainsLongTerm(object);
  return [
    ...(longTerm && (point.periods & periods.weekly) !== 0 ? ['Weekly'] : []),
    ...(longTerm && (point.periods & periods.monthly) !== 0 ? ['Monthly'] : []),
  ];
}

function retainsLongTerm({ backup }: SimulatedObject): boolean {
  return backup.origin !== 'imported' && retentionOf(backup.job).longTerm !== null;
}
