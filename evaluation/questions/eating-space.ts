import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';
import { repositoryFacts } from '../capacity-facts.ts';
import type { Question } from '../question.ts';

const bytesPerGib = 1024 ** 3;

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
        fact: `${facts.repository}: locked space is said to be a lower bound`,
        expected: true,
        seen: /Locked now: at least/.test(answer.text),
      },
      {
        fact: `${facts.repository}: something is locked where new files are`,
        expected: isLocking(truth, String(given['repository'])),
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

function isLocking(truth: SimulatorTruth, place: string): boolean {
  const { repositories, scaleOutRepositories } = truth;
  const scaleOut = scaleOutRepositories.find(({ id }) => `${id}/performance` === place);
  const members =
    scaleOut?.performance.map(({ repositoryId }) => repositoryId) ?? placesOfVolume(truth, place);
  return repositories.some(
    ({ id, immutability }) =>
      members.includes(id) && immutability?.isEnabled === true && immutability.days !== null,
  );
}
