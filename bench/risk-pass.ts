import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withSimulatedHome } from '../evaluation/simulated-home.ts';
import { mustBeWhole, type TemporaryHome } from '../evaluation/temporary-home.ts';
import { openPassStores } from '../src/app/pass-stores.ts';
import { plannerApart } from '../src/app/plan-apart.ts';
import { analyseRisk } from '../src/pipeline/steps/analyse-risk.ts';
import { withClient } from '../src/store/connection.ts';
import { clusterPaths } from '../src/store/embedded/cluster-paths.ts';
import { endedChildrenSeconds, familySeconds } from './cpu-seconds.ts';

const jobs = 1_250;
const hourMs = 3_600_000;
/** As it is shipped. */
const planningProgram = join(import.meta.dirname, '../dist/app/plan-process.js');
const keptByRisks = [
  ...['risk', 'risk_analysis', 'risk_history', 'risk_acceptance', 'workload_compliance'],
  ...['blast_radius', 'plan', 'plan_status_change', 'plan_tally', 'plan_fact'],
];

/** Seconds of one part of a pass, on the clock and of every processor that worked for it. */
export interface PartCost {
  readonly seconds: number;
  readonly ownCpuSeconds: number;
  readonly planningCpuSeconds: number;
  readonly databaseCpuSeconds: number;
}

interface RiskPassCost {
  readonly risks: PartCost;
  readonly plans: PartCost;
}

interface MeasuredRiskPass {
  readonly workloads: number;
  readonly openRisks: number;
  readonly plansMade: number;
  /** Nothing was kept of risks and plans before. */
  readonly first: RiskPassCost;
  readonly nothingChanged: RiskPassCost;
  /** Hours later: everything is weighed and planned anew, with the same facts. */
  readonly weighedAnew: RiskPassCost;
}

/** Reading, weighing, keeping and planning of a simulated estate of 1,250 jobs in a real database. */
export function measureRiskPass(): Promise<MeasuredRiskPass> {
  const now = new Date(Date.UTC(2026, 10, 25, 6));
  const options = { seed: 20_261_125, scenario: 'troubled', role: 'administrator' } as const;
  const size = { jobs, repositories: 100, days: 14 };
  return withSimulatedHome({ ...options, ...size, now }, async ({ home, pass }) => {
    mustBeWhole(await pass(['collect', 'analyse']));
    return measured(home, now);
  });
}

async function measured(home: TemporaryHome, now: Date): Promise<MeasuredRiskPass> {
  const { administration, loaded, folder } = home.home;
  const { collector, analyst, remediation } = await administration.connections();
  const owner = await administration.owner();
  await withClient(owner.risk, 'bench', (client) =>
    client.query(`TRUNCATE ${keptByRisks.join(', ')}`),
  );
  const pid = Number.parseInt(await readFile(clusterPaths(folder).processFile, 'utf8'), 10);
  const planner = plannerApart(
    home.world,
    remediation.risk,
    loaded.settings.remediation,
    planningProgram,
  );
  const { stores, close } = openPassStores(collector, analyst);
  const { signal } = new AbortController();
  const counts = { 'risks-open': 0, 'plans-made': 0 };
  const pass = async (hours: number): Promise<RiskPassCost> => {
    const at = new Date(now.getTime() + hours * hourMs);
    const passId = randomUUID();
    const [server] = await stores.analysis.servers();
    if (server === undefined) throw new Error('no server was read');
    const context = { ...stores, passId, signal, settings: loaded.settings };
    const risks = await cost(pid, async () => {
      const told = await analyseRisk({ ...context, clock: { now: () => at } }, server);
      counts['risks-open'] = Math.max(counts['risks-open'], told['risks-open']);
    });
    const plans = await cost(pid, async () => {
      counts['plans-made'] = (await planner(passId, at, signal))['plans-made'] ?? 0;
    });
    return { risks, plans };
  };
  try {
    const workloads = await withClient(owner.metrics, 'bench', async (client) => {
      const { rows } = await client.query<{ known: number }>(
        `SELECT count(*)::int AS known FROM finding WHERE feature = 'protection' AND subject_kind = 'workload'`,
      );
      return rows[0]?.known ?? 0;
    });
    const costs = { first: await pass(0), nothingChanged: await pass(1) };
    const weighedAnew = await pass(7);
    const { 'risks-open': openRisks, 'plans-made': plansMade } = counts;
    return { workloads, openRisks, plansMade, ...costs, weighedAnew };
  } finally {
    await close();
  }
}

async function cost(databasePid: number, work: () => Promise<void>): Promise<PartCost> {
  const began = performance.now();
  const own = process.cpuUsage();
  const planning = await endedChildrenSeconds();
  const database = await familySeconds(databasePid);
  await work();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(own);
  return {
    seconds,
    ownCpuSeconds: (user + system) / 1_000_000,
    planningCpuSeconds: (await endedChildrenSeconds()) - planning,
    databaseCpuSeconds: (await familySeconds(databasePid)) - database,
  };
}
