import type { VbrSource } from '../../ports/vbr-source.ts';
import type { PassContext, ServerToRead } from '../pass-request.ts';
import { stopWithin } from '../stop-within.ts';

/** A connection to a server, and the id its rows are kept under. */
export interface Contact {
  readonly source: VbrSource;
  readonly vbrServerId: number;
}

/** Connects and registers. A connection that comes after the signal is closed at once. */
export async function contactServer(context: PassContext, server: ServerToRead): Promise<Contact> {
  const { signal, collection, analysis, progress } = context;
  signal.throwIfAborted();
  progress({ step: 'connect', server: server.entry, text: `connecting to ${server.address}` });
  const known = (await analysis.servers()).find(({ entry }) => entry === server.entry);
  const connecting = server.connect(signal, known?.revision ?? null);
  const source = await stopWithin(signal, connecting).catch((error: unknown) => {
    connecting.then((late) => late.close()).catch(() => {});
    throw error;
  });
  try {
    const { id } = await collection.registerServer(server.entry, server.address, source.revision);
    return { source, vbrServerId: id };
  } catch (error) {
    await source.close();
    throw error;
  }
}
