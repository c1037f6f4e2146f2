import type { ComplianceAnswer, LossAnswer } from '../domain/risk-answer.ts';
import type {
  BlastRadius,
  TierCompliance,
  VerdictCounts,
  WorkloadCompliance,
} from '../domain/risk-posture.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { pageContent } from './page-content.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean, rounded } from './wording.ts';

/** 3-2-1-1-0 and the targets of the tiers as structured content. */
export function complianceContent(answer: ComplianceAnswer, limits: AnswerLimits) {
  const rows = answer.workloads.rows.slice(0, limits.rows);
  const isMany = answer.servers.length > 1;
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    tiers: answer.tiers.flatMap(({ serverEntry, tiers }) =>
      tiers.map((one) => ({
        server: isMany ? clean(serverEntry, limits.nameCharacters) : undefined,
        ...tierContent(one),
      })),
    ),
    workloads: rows.map((row) => ({
      server: isMany ? clean(row.serverEntry, limits.nameCharacters) : undefined,
      ...workloadContent(row, limits),
    })),
    page: pageContent(answer.workloads, rows.length),
    servers: answer.servers.slice(0, limits.servers).map((server) => sightContent(server, limits)),
  };
}

export type ComplianceContent = ReturnType<typeof complianceContent>;

function tierContent({ tier, workloads, rule, rpo, rto, testAge }: TierCompliance) {
  const told = (counts: VerdictCounts) => ({
    met: counts.met,
    notMet: counts['not-met'],
    unknown: counts.unknown,
  });
  return {
    tier,
    workloads,
    rule32110: told(rule),
    rpo: told(rpo),
    rto: told(rto),
    testAge: told(testAge),
  };
}

function workloadContent(row: WorkloadCompliance, limits: AnswerLimits) {
  const { name, tier, rule, rpo, rto, testAge } = row;
  const part = (key: 'copies' | 'media' | 'offSite' | 'immutable' | 'errors') => {
    const { verdict, says } = rule[key];
    return `${verdict} (${clean(says, Math.min(80, limits.messageCharacters))})`;
  };
  return {
    workload: clean(name, limits.nameCharacters),
    tier,
    rule32110: rule.verdict,
    copies3: part('copies'),
    media2: part('media'),
    offSite1: part('offSite'),
    immutable1: part('immutable'),
    errors0: part('errors'),
    rpo,
    rto,
    testAge,
  };
}

/** What is lost with one thing, as structured content. */
export function lossContent(answer: LossAnswer, limits: AnswerLimits) {
  const rows = answer.radii.rows.slice(0, limits.rows);
  const isMany = answer.servers.length > 1;
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    losses: rows.map((row) => ({
      server: isMany ? clean(row.serverEntry, limits.nameCharacters) : undefined,
      ...radiusContent(row, limits),
    })),
    page: pageContent(answer.radii, rows.length),
    servers: answer.servers.slice(0, limits.servers).map((server) => sightContent(server, limits)),
  };
}

export type LossContent = ReturnType<typeof lossContent>;

function radiusContent(radius: BlastRadius, limits: AnswerLimits) {
  const { kind, name, workloads, losesNewest, losesAll, worstGapHours, byTier, names, says } =
    radius;
  const isStore = kind === 'repository' || kind === 'host';
  return {
    gone: kind,
    name: clean(name, limits.nameCharacters),
    says: clean(says, 2 * limits.messageCharacters),
    workloads: isStore ? workloads : undefined,
    loseNewestPoint: isStore ? losesNewest : undefined,
    loseEveryPoint: isStore ? losesAll : undefined,
    byTier: losesAll > 0 ? byTier : undefined,
    othersGoBackUpToHours: worstGapHours === null ? undefined : rounded(worstGapHours, 0),
    first:
      losesAll > 0
        ? names.slice(0, limits.names).map((one) => clean(one, limits.nameCharacters))
        : undefined,
  };
}
