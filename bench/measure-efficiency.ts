import { temporaryHome } from '../evaluation/temporary-home.ts';
import { partsOf } from '../src/analysers/efficiency/byte-sums.ts';
import { efficiencyAnalyser } from '../src/analysers/efficiency/efficiency-analyser.ts';
import { efficiencySettings } from '../src/analysers/efficiency/settings.ts';
import type { BackupFile, RestorePoint } from '../src/domain/backup.ts';
import type { Finding } from '../src/domain/finding.ts';
import { randomNumbers } from '../src/statistics/random-numbers.ts';
import { openCollectionStore } from '../src/store/collection/collection-store.ts';
import type { ConnectionSettings } from '../src/store/connection.ts';
import { openEfficiencyStore } from '../src/store/efficiency/efficiency-store.ts';

const jobs = 500;
const machinesOfJob = 5;
const nights = 60;
const dayMs = 86_400_000;
const gib = 1024 ** 3;
const passId = '00000000-0000-4000-8000-000000000001';

/** Seconds for 150,000 files of 500 jobs: reading them, judging them with the estate, and keeping what was found. */
interface EfficiencyCost {
  readonly files: number;
  readonly readSeconds: number;
  readonly judgeSeconds: number;
  /** Of this process while it judges: what others do on the machine is not in it. */
  readonly judgeCpuSeconds: number;
  readonly keepSeconds: number;
  /** The same after one file of one job changed. */
  readonly jobsAfterOneChange: number;
  readonly secondsAfterOneChange: number;
}

export async function measureEfficiency(): Promise<EfficiencyCost> {
  const { home, remove } = await temporaryHome(() => new Date());
  try {
    await home.administration.ensureRunning();
    await home.administration.migrate();
    const { collector, analyst } = await home.administration.connections();
    return await measured(collector.metrics, analyst.metrics);
  } finally {
    await remove();
  }
}

async function measured(
  collector: ConnectionSettings,
  analyst: ConnectionSettings,
): Promise<EfficiencyCost> {
  const collection = openCollectionStore(collector);
  const efficiency = openEfficiencyStore(analyst);
  try {
    const { id } = await collection.registerServer('bench', 'bench:9419', '1.3-rev2');
    const asOf = new Date();
    const planted = await plant(collection, id, asOf);
    const first = await pass(efficiency, id, asOf);
    const [changed] = planted;
    if (changed === undefined) throw new Error('nothing was planted');
    const file = { ...changed, backupBytes: (changed.backupBytes ?? 0) + 1 };
    const list = { backupId: changed.backupId, files: [file], isComplete: false };
    await collection.keepBackupFiles(id, [list], asOf);
    const second = await pass(efficiency, id, asOf);
    return {
      files: first.files,
      readSeconds: first.readSeconds,
      judgeSeconds: first.judgeSeconds,
      judgeCpuSeconds: first.judgeCpuSeconds,
      keepSeconds: first.keepSeconds,
      jobsAfterOneChange: second.jobs,
      secondsAfterOneChange: second.readSeconds + second.judgeSeconds + second.keepSeconds,
    };
  } finally {
    await Promise.all([collection.close(), efficiency.close()]);
  }
}

