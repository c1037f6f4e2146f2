import { z } from 'zod';
import type { ManagedServer } from '../../../domain/infrastructure.ts';
import { id, optionalText, text } from '../schema/fields.ts';
import { rowReader } from '../translate/rows.ts';
import type { ListSource } from './list-source.ts';

const managedServerSchema = z.object({ id, name: text, type: text, status: optionalText });

/** Hosts, vCenters and the machines of the backup infrastructure. */
export const managedServers: ListSource<ManagedServer> = {
  path: '/api/v1/backupInfrastructure/managedServers',
  toRows: rowReader(managedServerSchema, (row) => row),
  orderColumn: 'Name',
};
