import type { Revision } from '../src/domain/vbr-server.ts';
import { pointsOf } from '../src/simulator/estate/backups/points-of.ts';
import { createEstate } from '../src/simulator/estate/create-estate.ts';
import type { Estate } from '../src/simulator/estate/estate.ts';
import { resolveOptions } from '../src/simulator/options.ts';
import { routeFor } from '../src/simulator/routes/routes.ts';
import { createMatchCache } from '../src/simulator/server/match-cache.ts';

/** What the largest simulated estate needs to be made, and for one page of 500 of each list of backups. */
const began = performance.now();
const now = new Date('2026-11-22T12:00:00Z');
const estate = createEstate(resolveOptions({ seed: 7, now, size: 'XL' }).estate);
const { retained } = pointsOf(estate);
console.log(`made in ${text(performance.now() - began)}: ${retained.length} restore points`);

const ask = routeAsker(estate, '1.3-rev2');
const day = 'createdAfterFilter=2026-11-21T00:00:00Z&orderColumn=CreationTime&orderAsc=true';
const [largest] = JSON.parse(ask('/api/v1/backups?limit=500').body)
  .data.map(({ id }: { id: string }) => ({
    id,
    files: JSON.parse(ask(`/api/v1/backups/${id}/backupFiles?limit=1`).body).pagination.total,
  }))
  .sort((left: { files: number }, right: { files: number }) => right.files - left.files);
const targets = [
  '/api/v1/restorePoints?limit=500',
  '/api/v1/restorePoints?limit=500&skip=100000',
  `/api/v1/restorePoints?limit=500&${day}`,
  '/api/v1/restorePoints?limit=500&malwareStatusFilter=Infected',
  `/api/v1/backups/${largest.id}/backupFiles?limit=500`,
  `/api/v1/backups/${largest.id}/backupFiles?limit=500&orderColumn=BackupSize`,
  '/api/v1/backups?limit=500',
  '/api/v1/backupObjects?limit=500',
  '/api/v1/backupObjects?limit=500&skip=5000',
  '/api/v1/backupInfrastructure/repositories/states?limit=500',
];
for (const target of targets) {
  const first = timed(target);
  // Of several the quickest: what else the machine does is no part of the cost.
  const again = Math.min(...Array.from({ length: 9 }, () => timed(target)));
  console.log(`  first ${text(first)}, then ${text(again)}  ${target}`);
}

/** Asks the routes alone: no sign-in, no reading of the answer. */
function routeAsker(asked: Estate, revision: Revision) {
  const matches = createMatchCache();
  const rest = { faults: {}, pageCap: null, certificatePem: '' };
  return (target: string) => {
    const { pathname, searchParams: query } = new URL(target, 'https://simulator');
    const matched = routeFor(pathname);
    if (matched === null) throw new Error(`no route answers ${target}`);
    const context = { estate: asked, revision, build: revision, query, matches, ...rest };
    return matched.route.answer(context, matched.id);
  };
}

function timed(target: string): number {
  const start = performance.now();
  ask(target);
  return performance.now() - start;
}

function text(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}
