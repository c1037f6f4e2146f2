import {
  type EfficiencyMeasures,
  efficiencyEstateSchema,
  efficiencyMeasuresSchema,
} from '../analysers/efficiency/measures.ts';
import type { EfficiencyAnswer, EfficiencyRow } from '../domain/efficiency-answer.ts';
import { Fault } from '../domain/errors.ts';
import { shownText } from '../domain/foreign-text.ts';
import type { InsufficientAnswer } from '../domain/health-answer.ts';
import type { LocatedFinding } from '../ports/answer-store.ts';
import type { AnswerContext } from './answer-context.ts';
import { staleAfterHours } from './data-freshness.ts';
import { efficiencyDetails, shiftsOf, suspicionsOf } from './efficiency-details.ts';
import { findStoredJob } from './find-subject.ts';
import { pageAsked } from './health-request.ts';
import { insufficientAnswer } from './insufficient-answer.ts';
import { judgementOf } from './read-job-finding.ts';
import { type SeenServer, seeServers } from './server-sight.ts';

/** The arguments of `get_efficiency_metrics`, checked for shape. */
export interface EfficiencyRequest {
  readonly server?: string | undefined;
  readonly scope?: 'estate' | 'job' | 'repository' | 'workload' | undefined;
  readonly job?: string | undefined;
  readonly repository?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly detail?: 'summary' | 'full' | undefined;
}

type Servers = readonly SeenServer[];
const mostServers = 1000;
const nothingMore = {
  ...{ jobs: null, details: null, shifts: [], suspicions: [], savings: [] },
  machinesWithSigns: { observation: 0, indication: 0 },
};

/** Answers "what do deduplication and compression save, where did it change, what is wasted?". */
export async function efficiencyMetrics(
  context: AnswerContext,
  request: EfficiencyRequest,
): Promise<EfficiencyAnswer | InsufficientAnswer> {
  const servers = await seeServers(context, request.server, 'efficiency');
  const estates = await estatesOf(context, servers);
  if (estates.length === 0) return insufficientAnswer(context, servers, 'storage efficiency');
  const scope = request.scope ?? scopeOf(request);
  const base = { ...baseOf(context, servers), scope, notEstimated: [], price: priceOf(estates) };
  if (scope === 'estate') return { ...base, ...estateParts(context, servers, estates, request) };
  if (scope === 'job' && request.job !== undefined)
    return { ...base, ...(await jobParts(context, servers, request.job)) };
  const subjects =
    scope === 'job'
      ? await jobList(context, servers, request)
      : await placeList(context, servers, { ...request, scope });
  return { ...base, ...nothingMore, subjects };
}

function scopeOf({ job, repository }: EfficiencyRequest): 'estate' | 'job' | 'repository' {
  if (job !== undefined) return 'job';
  return repository === undefined ? 'estate' : 'repository';
}

function baseOf({ asOf, simulated }: AnswerContext, servers: Servers) {
  const sights = servers.map(({ sight }) => sight);
  return { kind: 'efficiency' as const, asOf, simulated, staleAfterHours, servers: sights };
}

async function estatesOf({ answers }: AnswerContext, servers: Servers) {
  const { rows } = await answers.findings({
    ...{ feature: 'efficiency', kind: 'estate', order: 'name' },
    ...{ limit: mostServers, offset: 0 },
  });
  return rows.filter((row) => entryOf(servers, row.vbrServerId) !== null);
}

function entryOf(servers: Servers, id: number): string | null {
  return servers.find(({ sight }) => sight.id === id)?.sight.entry ?? null;
}

function priceOf(estates: readonly LocatedFinding[]) {
  const [first] = estates;
  return efficiencyEstateSchema.safeParse(first?.finding.measures).data?.price ?? null;
}

function estateParts(
  context: AnswerContext,
  servers: Servers,
  estates: readonly LocatedFinding[],
  request: EfficiencyRequest,
) {
  const read = estates.flatMap(
    ({ finding }) => efficiencyEstateSchema.safeParse(finding.measures).data ?? [],
  );
  const page = pageOf(context, request, 'estate');
  const sum = (value: (one: (typeof read)[number]) => number) =>
    read.reduce((total, one) => total + value(one), 0);
  return {
    subjects: {
      rows: estates.slice(page.offset, page.offset + page.limit).map((row) => ({
        ...rowOf(servers, row),
        held: efficiencyEstateSchema.safeParse(row.finding.measures).data?.held ?? nothingHeld,
      })),
      total: estates.length,
      offset: page.offset,
      cursorAfter: page.cursorAfter(estates.length),
    },
    jobs: { known: sum(({ jobs }) => jobs.known), scored: sum(({ jobs }) => jobs.scored) },
    details: null,
    shifts: read
      .flatMap(({ shifts }) => shifts)
      .map((shift) => ({ ...shift, lowPercent: null, highPercent: null, evidence: [shift.id] })),
    suspicions: read.flatMap(({ suspicions }) => suspicions),
    machinesWithSigns: {
      observation: sum(({ machinesWithSigns }) => machinesWithSigns.observation),
      indication: sum(({ machinesWithSigns }) => machinesWithSigns.indication),
    },
    savings: read.flatMap(({ savings }) =>
      savings.map((one) => ({ ...one, where: one.largest.map(({ name }) => name) })),
    ),
    notEstimated: [...new Set(read.flatMap(({ notEstimated }) => notEstimated))],
  };
}

