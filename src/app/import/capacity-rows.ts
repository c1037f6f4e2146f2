import { z } from 'zod';
import type { RepositoryState } from '../../domain/repository.ts';
import type { ImportedDay } from '../../ports/capacity-store.ts';
import type { Row } from '../backtest/read-rows.ts';
import { fieldsOf } from './csv-fields.ts';
import { type NamedServer, serversNamed } from './server-names.ts';

/** The columns a file of capacity history begins with; a further `server` names the server of a row. */
export const capacityColumns = ['repository', 'date', 'used_gib', 'capacity_gib'] as const;

/** A server that rows may belong to, with its repositories. */
export interface KnownServer extends NamedServer {
  readonly repositories: readonly Pick<RepositoryState, 'id' | 'name'>[];
}

/** Reads rows one by one and remembers what each key was said before, so that a day is said once. */
export function createCapacityRows(servers: readonly KnownServer[], lastDay: string) {
  const seen = new Map<string, number>();
  return ({ line, text }: Row): { readonly day: ImportedDay } | { readonly problem: string } => {
    const read = dayFrom(text, servers, lastDay);
    if ('problem' in read) return { problem: `line ${line}: ${read.problem}` };
    const { vbrServerId, repositoryId, day } = read.day;
    const key = `${vbrServerId} ${repositoryId} ${day}`;
    const before = seen.get(key);
    if (before !== undefined) {
      return { problem: `line ${line}: this repository and date are on line ${before} already` };
    }
    seen.set(key, line);
    return read;
  };
}

type Read = { readonly day: ImportedDay } | { readonly problem: string };

function dayFrom(text: string, servers: readonly KnownServer[], lastDay: string): Read {
  const fields = fieldsOf(text);
  if (fields === null) return { problem: 'a quotation mark is not closed' };
  const [repository, date, used, capacity, server = ''] = fields.map((field) => field.trim());
  const read = rowSchema.safeParse({ repository, date, used, capacity });
  if (!read.success) return { problem: read.error.issues[0]?.message ?? 'it cannot be read' };
  if (read.data.date > lastDay) return { problem: `date ${date} lies in the future` };
  const place = placeOf(read.data.repository, server, servers);
  if ('problem' in place) return place;
  const { used: usedGib, capacity: capacityGib } = read.data;
  return { day: { ...place, day: read.data.date, usedGib, capacityGib } };
}

const missing = `fewer than ${capacityColumns.length} fields`;
const size = z.string(missing).regex(/^\d{1,15}([.]\d{1,12})?$/);

/** The first four fields; sizes are plain decimal numbers with a point. */
const rowSchema = z
  .object({
    repository: z.string(missing).min(1, 'no repository is named'),
    date: z.string(missing).pipe(z.iso.date('the date is not of the form 2026-11-22')),
    used: z.string(missing).pipe(size.pipe(z.coerce.number()).catch(Number.NaN)),
    capacity: z
      .string(missing)
      .transform((text) => (text === '' ? null : text))
      .pipe(size.pipe(z.coerce.number()).catch(Number.NaN).nullable()),
  })
  .superRefine(({ used, capacity }, context) => {
    if (Number.isNaN(used)) context.addIssue('used_gib is no number from 0 on');
    if (capacity !== null && !(capacity > 0)) {
      context.addIssue('capacity_gib is no number above 0; leave it empty where it is not known');
    }
    if (capacity !== null && used > capacity) {
      context.addIssue(`${used} GiB used of a capacity of ${capacity} GiB`);
    }
  });

function placeOf(
  repository: string,
  server: string,
  servers: readonly KnownServer[],
): { readonly vbrServerId: number; readonly repositoryId: string } | { readonly problem: string } {
  const asked = serversNamed(servers, server);
  if (asked.length === 0) return { problem: `no VBR server is known as "${server.slice(0, 60)}"` };
  const sought = repository.toLowerCase();
  const places = asked.flatMap(({ id, repositories }) =>
    repositories
      .filter((each) => each.id.toLowerCase() === sought || each.name.toLowerCase() === sought)
      .map((each) => ({ vbrServerId: id, repositoryId: each.id })),
  );
  const [place, ...others] = places;
  if (place === undefined) {
    return { problem: `no repository or extent is known as "${repository.slice(0, 80)}"` };
  }
  if (others.length > 0) {
    return {
      problem: `${places.length} repositories are named "${repository.slice(0, 80)}": write the id, or add the column server`,
    };
  }
  return place;
}
