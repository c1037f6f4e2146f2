import {
  type RecoveryEstateMeasures,
  recoveryEstateSchema,
  recoveryWorkloadSchema,
} from '../analysers/recovery/measures.ts';
import { type BusinessTier, businessTiers } from '../domain/business-tier-settings.ts';
import { Fault } from '../domain/errors.ts';
import { shownText } from '../domain/foreign-text.ts';
import type { InsufficientAnswer } from '../domain/health-answer.ts';
import type { EstateRecovery, RecoveryAnswer, RecoveryShown } from '../domain/recovery-answer.ts';
import type { LocatedFinding } from '../ports/answer-store.ts';
import type { AnswerContext } from './answer-context.ts';
import { concurrentRestores } from './concurrent-restores.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { staleAfterHours } from './data-freshness.ts';
import { findRecovery } from './find-subject.ts';
import { insufficientAnswer } from './insufficient-answer.ts';
import { judgementOf } from './read-job-finding.ts';
import { type SeenServer, seeServers } from './server-sight.ts';

export interface RecoveryRequest {
  readonly server?: string | undefined;
  readonly workload?: string | undefined;
  readonly tier?: string | undefined;
  readonly concurrent?: number | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

const defaultRows = 5;
const readAtOnce = 1000;
const fewestRead = 20;

/** Answers "can we restore, how fast, proven when": one workload, or the least ready of an estate or a tier. */
export async function recoveryPerformance(
  context: AnswerContext,
  request: RecoveryRequest,
): Promise<RecoveryAnswer | InsufficientAnswer> {
  const servers = await seeServers(context, request.server, 'recovery');
  const tier = tierIn(request.tier);
  const query = { feature: 'recovery', kind: 'estate', order: 'name', offset: 0 } as const;
  const found = await context.answers.findings({ ...query, limit: readAtOnce });
  const estates = found.rows.filter((row) => entryOf(servers, row) !== null);
  if (estates.length === 0) return insufficientAnswer(context, servers, 'recovery performance');
  const base = { asOf: context.asOf, simulated: context.simulated, staleAfterHours };
  const sights = servers.map(({ sight }) => sight);
  if (request.workload !== undefined) {
    const one = await findRecovery(context, servers, request.workload);
    const rows = [shown(one, entryOf(servers, one) ?? '')].flatMap((row) => row ?? []);
    const workloads = { rows, total: 1, offset: 0, cursorAfter: () => null };
    const own = sights.filter(({ id }) => id === one.vbrServerId);
    const empty = { estates: [], concurrent: [], single: true };
    return { ...base, kind: 'recovery', servers: own, ...empty, workloads };
  }
  const { cursor, limit, ...question } = request;
  const offset = cursor === undefined ? 0 : decodeCursor(question, cursor).offset;
  const end = offset + (limit ?? defaultRows);
  const isSimulated = request.concurrent !== undefined;
  const listed = await recoveries(context, servers, tier, isSimulated ? null : end);
  const rows = listed.slice(offset, end);
  const total = estates.reduce((sum, row) => sum + workloadsIn(row, tier), 0);
  return {
    ...base,
    kind: 'recovery',
    servers: sights,
    single: false,
    estates: estates.flatMap((row) => estateShown(row, entryOf(servers, row) ?? '') ?? []),
    concurrent: estates.flatMap((row) => {
      const measures = measuresOf(row);
      if (request.concurrent === undefined || measures === null) return [];
      const own = listed.filter(({ vbrServerId }) => vbrServerId === row.vbrServerId);
      const entry = entryOf(servers, row) ?? '';
      return [concurrentRestores(own, measures, request.concurrent, entry)];
    }),
    workloads: {
      rows: rows.flatMap((row) => shown(row, entryOf(servers, row) ?? '') ?? []),
      total,
      offset,
      cursorAfter: (count) =>
        offset + count < total
          ? encodeCursor(question, { offset: offset + count, since: null })
          : null,
    },
  };
}

function tierIn(wanted: string | undefined): BusinessTier | null {
  if (wanted === undefined) return null;
  const tier = businessTiers.find((one) => one === wanted.trim().toUpperCase());
  if (tier !== undefined) return tier;
  throw new Fault({
    code: 'input-invalid',
    happened: `no tier is named "${shownText(wanted, 60)}"`,
    means: 'nothing was answered',
    next: `use one of ${businessTiers.join(', ')}`,
  });
}

/** The recovery of the workloads that a job protects, the least ready first: so many, or all of them. */
async function recoveries(
  context: AnswerContext,
  servers: readonly SeenServer[],
  tier: BusinessTier | null,
  most: number | null,
): Promise<readonly LocatedFinding[]> {
  const query = { feature: 'recovery', kind: 'workload', order: 'worst-first' } as const;
  const found: LocatedFinding[] = [];
  // Workloads that their jobs left, and those of other tiers, are among those read.
  const limit = most === null ? readAtOnce : Math.min(readAtOnce, 2 * most + fewestRead);
  for (let offset = 0; ; offset += limit) {
    const { rows, total } = await context.answers.findings({ ...query, limit, offset });
    found.push(...rows.filter((row) => isWanted(row, servers, tier)));
    if (offset + limit >= total || (most !== null && found.length >= most)) return found;
  }
}

/** How many workloads an estate's finding counts, those of one tier alone where one is asked for. */
function workloadsIn(row: LocatedFinding, tier: BusinessTier | null): number {
  const counted = measuresOf(row)?.tiers.filter((one) => tier === null || one.tier === tier) ?? [];
  return counted.reduce((sum, { workloads }) => sum + workloads, 0);
}

function isWanted(
  row: LocatedFinding,
  servers: readonly SeenServer[],
  tier: BusinessTier | null,
): boolean {
  const parsed = recoveryWorkloadSchema.safeParse(row.finding.measures);
  if (!parsed.success || row.finding.status !== 'scored') return false;
  if (parsed.data.isLeft || entryOf(servers, row) === null) return false;
  return tier === null || parsed.data.tier.tier === tier;
}

function entryOf(servers: readonly SeenServer[], row: LocatedFinding): string | null {
  return servers.find(({ sight }) => sight.id === row.vbrServerId)?.sight.entry ?? null;
}

function measuresOf({ finding }: LocatedFinding): RecoveryEstateMeasures | null {
  const parsed = recoveryEstateSchema.safeParse(finding.measures);
  return parsed.success ? parsed.data : null;
}

function estateShown(row: LocatedFinding, serverEntry: string): EstateRecovery | null {
  const measures = measuresOf(row);
  if (measures === null) return null;
  const { families, tiers, byDefault, imported, labs } = measures;
  const judgement = judgementOf(row.finding);
  return { serverEntry, judgement, families, tiers, byDefault, imported, labs };
}

function shown({ finding }: LocatedFinding, serverEntry: string): RecoveryShown | null {
  const parsed = recoveryWorkloadSchema.safeParse(finding.measures);
  if (!parsed.success) return null;
  const { tier, level, rto, rpo, ledger, estimate } = parsed.data;
  const { state: proof, last, best } = ledger;
  const { name } = finding.subject;
  return { serverEntry, name, tier, level, rto, rpo, proof, last, best, estimate };
}
