import { type ConnectionSettings, errorCode, withClient } from '../connection.ts';

/** Name of the embedded server's owner. */
export const superUser = 'dr365';
export const maintenanceDatabase = 'postgres';
const address = '127.0.0.1';

/** The way in to the embedded server, as its owner. */
export type Endpoint = Pick<ConnectionSettings, 'host' | 'port' | 'user' | 'password'>;

export function endpointAt(port: number, password: string): Endpoint {
  return { host: address, port, user: superUser, password };
}

/** `other`: something answers that is not this server, or does not know the password. */
export type Answer = 'ready' | 'starting' | 'other' | 'none';

/** Asks whether the server answers. Ours asks for SCRAM, which only a server that knows the password can finish. */
export async function probe(endpoint: Endpoint): Promise<Answer> {
  try {
    await withClient({ ...endpoint, database: maintenanceDatabase }, 'dr365 start', async () => {});
    return 'ready';
  } catch (error) {
    return answerOf(errorCode(error), error instanceof Error ? error.message : '');
  }
}

function answerOf(code: string, message: string): Answer {
  // Too many connections, but they are connections to a server that works.
  if (code === '53300') return 'ready';
  if (code.startsWith('57P0')) return 'starting';
  return code.startsWith('28') || message.startsWith('SASL') ? 'other' : 'none';
}
