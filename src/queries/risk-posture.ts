import { Fault } from '../domain/errors.ts';
import { shownText } from '../domain/foreign-text.ts';
import type { ComplianceAnswer, LossAnswer } from '../domain/risk-answer.ts';
import { staleAfterHours } from './data-freshness.ts';
import { entryOf, type ReadRequest } from './risk-request.ts';

const defaultRows = 8;

/** Do we meet 3-2-1-1-0 and the targets of the tiers, and where not? */
export async function complianceAnswer(read: ReadRequest): Promise<ComplianceAnswer> {
  const { risks, vbrServerIds, tier, name, offset } = read;
  const found = await risks.compliance({
    ...{ vbrServerIds, offset, limit: read.limit ?? defaultRows },
    ...(tier !== null && { tier }),
    ...(name !== null && { name }),
  });
  if (name !== null && found.total === 0) throw unknownName(name, 'workload');
  return {
    ...baseOf(read),
    kind: 'compliance',
    tiers: read.analyses.map((analysis) => ({
      serverEntry: entryOf(read, analysis.vbrServerId),
      tiers: analysis.tiers.filter((one) => tier === null || one.tier === tier),
    })),
    workloads: listed(read, found),
  };
}

/** If this repository, host, proxy or server dies tonight, what do we lose? Without a name: what would cost most. */
export async function lossAnswer(read: ReadRequest): Promise<LossAnswer> {
  const { risks, vbrServerIds, name, offset } = read;
  const found = await risks.blastRadii({
    ...{ vbrServerIds, offset, limit: read.limit ?? defaultRows },
    ...(name !== null && { name }),
  });
  if (name !== null && found.total === 0) throw unknownName(name, 'repository, host or proxy');
  return { ...baseOf(read), kind: 'loss', asked: name, radii: listed(read, found) };
}

function baseOf({ context, servers }: ReadRequest) {
  const { asOf, simulated } = context;
  return { asOf, simulated, staleAfterHours, servers: servers.map(({ sight }) => sight) };
}

function listed<Row extends { readonly vbrServerId: number }>(
  read: ReadRequest,
  { rows, total }: { readonly rows: readonly Row[]; readonly total: number },
) {
  const { offset } = read;
  return {
    rows: rows.map((row) => ({ ...row, serverEntry: entryOf(read, row.vbrServerId) })),
    total,
    offset,
    cursorAfter: (count: number) => (offset + count < total ? read.cursorAt(offset + count) : null),
  };
}

function unknownName(name: string, what: string): Fault {
  return new Fault({
    code: 'not-found',
    happened: `no ${what} is known as "${shownText(name, 80)}"`,
    means: 'nothing was answered',
    next: 'ask without name for the list',
  });
}
