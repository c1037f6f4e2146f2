import type { Revision } from '../../../domain/vbr-server.ts';
import { chanceFrom, pick, textHash, whole } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { knows } from '../knows.ts';
import { isWatched } from '../malware/watched-jobs.ts';
import type { VerificationJob } from './operation.ts';

const mostOfAKind = 12;
const linkedByALab = 6;

/** The jobs that prove backups: content scans of one backup job each, labs that boot the machines of several. */
export function verificationJobsOf(estate: Estate): VerificationJob[] {
  const provable = estate.jobs.filter(isWatched);
  const scans = Math.min(mostOfAKind, Math.ceil(provable.length / 30));
  const labs = Math.min(mostOfAKind, Math.ceil(provable.length / 40));
  return [
    ...Array.from({ length: scans }, (_, place) => {
      const linked = provable.slice(place * 3, place * 3 + 1).map(({ index }) => index);
      return verificationJob(estate, place, `Content Scan ${place + 1}`, false, linked);
    }),
    ...Array.from({ length: labs }, (_, place) => {
      const begin = (place * linkedByALab + 1) % Math.max(1, provable.length);
      const linked = provable.slice(begin, begin + linkedByALab).map(({ index }) => index);
      return verificationJob(estate, scans + place, `SureBackup Lab ${place + 1}`, true, linked);
    }),
  ].filter(({ linkedJobs }) => linkedJobs.length > 0);
}

/** The content-scan jobs a revision lists; labs have no type of job and so appear in no list. */
export function listedScanJobs({ operations }: Estate, revision: Revision): VerificationJob[] {
  if (!knows(revision, '1.3-rev1')) return [];
  return operations.verificationJobs.filter(({ isLab }) => !isLab);
}

function verificationJob(
  { options, identifiers }: Estate,
  index: number,
  name: string,
  isLab: boolean,
  linkedJobs: readonly number[],
): VerificationJob {
  const chance = chanceFrom(options.seed, textHash('verification job'), index);
  return {
    index,
    id: identifiers.of('verification-job', index),
    name,
    isLab,
    linkedJobs,
    weekday: pick(chance, [0, 6]),
    minuteOfDay: whole(chance, 5 * 60, 20 * 60),
  };
}
