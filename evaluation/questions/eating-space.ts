import type { RepositoryTruth } from '../../src/simulator/truth/repository-truth.ts';
import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';
import { repositoryFacts } from '../capacity-facts.ts';
import type { Question } from '../question.ts';

const bytesPerGib = 1024 ** 3;

const lockTexts = {
  told: /Locked now: at least/,
  none: /Locked now: nothing, the repository locks no files/,
  'in-part': /Locked now: not known how much/,
  'not-told': /Locked now: not known, VBR does not tell/,
} as const;

/** Question 6: what is eating the space, and what can be freed? */
export const eatingSpace: Question = {
  asked: 'What is eating the space? What can I safely free?',
  tool: 'get_capacity_forecast',
  calls: (truth) =>
    [...placesOfLeftBehind(truth).keys()].map((repository) => ({ repository, detail: 'full' })),
  facts: (answer, truth, given) => {
    const facts = repositoryFacts(answer);
    const { freeing, growth } = facts.details ?? {};
    const places = placesOfVolume(truth, String(given['repository']));
    const planted = places.flatMap((place) => placesOfLeftBehind(truth).get(place) ?? []);
    const named = freeing?.orphaned?.largest ?? [];
    const locks = plantedLocks(truth, String(given['repository']));
    const dated = Object.values(freeing?.freedGib ?? {});
    return [
      {
        fact: `${facts.repository}: backups that belong to no job`,
        expected: planted.map(({ id }) => id).toSorted(),
        seen: named.map(({ id }) => id).toSorted(),
      },
      {
        fact: `${facts.repository}: named with another size than planted`,
        expected: [],
        seen: planted.filter(({ id, backupBytes }) => {
          const gib = named.find((each) => each.id === id)?.gib ?? Number.NaN;
          return !(Math.abs(gib - backupBytes / bytesPerGib) < 0.1 + 0.001 * gib);
        }),
      },
      {
        fact: `${facts.repository}: growth by job and by workload`,
        expected: true,
        seen: (growth?.jobs.length ?? 0) > 0 && (growth?.workloads.length ?? 0) > 0,
      },
      {
        fact: `${facts.repository}: what frees up within 7, 30 and 90 days does not fall`,
        expected: dated.toSorted((one, other) => one - other),
        seen: dated,
      },
      {
        fact: `${facts.repository}: whether files are locked, as far as VBR tells`,
        expected: locks,
        seen: freeing?.locks,
      },
      {
        fact: `${facts.repository}: locked space is a lower bound, or said not to be known`,
        expected: true,
        seen: lockTexts[locks].test(answer.text),
      },
      {
        fact: `${facts.repository}: something is locked where every new file is, and nothing is claimed elsewhere`,
        expected: locks === 'told',
        seen: (freeing?.lockedAtLeastGib ?? 0) > 0,
      },
      {
        fact: `${facts.repository}: a person decides`,
        expected: true,
        seen: /a person decides/.test(answer.text),
      },
    ];
  },
};

/** Backups that no job writes to, by the repository they lie in; the performance tier of a scale-out repository holds what lies there. */
function placesOfLeftBehind({ backups, scaleOutRepositories }: SimulatorTruth) {
  return Map.groupBy(backups.leftBehind, ({ repositoryId }) =>
    scaleOutRepositories.some(({ id }) => id === repositoryId)
      ? `${repositoryId}/performance`
      : repositoryId,
  );
}

/** Repositories on one volume are answered as one. */
function placesOfVolume({ repositories }: SimulatorTruth, place: string): readonly string[] {
  const own = repositories.find(({ id }) => id === place);
  if (own === undefined) return [place];
  const volume = own.sharesVolumeWithId ?? own.id;
  return repositories
    .filter(({ id, sharesVolumeWithId }) => (sharesVolumeWithId ?? id) === volume)
    .map(({ id }) => id);
}

function plantedLocks(truth: SimulatorTruth, place: string): keyof typeof lockTexts {
  const { repositories, scaleOutRepositories, revision } = truth;
  const scaleOut = scaleOutRepositories.find(({ id }) => `${id}/performance` === place);
  const ids =
    scaleOut?.performance.map(({ repositoryId }) => repositoryId) ?? placesOfVolume(truth, place);
  const members = repositories.filter(({ id }) => ids.includes(id));
  const untold = members.filter(({ shape }) => tellsNoLock(shape, revision));
  const told = members.filter(({ shape }) => !tellsNoLock(shape, revision));
  const locking = told.filter(({ immutability }) => immutability?.isEnabled === true);
  if (locking.length === members.length) return 'told';
  if (locking.length > 0) return 'in-part';
  return untold.length > 0 ? 'not-told' : 'none';
}

/**
 * VBR's REST shows the lock of a Data Domain and of a StoreOnce (`repository.immutability`) from revision 1.3-rev2 on. Before it, an
 * appliance comes as the bare base of a definition, and ExaGrid and Quantum tell of no lock in any revision: what is planted there cannot
 * be known, and an answer must say so. No revision shows the lock of a file. How long an archive tier locks is not told either.
 */
function tellsNoLock(shape: RepositoryTruth['shape'], revision: SimulatorTruth['revision']) {
  if (shape === 'exagrid' || shape === 'quantum' || shape === 'archive-extent') return true;
  const isAppliance = shape === 'data-domain' || shape === 'store-once';
  return isAppliance && revision !== '1.3-rev2';
}
