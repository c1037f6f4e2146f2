import type { Account, ServerAddress, Trust } from '../../ports/server-probe.ts';

/** A configured server, as far as it can be tried. */
export interface ServerToCheck {
  readonly entry: string;
  readonly address: ServerAddress;
  readonly trust: Trust;
  readonly account: Account;
}
