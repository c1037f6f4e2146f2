import type { PassContext } from './pass-request.ts';
import type { ServerVisit } from './server-visit.ts';
import { analyseCapacity } from './steps/analyse-capacity.ts';
import { analyseEfficiency } from './steps/analyse-efficiency.ts';
import { analyseHealth } from './steps/analyse-health.ts';
import { analyseProtection } from './steps/analyse-protection.ts';
import { analyseRecovery } from './steps/analyse-recovery.ts';
import { analyseRisk } from './steps/analyse-risk.ts';
import { timed } from './timed.ts';

/** Makes every analysis of a server; what each counted is noted as soon as it is made. */
export async function analyseServer(
  context: PassContext,
  vbrServerId: number,
  notes: { analysisCounts: ServerVisit['analysisCounts'] },
): Promise<void> {
  const { progress } = context;
  // Asked anew: the collection may just have learnt the server's name.
  const server = (await context.analysis.servers()).find(({ id }) => id === vbrServerId);
  if (server === undefined) return;
  progress({ step: 'analyse', text: 'analysing protection' });
  const protection = await timed(context, 'protection-duration', () =>
    analyseProtection(context, server),
  );
  notes.analysisCounts = { ...notes.analysisCounts, ...protection };
  progress({ step: 'analyse', text: 'forecasting capacity' });
  const capacity = await timed(context, 'capacity-duration', () =>
    analyseCapacity(context, server),
  );
  notes.analysisCounts = added(notes.analysisCounts, capacity);
  progress({ step: 'analyse', text: 'analysing efficiency' });
  const efficiency = await timed(context, 'efficiency-duration', () =>
    analyseEfficiency(context, server),
  );
  notes.analysisCounts = added(notes.analysisCounts, efficiency);
  progress({ step: 'analyse', text: 'analysing recovery' });
  const recovery = await timed(context, 'recovery-duration', () =>
    analyseRecovery(context, server),
  );
  notes.analysisCounts = added(notes.analysisCounts, recovery);
  // After these, for the estate's health counts the workloads that are protected.
  progress({ step: 'analyse', text: 'analysing health' });
  const health = await timed(context, 'analysis-duration', () => analyseHealth(context, server));
  notes.analysisCounts = added(notes.analysisCounts, health);
  progress({ step: 'analyse', text: 'weighing risks' });
  const risks = await timed(context, 'risk-duration', () => analyseRisk(context, server));
  notes.analysisCounts = { ...notes.analysisCounts, ...risks };
}

/** Two analyses may count the same thing. */
function added(
  counts: Readonly<Record<string, number>>,
  more: Readonly<Record<string, number>>,
): Record<string, number> {
  const sum: Record<string, number> = { ...counts };
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
