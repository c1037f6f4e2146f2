import type {
  ConcurrentShown,
  EstateRecovery,
  FamilyShown,
  LevelShown,
  RecoveryAnswer,
  RecoveryShown,
} from '../domain/recovery-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { pageContent } from './page-content.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean, rounded } from './wording.ts';

/** Recovery as structured content: minutes to one decimal, what is unknown left out. */
export function recoveryContent(answer: RecoveryAnswer, limits: AnswerLimits) {
  const rows = answer.workloads.rows.slice(0, limits.rows);
  const isMany = answer.servers.length > 1;
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    kind: answer.kind,
    estates: answer.estates.slice(0, limits.servers).map((one) => estateContent(one, limits)),
    concurrent: answer.concurrent.slice(0, limits.servers).map((one) => manyContent(one, limits)),
    workloads: rows.map((row) => rowContent(row, limits, isMany)),
    page: answer.single ? undefined : pageContent(answer.workloads, rows.length),
    servers: answer.servers.slice(0, limits.servers).map((server) => sightContent(server, limits)),
  };
}

export type RecoveryContent = ReturnType<typeof recoveryContent>;

function estateContent(estate: EstateRecovery, limits: AnswerLimits) {
  const { judgement, imported, labs } = estate;
  return {
    server: clean(estate.serverEntry, limits.nameCharacters),
    ...(judgement.scored !== null
      ? { score: rounded(judgement.scored.score, 1), grade: judgement.scored.grade }
      : {}),
    families: estate.families.map((family) => familyContent(family, limits)),
    tiers: estate.tiers.filter(({ workloads }) => workloads > 0),
    tierByDefault: estate.byDefault,
    sureBackupDetail: imported === 0 ? 'absent' : `imported for ${imported} workloads`,
    labSessions: { passed: labs.passed, failed: labs.failed },
  };
}

export type EstateRecoveryContent = ReturnType<typeof estateContent>;

function familyContent(family: FamilyShown, limits: AnswerLimits) {
  const { success, shortest, longest, percentiles } = family;
  const [p50, p90, p95] = percentiles;
  return {
    family: family.family,
    timed: family.completed,
    failed: family.failed,
    mountUnknown: family.timeUnknown > 0 ? family.timeUnknown : undefined,
    method: family.method,
    p50: told(p50?.minutes),
    p90: told(p90?.minutes),
    p95: told(p95?.minutes),
    p50Between: limits.withReasons ? bothBounds(p50) : undefined,
    p90Between: limits.withReasons ? bothBounds(p90) : undefined,
    p95AtLeast: limits.withReasons ? told(p95?.low) : undefined,
    p95AtMost: told(p95?.high),
    range:
      family.method === 'range-only' && shortest !== null && longest !== null
        ? [rounded(shortest, 1), rounded(longest, 1)]
        : undefined,
    worksPercent:
      success === null || !limits.withReasons
        ? undefined
        : [success.low, success.high].map((it) => Math.round(it * 100)),
    // The newest of them; a summary tells how many there were and by which method.
    sessions: limits.withReasons
      ? family.sessions.slice(0, 3).map((id) => clean(id, 60))
      : undefined,
  };
}

/** Each holds by itself; undefined where the restores reach none. */
function bothBounds(percentile: FamilyShown['percentiles'][number] | undefined) {
  return percentile === undefined
    ? undefined
    : { atLeast: told(percentile.low), atMost: told(percentile.high) };
}

export type FamilyContent = ReturnType<typeof familyContent>;

function manyContent(many: ConcurrentShown, limits: AnswerLimits) {
  const { result } = many;
  return {
    server: clean(many.serverEntry, limits.nameCharacters),
    asked: many.asked,
    simulated: result?.machines ?? 0,
    withoutEstimate: many.withoutEstimate,
    runs: result?.runs,
    allBackP50Minutes: told(result?.allBackP50Minutes),
    allBackP95Minutes: told(result?.allBackP95Minutes),
    withinRtoPercent: result === null ? undefined : Math.round(result.withinRtoShare * 100),
    mostWithinRto: result?.mostWithinRto,
    slots: many.slots,
    sharing: many.sharing,
  };
}

export type ManyContent = ReturnType<typeof manyContent>;

function rowContent(row: RecoveryShown, limits: AnswerLimits, isMany: boolean) {
  const { last, estimate } = row;
  return {
    server: isMany ? clean(row.serverEntry, limits.nameCharacters) : undefined,
    workload: clean(row.name, limits.nameCharacters),
    tier: row.tier.tier,
    tierWhy: clean(row.tier.reason, limits.messageCharacters),
    sla: row.level,
    rto: levelContent(row.rto, limits),
    rpo: levelContent(row.rpo, limits),
    proof: row.proof,
    lastProof:
      last === null
        ? undefined
        : {
            at: last.at.slice(0, 10),
            depth: last.depth,
            ageDays: Math.round(last.ageDays),
            session: last.sessionId === null ? undefined : clean(last.sessionId, 60),
            reason:
              last.reason === undefined ? undefined : clean(last.reason, limits.messageCharacters),
          },
    restoreTime:
      estimate === null
        ? 'not enough evidence'
        : {
            p50: rounded(estimate.p50Minutes, 1),
            p95: rounded(estimate.p95Minutes, 1),
            basis: clean(estimate.basis, limits.messageCharacters),
          },
  };
}

export type RecoveryRow = ReturnType<typeof rowContent>;

/** What decided is the predicted P95 and the age of the newest point; where there is none, it is told why. */
function levelContent({ level, target, value, decidedBy }: LevelShown, limits: AnswerLimits) {
  const why = value === null ? clean(decidedBy, limits.messageCharacters) : undefined;
  return { is: level, target, value: told(value), why };
}

function told(value: number | null | undefined): number | undefined {
  return value === null || value === undefined ? undefined : rounded(value, 1);
}
