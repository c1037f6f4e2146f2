import { pageLines } from './page-text.ts';
import type { ComplianceContent, LossContent } from './posture-content.ts';
import { headLines, sightLines } from './sight-text.ts';
import { onServer, quoted } from './wording.ts';

/** 3-2-1-1-0 and the targets of the tiers in plain words. */
export function complianceText(content: ComplianceContent): string {
  return [
    ...headLines(content),
    'Met / not met / unknown by tier (the workload itself is the first copy, on disk):',
    ...content.tiers.map((tier) => {
      const asked = (['rule32110', 'rpo', 'rto', 'testAge'] as const).map((name) => {
        const { met, notMet, unknown } = tier[name];
        return `${name === 'rule32110' ? '3-2-1-1-0' : name} ${met}/${notMet}/${unknown}`;
      });
      return `  ${tier.tier}${onServer(tier.server)}, ${tier.workloads} workloads: ${asked.join('; ')}`;
    }),
    ...content.workloads.map(
      (row) =>
        `- ${quoted(row.workload)}${onServer(row.server)} (${row.tier}): 3-2-1-1-0 ${row.rule32110}: copies ${row.copies3}, media ${row.media2}, off-site ${row.offSite1}, immutable ${row.immutable1}, errors ${row.errors0}; rpo ${row.rpo}, rto ${row.rto}, test age ${row.testAge}`,
    ),
    ...pageLines(content.page),
    ...content.servers.flatMap(sightLines),
  ].join('\n');
}

/** What is lost with one thing in plain words. */
export function lossText(content: LossContent): string {
  return [
    ...headLines(content),
    'If it is gone tonight:',
    ...content.losses.map((loss) => {
      const { gone, name, says, workloads, loseNewestPoint, loseEveryPoint } = loss;
      const tiers = Object.entries(loss.byTier ?? {}).map(([tier, count]) => `${tier} ${count}`);
      const first =
        loss.first === undefined ? '' : ` (${tiers.join(', ')}; first ${loss.first.join(', ')})`;
      const back =
        loss.othersGoBackUpToHours === undefined
          ? ''
          : `; the others go back up to ${loss.othersGoBackUpToHours} h further`;
      const figures =
        workloads === undefined
          ? ''
          : `${workloads} workloads have points there, ${loseNewestPoint} lose their newest, ${loseEveryPoint} lose every one${first}${back}; `;
      return `- ${gone} ${quoted(name)}${onServer(loss.server)}: ${figures}${says}`;
    }),
    ...pageLines(content.page),
    ...content.servers.flatMap(sightLines),
  ].join('\n');
}
