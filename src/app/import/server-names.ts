import type { VbrServer } from '../../domain/vbr-server.ts';

/** A server that lines of a file may belong to. */
export interface NamedServer {
  readonly id: number;
  /** Names it is known by, in lower case. */
  readonly names: readonly string[];
}

export function namedServer({ id, entry, address, info }: VbrServer): NamedServer {
  const names = [entry, address, String(id), info?.name ?? entry];
  return { id, names: names.map((name) => name.toLowerCase()) };
}

/** Those that go by a name; all of them where none is asked for. */
export function serversNamed<Server extends NamedServer>(
  servers: readonly Server[],
  asked: string,
): readonly Server[] {
  return servers.filter(({ names }) => asked === '' || names.includes(asked.toLowerCase()));
}
