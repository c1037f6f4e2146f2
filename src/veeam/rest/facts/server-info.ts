import { z } from 'zod';
import type { ServerInfo } from '../../../domain/vbr-server.ts';
import { optionalText } from '../schema/fields.ts';
import { rowReader } from '../translate/rows.ts';
import type { FactSource } from './fact-source.ts';

/** As far as an installation is told apart by it. */
const serverInfoSchema = z.object({
  vbrId: optionalText,
  name: optionalText,
  buildVersion: optionalText,
  platform: optionalText,
});

/** What a server says of itself. */
export const serverInfo: FactSource<ServerInfo> = {
  path: '/api/v1/serverInfo',
  what: 'what it is',
  toRows: rowReader(serverInfoSchema, (row) => row),
};
