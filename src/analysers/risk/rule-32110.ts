import type { Placement, RepositoryFact } from '../../domain/estate-facts.ts';
import { neverLocks } from '../../domain/file-lock.ts';
import type { Requirement, RuleFact, Verdict } from '../../domain/risk-posture.ts';
import type { EstateIndex } from './estate-index.ts';
import { isCloud, mediumOf } from './media.ts';
import type { WorkloadFact } from './risk-facts.ts';

const wantedCopies = 3;
const wantedMedia = 2;
const dayMs = 86_400_000;

/** Places where a workload's points lie, a scale-out repository's capacity tier that copies at once among them. */
interface Places {
  readonly repositories: readonly RepositoryFact[];
  /** How many independent places hold it: an extent is no place beside its scale-out repository. */
  readonly backups: number;
  /** Points lie in places that no list of repositories shows. */
  readonly hasUnknown: boolean;
}

/** The rule for one workload. The workload itself is the first copy, on disk. */
export function ruleOf(
  index: EstateIndex,
  workload: WorkloadFact,
  placements: readonly Placement[],
): RuleFact {
  const places = placesOf(index, currentOf(placements, index.facts.settings.copyDays));
  const parts = {
    copies: copiesOf(places),
    media: mediaOf(places),
    offSite: offSiteOf(index, places),
    immutable: immutableOf(places),
    errors: errorsOf(workload),
  };
  return { ...parts, verdict: verdictOf(Object.values(parts)) };
}

/** Met when all are, not met when one is not, else unknown. */
function verdictOf(parts: ReadonlyArray<{ readonly verdict: Verdict }>): Verdict {
  if (parts.some(({ verdict }) => verdict === 'not-met')) return 'not-met';
  return parts.every(({ verdict }) => verdict === 'met') ? 'met' : 'unknown';
}

/** A place that nothing has been written to for long holds what was, and is no copy of what is. */
function currentOf(placements: readonly Placement[], copyDays: number): readonly Placement[] {
  const newest = placements.reduce((last, { newestAt }) => Math.max(last, newestAt.getTime()), 0);
  return placements.filter(({ newestAt }) => newest - newestAt.getTime() <= copyDays * dayMs);
}

function placesOf(
  { facts, repositoryById: byId }: EstateIndex,
  placements: readonly Placement[],
): Places {
  const ids = new Set(placements.map(({ repositoryId }) => repositoryId));
  const repositories: RepositoryFact[] = [];
  let backups = 0;
  let hasUnknown = ids.has(null);
  for (const id of ids) {
    if (id === null) continue;
    const scaleOut = facts.scaleOuts.find((one) => one.id === id);
    const copies = scaleOut?.capacity?.copiesAtOnce === true ? scaleOut.capacity.repositoryIds : [];
    const held = [...(scaleOut?.performance ?? [id]), ...copies];
    const known = held.flatMap((each) => byId.get(each) ?? []);
    if (known.length < held.length) hasUnknown = true;
    backups += 1 + (copies.length > 0 ? 1 : 0);
    repositories.push(...known);
  }
  return { repositories, backups, hasUnknown };
}

function copiesOf({ backups, hasUnknown }: Places): Requirement {
  const copies = backups + 1;
  const says = `${copies} copies with the workload itself`;
  if (copies >= wantedCopies) return { verdict: 'met', says };
  return hasUnknown
    ? { verdict: 'unknown', says: `${says}; a place that is not shown` }
    : { verdict: 'not-met', says };
}

function mediaOf({ repositories, hasUnknown }: Places): Requirement {
  const media = new Set(['disk', ...repositories.map(({ type }) => mediumOf(type))]);
  const says = [...media].sort().join(', ');
  if (media.size >= wantedMedia) return { verdict: 'met', says };
  return hasUnknown
    ? { verdict: 'unknown', says: `${says}; a place that is not shown` }
    : { verdict: 'not-met', says: `${says} only` };
}

function offSiteOf({ facts }: EstateIndex, { repositories }: Places): Requirement {
  const listed = facts.settings.offSiteRepositories.map((name) => name.toLowerCase());
  const away = repositories.find(
    ({ name, type }) => listed.includes(name.toLowerCase()) || isCloud(type),
  );
  if (away !== undefined) return { verdict: 'met', says: `"${away.name}"` };
  return listed.length > 0
    ? { verdict: 'not-met', says: 'in none of the repositories that are set as off-site' }
    : {
        verdict: 'unknown',
        says: 'VBR does not tell sites: name them in risk.offSiteRepositories',
      };
}

function immutableOf({ repositories, hasUnknown }: Places): Requirement {
  const locked = repositories.find(({ immutability }) => immutability?.isEnabled === true);
  if (locked !== undefined) {
    const days = locked.immutability?.days ?? null;
    return { verdict: 'met', says: `"${locked.name}"${days === null ? '' : `, ${days} days`}` };
  }
  const isTold = repositories.every(
    ({ immutability, type }) => immutability !== null || neverLocks(type),
  );
  return isTold && !hasUnknown && repositories.length > 0
    ? { verdict: 'not-met', says: 'no place locks its files' }
    : { verdict: 'unknown', says: 'a place does not tell whether it locks' };
}

function errorsOf({ recovery }: WorkloadFact): Requirement {
  if (recovery === null) return { verdict: 'unknown', says: 'recovery was not judged' };
  const { proof, lastProofAt } = recovery;
  const at = lastProofAt === null ? '' : ` (${lastProofAt.toISOString().slice(0, 10)})`;
  if (proof === 'proven') return { verdict: 'met', says: `proven${at}` };
  if (proof === 'failed') return { verdict: 'not-met', says: 'its newest test failed' };
  return { verdict: 'unknown', says: `${proof}${at}` };
}
