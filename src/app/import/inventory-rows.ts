import type { Row } from '../backtest/read-rows.ts';
import { fieldsOf } from './csv-fields.ts';
import { type NamedServer, serversNamed } from './server-names.ts';

/** The column a file of machines begins with; `platform` and `server` may follow. */
export const inventoryColumns = ['name'] as const;

/** A machine that exists, and the server that should back it up. */
interface InventoryMachine {
  readonly vbrServerId: number;
  readonly name: string;
  readonly platform: string | null;
}

const mostNameCharacters = 500;

/** A line as a machine, or what is wrong with it. */
export function inventoryRow(
  { line, text }: Row,
  servers: readonly NamedServer[],
): { readonly machine: InventoryMachine } | { readonly problem: string } {
  const fields = fieldsOf(text)?.map((field) => field.trim());
  if (fields === undefined) return { problem: `line ${line}: a quotation mark is not closed` };
  const [name = '', platform = '', server = ''] = fields;
  if (name === '') return { problem: `line ${line}: no machine is named` };
  if (name.length > mostNameCharacters) return { problem: `line ${line}: the name is too long` };
  const [own, ...others] = serversNamed(servers, server);
  if (own === undefined) return { problem: `line ${line}: no server is known as "${server}"` };
  if (others.length > 0) {
    return { problem: `line ${line}: several servers are known: name one in column server` };
  }
  return { machine: { vbrServerId: own.id, name, platform: platform === '' ? null : platform } };
}
