import { sideBySide } from '../collection/side-by-side.ts';
import type { VbrServer } from '../domain/vbr-server.ts';
import { partsOfPass } from './parts-of-pass.ts';
import type { PassContext } from './pass-request.ts';
import type { ServerVisit } from './server-visit.ts';
import { analyseCapacity } from './steps/analyse-capacity.ts';
import { analyseEfficiency } from './steps/analyse-efficiency.ts';
import { analyseHealth } from './steps/analyse-health.ts';
import { analyseProtection } from './steps/analyse-protection.ts';
import { analyseRecovery } from './steps/analyse-recovery.ts';
import { analyseRisk } from './steps/analyse-risk.ts';
import { timed } from './timed.ts';

interface Analysis {
  readonly name: 'protection' | 'capacity' | 'efficiency' | 'recovery' | 'health' | 'risk';
  readonly doing: string;
  readonly figure: string;
  readonly make: (
    context: PassContext,
    server: VbrServer,
  ) => Promise<Readonly<Record<string, number>>>;
}

/**
 * In waves, each resting on those before: recovery on the points that protection found usable, the estate's health on how many
 * workloads are protected, risks on everything. Within a wave one computes while the database reads for another.
 */
const waves: readonly (readonly Analysis[])[] = [
  [
    {
      name: 'protection',
      doing: 'analysing protection',
      figure: 'protection-duration',
      make: analyseProtection,
    },
    {
      name: 'capacity',
      doing: 'forecasting capacity',
      figure: 'capacity-duration',
      make: analyseCapacity,
    },
    {
      name: 'efficiency',
      doing: 'analysing efficiency',
      figure: 'efficiency-duration',
      make: analyseEfficiency,
    },
  ],
  [
    {
      name: 'recovery',
      doing: 'analysing recovery',
      figure: 'recovery-duration',
      make: analyseRecovery,
    },
    { name: 'health', doing: 'analysing health', figure: 'analysis-duration', make: analyseHealth },
  ],
  [{ name: 'risk', doing: 'weighing risks', figure: 'risk-duration', make: analyseRisk }],
];

/** Makes the analyses of a server that the pass is for; what each counted is noted as soon as it is made. */
export async function analyseServer(
  context: PassContext,
  vbrServerId: number,
  notes: { analysisCounts: ServerVisit['analysisCounts'] },
): Promise<void> {
  const { analyses } = partsOfPass(context);
  // Asked anew: the collection may just have learnt the server's name.
  const server = (await context.analysis.servers()).find(({ id }) => id === vbrServerId);
  if (server === undefined) return;
  for (const wave of waves) {
    const wanted = wave.filter(({ name }) => analyses.has(name));
    await sideBySide(
      wanted.map(async ({ doing, figure, make }) => {
        context.progress({ step: 'analyse', text: doing });
        const counted = await timed(context, figure, () => make(context, server));
        notes.analysisCounts = added(notes.analysisCounts, counted);
      }),
    );
  }
}

/** Several analyses may count the same thing. */
function added(
  counts: Readonly<Record<string, number>>,
  more: Readonly<Record<string, number>>,
): Record<string, number> {
  const sum: Record<string, number> = { ...counts };
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
