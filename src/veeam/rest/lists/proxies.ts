import { z } from 'zod';
import { isFault } from '../../../domain/errors.ts';
import type { Proxy as BackupProxy } from '../../../domain/infrastructure.ts';
import type { Page } from '../../../ports/vbr-source.ts';
import {
  id,
  optionalFlag,
  optionalPart,
  optionalPositive,
  optionalReference,
  optionalText,
  text,
} from '../schema/fields.ts';
import { rowReader } from '../translate/rows.ts';
import { type ListParts, type ListSource, readList } from './list-source.ts';

type ProxyState = Omit<BackupProxy, 'maxTasks'>;

const stateSchema = z.object({
  id,
  name: text,
  type: text,
  hostId: optionalReference,
  hostName: optionalText,
  isDisabled: optionalFlag,
  isOnline: optionalFlag,
  isOutOfDate: optionalFlag,
});

const limitSchema = z.object({
  id,
  server: optionalPart(z.object({ maxTaskCount: optionalPositive })),
});

const states: ListSource<ProxyState> = {
  path: '/api/v1/backupInfrastructure/proxies/states',
  toRows: rowReader(stateSchema, (row) => row),
  orderColumn: 'Name',
};

const limits: ListSource<z.output<typeof limitSchema>> = {
  path: '/api/v1/backupInfrastructure/proxies',
  toRows: rowReader(limitSchema, (row) => row),
  orderColumn: 'Name',
};

/** The states of all proxies, with the task limits that only their definitions hold. */
export async function* readProxies(parts: ListParts): AsyncGenerator<Page<BackupProxy>> {
  let maxTasks: ReadonlyMap<string, number | null> | null = null;
  for await (const { rows, rejected } of readList(parts, states)) {
    maxTasks ??= await maxTasksById(parts);
    const limited = maxTasks;
    yield {
      rows: rows.map((row) => ({ ...row, maxTasks: limited.get(row.id) ?? null })),
      rejected,
    };
  }
}

/** Empty when the definitions cannot be read: the states are worth having without them. */
async function maxTasksById(parts: ListParts): Promise<ReadonlyMap<string, number | null>> {
  const found = new Map<string, number | null>();
  try {
    for await (const { rows } of readList(parts, limits)) {
      for (const { id: proxyId, server } of rows) found.set(proxyId, server?.maxTaskCount ?? null);
    }
  } catch (error) {
    if (!isFault(error, 'source-forbidden', 'source-unsupported', 'server-answer-unreadable')) {
      throw error;
    }
  }
  return found;
}
