import { Fault } from '../../../domain/errors.ts';
import type { Revision } from '../../../domain/vbr-server.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { RequestCounts } from '../../../ports/vbr-source.ts';
import type { ItemPath, ListPath, ReadPath } from '../read-path.ts';
import { listSchemas, type RowsName } from '../schema/list.ts';
import type { Tokens } from '../token/tokens.ts';
import type { Transport } from '../transport/transport.ts';
import { judgeAnswer, type Verdict } from './answer.ts';
import type { RawPage } from './paging.ts';
import { type Outcome, type Retrier, requestOutcome } from './retry.ts';

/** Reads with a token, renewing and retrying as VBR allows. */
export interface Reader {
  readonly place: string;
  /** One page of a list. */
  readonly page: (path: ListPath, query: URLSearchParams, how: PageReading) => Promise<RawPage>;
  /** One thing; null when VBR does not have it. */
  readonly item: (path: ItemPath, tries?: number) => Promise<unknown>;
  readonly counts: () => RequestCounts;
}

interface PageReading {
  readonly rowsName: RowsName;
  readonly tries?: number;
}

interface ReaderParts {
  readonly transport: Transport;
  readonly tokens: Tokens;
  readonly retrier: Retrier;
  readonly revision: Revision;
  readonly clock: Clock;
}

type Found = Extract<Verdict, { readonly kind: 'read' | 'missing' }>;

const mostTries = 5;

/** The authenticated read side of one server. */
export function createReader(parts: ReaderParts): Reader {
  const { transport, retrier } = parts;
  const counts = { list: 0, log: 0, other: 0, retried: 0 };

  const read = async (
    path: ReadPath,
    query: URLSearchParams,
    kind: 'list' | 'log' | 'other',
    tries: number,
  ): Promise<Found> => {
    let tried = 0;
    return retrier.run(async (signal) => {
      counts[kind] += 1;
      tried += 1;
      if (tried > 1) counts.retried += 1;
      return outcomeOf(await readWithToken(parts, path, query, signal));
    }, tries);
  };

  return {
    place: transport.place,
    page: async (path, query, { rowsName, tries = mostTries }) => {
      const found = await read(path, query, 'list', tries);
      if (found.kind === 'missing') throw found.fault;
      const parsed = listSchemas[rowsName].safeParse(found.body);
      if (parsed.success) return parsed.data;
      throw notAList(transport.place, path);
    },
    item: async (path, tries = mostTries) => {
      const kind = path.endsWith('/logs') ? 'log' : 'other';
      const found = await read(path, new URLSearchParams(), kind, tries);
      return found.kind === 'missing' ? null : found.body;
    },
    counts: () => ({ ...counts }),
  };
}

/** A token that VBR no longer takes is renewed once and the read repeated once. */
async function readWithToken(
  parts: ReaderParts,
  path: ReadPath,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<Verdict> {
  const token = await parts.tokens.current();
  const first = await readOnce(parts, path, query, token, signal);
  if (first.kind !== 'unauthorized') return first;
  return readOnce(parts, path, query, await parts.tokens.renew(token), signal);
}

async function readOnce(
  { transport, revision, clock }: ReaderParts,
  path: ReadPath,
  query: URLSearchParams,
  token: string,
  signal: AbortSignal,
): Promise<Verdict> {
  const headers = {
    accept: 'application/json',
    'x-api-version': revision,
    authorization: `Bearer ${token}`,
  };
  const outcome = await requestOutcome(transport.place, signal, () =>
    transport.get(path, query, headers, signal),
  );
  if (outcome.kind === 'again') return outcome;
  return judgeAnswer(outcome.value, { place: transport.place, path, now: clock.now() });
}

function outcomeOf(verdict: Verdict): Outcome<Found> {
  if (verdict.kind === 'again') return verdict;
  if (verdict.kind === 'read' || verdict.kind === 'missing') {
    return { kind: 'done', value: verdict };
  }
  throw verdict.fault;
}

function notAList(place: string, path: ListPath): Fault {
  return new Fault({
    code: 'server-answer-unreadable',
    happened: `${place} answered ${path} with something that is not a list`,
    means: 'nothing of it was kept',
    next: 'check that the address is a VBR server, and look for a proxy on the way',
  });
}
