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

/** Answers "can we restore, how fast, proven when": one workload, or the least ready of an estate or a tier. */
export async function recoveryPerformance(
  context: AnswerContext,
  request: RecoveryRequest,
): Promise<RecoveryAnswer | InsufficientAnswer> {
  const servers = await seeServers(context, request.server);
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
  const listed = await recoveries(context, servers, tier);
  const { cursor, limit, ...question } = request;
  const offset = cursor === undefined ? 0 : decodeCursor(question, cursor).offset;
  const rows = listed.slice(offset, offset + (limit ?? defaultRows));
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
      total: listed.length,
      offset,
      cursorAfter: (count) =>
        offset + count < listed.length
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

/** The recovery of every workload that a job protects, the least ready first. */
async function recoveries(
  context: AnswerContext,
  servers: readonly SeenServer[],
  tier: BusinessTier | null,
): Promise<readonly LocatedFinding[]> {
  const found: LocatedFinding[] = [];
  for (let offset = 0; ; offset += readAtOnce) {
    const query = { feature: 'recovery', kind: 'workload', order: 'worst-first' } as const;
    const { rows, total } = await context.answers.findings({ ...query, limit: readAtOnce, offset });
    found.push(...rows.filter((row) => isWanted(row, servers, tier)));
    if (offset + readAtOnce >= total) return found;
  }
}

function isWanted(
  row: LocatedFinding,
  servers: readonly SeenServer[],
  tier: BusinessTier | null,
): boolean {
  const parsed = recoveryWorkloadSchema.safeParse(row.finding.measures);
  if (!parsed.success || parsed.data.isLeft || entryOf(servers, row) === null) return false;
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
