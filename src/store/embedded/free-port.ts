import { createServer } from 'node:net';

/** The preferred port when nothing listens there, else one that the system says is free. */
export async function freePort(preferred: number | null): Promise<number> {
  if (preferred !== null && (await bound(preferred)) !== null) return preferred;
  const port = await bound(0);
  if (port === null) throw new Error('no TCP port is free on 127.0.0.1');
  return port;
}

/** Listens for a moment; null when the port is taken. */
function bound(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      server.close(() =>
        resolve(address !== null && typeof address === 'object' ? address.port : null),
      );
    });
  });
}