/** What the pass does, each part timed by itself; there the next batch is read while one is judged. */
async function pass(store: ReturnType<typeof openEfficiencyStore>, id: number, asOf: Date) {
  const settings = efficiencySettings.parse({});
  const { assessSubject, emptyFold, addSubject, assessEstate } = efficiencyAnalyser;
  const seconds = { readSeconds: 0, judgeSeconds: 0, keepSeconds: 0 };
  const spent = { files: 0, jobs: 0, judgeCpuSeconds: 0, ...seconds };
  let fold = emptyFold();
  let mark = performance.now();
  const took = (part: 'readSeconds' | 'judgeSeconds' | 'keepSeconds') => {
    const now = performance.now();
    spent[part] += (now - mark) / 1000;
    mark = now;
  };
  const peers = await store.peers(id);
  const window = {
    from: new Date(asOf.getTime() - nights * dayMs),
    staleBefore: new Date(asOf.getTime() - dayMs),
  };
  for await (const batch of store.storedByJob(id, window)) {
    took('readSeconds');
    const cpu = process.cpuUsage();
    const findings = batch.map(
      (stored): Finding => assessSubject({ stored, peers, sources: [], asOf, settings }),
    );
    const parts = batch.map((stored) => ({ subjectId: stored.id, parts: partsOf(stored) }));
    fold = findings.reduce(addSubject, fold);
    spent.jobs += batch.length;
    spent.files += batch.reduce((sum, { files }) => sum + files.length, 0);
    const { user, system } = process.cpuUsage(cpu);
    spent.judgeCpuSeconds += (user + system) / 1e6;
    took('judgeSeconds');
    await store.keepJobs(id, passId, parts, findings);
    took('keepSeconds');
  }
  assessEstate(fold, { vbrServerId: id, name: 'bench', asOf, settings });
  took('judgeSeconds');
  return spent;
}

/** Increments with a full a week, of every machine on every night; the files of the first job. */
async function plant(
  collection: ReturnType<typeof openCollectionStore>,
  id: number,
  asOf: Date,
): Promise<readonly BackupFile[]> {
  const random = randomNumbers(20_261_126);
  const backups = Array.from({ length: jobs }, (_, job) => ({
    ...{ id: `b-${job}`, jobId: `j-${job}`, name: `Job ${job}`, jobType: 'VSphereBackup' },
    ...{ platformName: 'VMware', repositoryId: `r-${job % 20}`, repositoryName: `R ${job % 20}` },
    createdAt: new Date(asOf.getTime() - 100 * dayMs),
  }));
  await collection.keepListed(id, 'backups', backups, true, asOf);
  let firstFiles: readonly BackupFile[] = [];
  for (const [job, backup] of backups.entries()) {
    const files = Array.from({ length: machinesOfJob * nights }, (_, number) =>
      fileOf(job, number, backup.id, asOf, random),
    );
    const rows = files.map((file, number) => pointOf(file, job, number));
    await collection.keepRestorePoints(id, { rows, cursor: null });
    const list = { backupId: backup.id, files, isComplete: true };
    await collection.keepBackupFiles(id, [list], asOf);
    if (job === 0) firstFiles = files;
  }
  return firstFiles;
}

function fileOf(
  job: number,
  number: number,
  backupId: string,
  asOf: Date,
  random: () => number,
): BackupFile {
  const night = Math.floor(number / machinesOfJob);
  const isFull = night % 7 === 0;
  const dataBytes = Math.round((isFull ? 100 : 2 + 4 * random() ** 3) * gib);
  return {
    ...{ id: `f-${job}-${number}`, backupId, path: `/b/m.${isFull ? 'vbk' : 'vib'}` },
    ...{ objectIds: [`o-${job}-${number % machinesOfJob}`] },
    ...{ restorePointIds: [`p-${job}-${number}`], gfsPeriods: [], dataBytes },
    ...{ backupBytes: Math.round(dataBytes * (0.42 + 0.04 * random())) },
    ...{ dedupRemainingPercent: 80, compressRemainingPercent: 55 },
    createdAt: new Date(asOf.getTime() - (nights - night) * dayMs + number * 60_000),
  };
}

function pointOf(file: BackupFile, job: number, number: number): RestorePoint {
  return {
    ...{ id: `p-${job}-${number}`, name: `machine ${job}-${number % machinesOfJob}` },
    ...{ platformName: 'VMware', createdAt: file.createdAt, backupId: file.backupId },
    ...{ type: 'Increment', sessionId: `s-${job}-${number}`, malwareStatus: 'Clean' },
    ...{ backupFileId: file.id, guestOsFamily: null, originalBytes: 100 * gib },
    ...{ isRestorable: true, gfsPeriods: [] },
  };
}
