import { efficiencyMeasuresSchema } from '../../src/analysers/efficiency/measures.ts';
import type { StoredByJob } from '../../src/domain/efficiency.ts';
import type { SimulatorOptions } from '../../src/simulator/options.ts';
import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import type { ConnectionSettings } from '../../src/store/connection.ts';
import { openEfficiencyStore } from '../../src/store/efficiency/efficiency-store.ts';
import { withSimulatedHome } from '../simulated-home.ts';
import { mustBeWhole } from '../temporary-home.ts';

/** What the product says of signs in one simulated estate, held against what was planted. */
export interface SignTally {
  readonly scenario: SimulatorTruth['scenario'];
  readonly jobs: number;
  readonly observedJobs: number;
  readonly indicatedJobs: number;
  readonly indications: number;
  /** At machines that the attack reached; a machine counts in each job that holds it. */
  readonly trueIndications: number;
  readonly reached: number;
  /** Reached machines of which any job wrote a file since. */
  readonly visible: number;
  readonly found: number;
}

/** Collects and analyses an estate once, by the real pipeline with its own databases. */
export function judgedSigns(options: SimulatorOptions): Promise<SignTally> {
  return withSimulatedHome(options, async ({ simulator, home, pass }) => {
    mustBeWhole(await pass(['collect', 'analyse']));
    const { analyst } = await home.home.administration.connections();
    const judged = await suspicionsIn(analyst.metrics);
    const truth = simulator.truth();
    const reached = reachedAt(truth);
    const visible = await writtenSince(analyst.metrics, reached, options.now);
    const indications = judged.flatMap((suspicions) =>
      suspicions.filter(({ level }) => level === 'indication'),
    );
    const right = indications.filter(({ machine }) => reached.has(machine));
    const having = (level: string) =>
      judged.filter((suspicions) => suspicions.some((one) => one.level === level)).length;
    const found = new Set(right.map(({ machine }) => machine));
    return {
      scenario: truth.scenario,
      jobs: judged.length,
      observedJobs: having('observation'),
      indicatedJobs: having('indication'),
      indications: indications.length,
      trueIndications: right.length,
      reached: reached.size,
      visible: visible.size,
      found: [...found].filter((machine) => visible.has(machine)).length,
    };
  });
}

/** The machines that were encrypted, and when: the simulator finds encrypted data for certain nowhere else. */
function reachedAt({ security }: SimulatorTruth): ReadonlyMap<string, Date> {
  return new Map(
    security.incidents
      .filter(({ type, severity }) => type === 'EncryptedData' && severity === 'Infected')
      .map(({ workload, detectedAt }) => [workload, new Date(detectedAt)]),
  );
}

async function suspicionsIn(connection: ConnectionSettings) {
  const analysis = openAnalysisStore(connection);
  const found = [];
  for (const { id } of await analysis.servers())
    for await (const findings of analysis.currentFindings(id, 'efficiency', 'job'))
      found.push(...findings.map(({ measures }) => efficiencyMeasuresSchema.parse(measures)));
  await analysis.close();
  return found.map(({ suspicions }) => suspicions);
}

async function writtenSince(
  connection: ConnectionSettings,
  reached: ReadonlyMap<string, Date>,
  now: Date,
): Promise<ReadonlySet<string>> {
  const store = openEfficiencyStore(connection);
  const stored: StoredByJob[] = [];
  const tomorrow = new Date(now.getTime() + 86_400_000);
  for await (const batch of store.storedByJob(1, { from: new Date(0), staleBefore: tomorrow }))
    stored.push(...batch);
  await store.close();
  const written = stored.flatMap(({ files }) =>
    files.flatMap(({ workloads, createdAt, dataBytes }) =>
      dataBytes === null
        ? []
        : workloads.filter((name) => createdAt >= (reached.get(name) ?? tomorrow)),
    ),
  );
  return new Set(written);
}