async function jobParts(context: AnswerContext, servers: Servers, wanted: string) {
  const located = await findStoredJob(context, servers, wanted);
  const row = rowOf(servers, located);
  const measures = measuresOf(located);
  const subjects = { rows: [row], total: 1, offset: 0, cursorAfter: () => null };
  if (measures === null) return { ...nothingMore, subjects };
  return {
    subjects,
    jobs: null,
    details: efficiencyDetails(measures),
    shifts: shiftsOf(row.name, measures),
    suspicions: suspicionsOf(row.name, measures),
    machinesWithSigns: measures.machinesWithSigns,
    savings: measures.savings.map((one) => ({ ...one, where: one.evidenceIds })),
    notEstimated: measures.notEstimated,
  };
}

function measuresOf({ finding }: LocatedFinding): EfficiencyMeasures | null {
  return efficiencyMeasuresSchema.safeParse(finding.measures).data ?? null;
}

const noBytes = {
  ...{ files: 0, unknownFiles: 0, dataBytes: 0, backupBytes: 0 },
  ...{ toldDataBytes: 0, dedupedBytes: 0, packedBytes: 0 },
};
const nothingHeld = { full: noBytes, increment: noBytes, other: noBytes };

function rowOf(servers: Servers, located: LocatedFinding): EfficiencyRow {
  const { finding, vbrServerId } = located;
  const measures = measuresOf(located);
  return {
    serverEntry: entryOf(servers, vbrServerId) ?? '',
    name: finding.subject.name,
    id: finding.subject.id,
    held: measures?.held ?? nothingHeld,
    judgement: judgementOf(finding),
    level: measures?.level ?? null,
    usedGib: null,
  };
}

async function jobList(context: AnswerContext, servers: Servers, request: EfficiencyRequest) {
  const page = pageOf(context, request, 'job');
  const [only] = servers;
  const { rows, total } = await context.answers.findings({
    ...{ feature: 'efficiency', kind: 'job', order: 'worst-first' },
    ...{ limit: page.limit, offset: page.offset },
    ...(servers.length === 1 && only !== undefined && { vbrServerId: only.sight.id }),
  });
  const shown = rows.map((row) => rowOf(servers, row));
  return { rows: shown, total, offset: page.offset, cursorAfter: page.cursorAfter(total) };
}

async function placeList(
  context: AnswerContext,
  servers: Servers,
  request: EfficiencyRequest & { readonly scope: 'repository' | 'workload' },
) {
  const { scope, repository } = request;
  const page = pageOf(context, request, scope);
  const name = scope === 'repository' ? repository : undefined;
  const { rows, total } = await context.answers.placeSums({
    vbrServerIds: servers.map(({ sight }) => sight.id),
    ...{ by: scope, limit: page.limit, offset: page.offset },
    ...(name !== undefined && { name }),
  });
  if (name !== undefined && total === 0) throw await unknownRepository(context, name);
  return {
    rows: rows.map((row) => ({
      serverEntry: entryOf(servers, row.vbrServerId) ?? '',
      ...{ name: row.name, id: row.id, held: row.held, usedGib: row.usedGib },
      ...{ judgement: null, level: null },
    })),
    total,
    offset: page.offset,
    cursorAfter: page.cursorAfter(total),
  };
}

function pageOf(context: AnswerContext, request: EfficiencyRequest, scope: string) {
  const { server, limit, cursor, detail, repository } = request;
  const asked = { server, limit, cursor, detail, scope: `efficiency ${scope} ${repository ?? ''}` };
  return pageAsked(context, asked, null);
}

async function unknownRepository({ answers }: AnswerContext, wanted: string): Promise<Fault> {
  const similar = await answers.similarNames('repository', wanted.trim(), 5);
  const names = similar.map((name) => `"${shownText(name, 80)}"`).join(', ');
  return new Fault({
    code: 'not-found',
    happened: `no backup file is known in a repository "${shownText(wanted, 80)}"`,
    means: 'nothing was answered',
    next: names === '' ? 'list them with scope=repository' : `did you mean ${names}`,
  });
}
