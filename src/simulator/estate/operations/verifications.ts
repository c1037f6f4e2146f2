import { type Chance, chanceFrom, fraction, pick, textHash, whole } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import type { SimulatedJob } from '../job.ts';
import { statusOfWorkload } from '../malware/status.ts';
import { isWatched } from '../malware/watched-jobs.ts';
import { startsBetween } from '../schedule.ts';
import { results } from '../session-table.ts';
import { dayMs } from '../zone-clock.ts';
import { drawFrom, type Mixture } from './heavy-tail.ts';
import type { Operation, OperationKind, VerificationJob } from './operation.ts';
import { scanResultOf } from './scan-result.ts';
import { slotsTouching } from './slots.ts';

const minuteMs = 60_000;
const perMachine: Mixture = {
  median: 9 * minuteMs,
  spread: 0.6,
  tailShare: 0.06,
  tailIndex: 1.3,
  most: 8 * 60 * minuteMs,
};

const always = { since: '1.3-rev0', olderType: null, name: '%' } as const;
const contentScan: OperationKind = {
  ...always,
  sessionType: 'SureBackupContentScan',
  family: 'content-scan',
  since: '1.3-rev1',
  olderType: 'SureBackup',
  tasks: 'Antivirus',
};
const lab: OperationKind = { ...always, sessionType: 'SureBackup', family: 'lab', tasks: null };
const manualScan: OperationKind = {
  ...always,
  sessionType: 'SureBackup',
  family: 'manual-scan',
  tasks: 'Antivirus',
};
const healthCheck: OperationKind = {
  ...always,
  sessionType: 'FileBackupHealthCheck',
  family: 'health-check',
  tasks: null,
};

/** Everything that verifies backups and begins after `fromMs` and up to `toMs`. */
export function drawnVerifications(estate: Estate, fromMs: number, toMs: number): Operation[] {
  const scheduled = estate.operations.verificationJobs.flatMap((job) =>
    startsBetween(
      { weekdays: [job.weekday], minutes: [job.minuteOfDay] },
      estate.clock,
      fromMs,
      toMs,
    ).map((createdMs) => scheduledRun(estate, job, createdMs)),
  );
  const checks = estate.jobs
    .filter(({ kind, behaviour }) => {
      return kind.platformName === 'UnstructuredData' && behaviour.name !== 'never-run';
    })
    .flatMap((job) =>
      everyDays(estate, 'health check', job.index, 28, fromMs, toMs).map(({ atMs, chance }) =>
        verification(estate, healthCheck, job, [], atMs, chance, `${job.name} (Health Check)`),
      ),
    );
  const byHand = everyDays(estate, 'manual scan', 0, 6, fromMs, toMs).flatMap(({ atMs, chance }) =>
    manualScanAt(estate, atMs, chance),
  );
  return [...scheduled, ...checks, ...byHand];
}

/** A scan somebody starts by hand over some machines of a job. */
export function manualScanOf(
  estate: Estate,
  job: SimulatedJob,
  places: readonly number[],
  createdMs: number,
  chance: Chance,
): Operation {
  const name = `Scan Backup ${itemAt(job.workloads, itemAt(places, 0))}`;
  return verification(estate, manualScan, job, places, createdMs, chance, name);
}

function manualScanAt(estate: Estate, atMs: number, chance: Chance): Operation[] {
  const scannable = estate.jobs.filter(isWatched);
  if (scannable.length === 0) return [];
  const job = pick(chance, scannable);
  const first = whole(chance, 0, job.workloads.length - 1);
  const places = job.workloads.length > 1 && fraction(chance) < 0.4 ? [0, 1] : [first];
  return [manualScanOf(estate, job, places, atMs, chance)];
}

function scheduledRun(estate: Estate, job: VerificationJob, createdMs: number): Operation {
  const chance = chanceFrom(estate.options.seed, textHash('verification'), job.index, createdMs);
  const linked = itemAt(estate.jobs, itemAt(job.linkedJobs, 0));
  const kind = job.isLab ? lab : contentScan;
  const places = job.isLab ? [] : linked.workloads.map((_, place) => place);
  const operation = verification(estate, kind, linked, places, createdMs, chance, job.name);
  const machines = job.isLab
    ? job.linkedJobs.reduce((sum, index) => sum + itemAt(estate.jobs, index).workloads.length, 0)
    : 0;
  return {
    ...operation,
    ownerId: job.id,
    job: job.isLab ? -1 : linked.index,
    endedMs: operation.endedMs + Math.floor((machines / 3) * drawFrom(chance, perMachine)),
  };
}

function verification(
  estate: Estate,
  kind: OperationKind,
  job: SimulatedJob,
  places: readonly number[],
  createdMs: number,
  chance: Chance,
  name: string,
): Operation {
  const took = Math.max(1, places.length / 3) * drawFrom(chance, perMachine);
  const salt = Math.floor(fraction(chance) * 2 ** 31);
  const drawn = drawnResult(chance);
  const scanned = places.map((place) =>
    scanResultOf(salt, place, statusOfWorkload(estate, job.index, place, createdMs)),
  );
  return {
    kind,
    job: job.index,
    places,
    name,
    ownerId: estate.identifiers.of('other', 400_000_000 + (salt % 100_000_000)),
    initiatedBy: kind.family === 'manual-scan' ? 'ESTATE\\operator2' : 'Veeam Backup Service',
    createdMs,
    endedMs: createdMs + Math.floor(took),
    mountedMs: null,
    dismountMs: null,
    result: places.length === 0 ? drawn : resultOfScans(scanned),
    isCanceled: false,
    bytes: 0,
    salt,
  };
}

function resultOfScans(scanned: readonly string[]): number {
  if (scanned.includes('Infected')) return results.failed;
  return scanned.every((result) => result === 'Clean') ? results.success : results.warning;
}

function drawnResult(chance: Chance): number {
  const draw = fraction(chance);
  if (draw < 0.9) return results.success;
  return draw < 0.96 ? results.warning : results.failed;
}

function everyDays(
  { options }: Estate,
  what: string,
  which: number,
  days: number,
  fromMs: number,
  toMs: number,
) {
  const slotMs = days * dayMs;
  return slotsTouching(slotMs, fromMs, toMs)
    .map((slot) => {
      const chance = chanceFrom(options.seed, textHash(what), which, slot);
      return { chance, atMs: Math.floor((slot + fraction(chance)) * slotMs) };
    })
    .filter(({ atMs }) => atMs > fromMs && atMs <= toMs);
}
