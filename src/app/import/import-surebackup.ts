import type { SureBackupResult } from '../../domain/recovery-evidence.ts';
import type { SureBackupImportReport } from '../../doors/cli/cli-context.ts';
import type { AnalysisStore } from '../../ports/analysis-store.ts';
import { openAnalysisStore } from '../../store/analysis/analysis-store.ts';
import { openRecoveryStore } from '../../store/recovery/recovery-store.ts';
import { readLines } from '../backtest/read-rows.ts';
import type { OpenHome } from '../open-home.ts';
import type { World } from '../world.ts';
import { badLines } from './bad-lines.ts';
import { type NamedServer, namedServer } from './server-names.ts';
import { sureBackupRow } from './surebackup-rows.ts';

const form = 'a line is {"workload":"sql01","testedAt":"2026-11-22T02:10:00Z","boot":"passed"}';

type Results = ReadonlyMap<number, readonly SureBackupResult[]>;

/** Takes the results of SureBackup by machine from an NDJSON file; with one bad line nothing is written. */
export async function importSureBackup(
  world: World,
  { administration }: OpenHome,
  file: string,
): Promise<SureBackupImportReport> {
  await administration.ensureRunning();
  await administration.migrate();
  const { analyst } = await administration.connections();
  const analysis = openAnalysisStore(analyst.metrics);
  const recovery = openRecoveryStore(analyst.metrics);
  try {
    const servers = (await analysis.servers()).map(namedServer);
    const results = await resultsIn(file, servers, world.clock.now());
    const { inserted, changed } = await recovery.keepSureBackup(results);
    const all = [...results.values()].flat();
    const days = all.map(({ testedAt }) => testedAt.toISOString().slice(0, 10)).toSorted();
    return {
      rows: all.length,
      written: inserted + changed,
      unknownWorkloads: await unknownWorkloads(analysis, results),
      from: days[0] ?? '',
      to: days.at(-1) ?? '',
    };
  } finally {
    await Promise.all([analysis.close(), recovery.close()]);
  }
}

async function resultsIn(
  file: string,
  servers: readonly NamedServer[],
  now: Date,
): Promise<Results> {
  const results = new Map<number, SureBackupResult[]>();
  const problems: string[] = [];
  for await (const lines of readLines(file)) {
    for (const { line, text } of lines) {
      const read = sureBackupRow(line, text, servers, now);
      if ('problem' in read) problems.push(read.problem);
      else own(results, read.vbrServerId).push(read.result);
    }
  }
  if (problems.length === 0 && results.size === 0) problems.push('it holds no line');
  if (problems.length > 0) throw badLines(file, problems, form);
  return results;
}

function own(results: Map<number, SureBackupResult[]>, vbrServerId: number): SureBackupResult[] {
  const known = results.get(vbrServerId) ?? [];
  results.set(vbrServerId, known);
  return known;
}

/** Names of the file, as it spells them, that no workload of their server goes by. */
async function unknownWorkloads(
  analysis: AnalysisStore,
  results: Results,
): Promise<readonly string[]> {
  const unknown: string[] = [];
  for (const [vbrServerId, told] of results) {
    const names = new Map(told.map(({ workload }) => [workload.toLowerCase(), workload]));
    const known = analysis.currentFindings(vbrServerId, 'protection', 'workload');
    for await (const findings of known) {
      for (const { subject } of findings) names.delete(subject.name.toLowerCase());
    }
    unknown.push(...names.values());
  }
  return unknown;
}
