import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Answer } from './answer.ts';
import type { FaultKind } from './faults.ts';

/** Sends an answer whole, or spoiled as a fault asks for. */
export function sendAnswer(
  response: ServerResponse,
  { status, headers, body, pieces }: Answer,
  spoil?: FaultKind,
): void {
  if (pieces !== undefined) {
    response.writeHead(status, headers);
    Readable.from(pieces).pipe(response);
    return;
  }
  const bytes = Buffer.from(body);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  const sent = spoil === 'truncated' ? half : bytes;
  response.writeHead(status, { ...headers, 'content-length': sent.length });
  if (spoil !== 'reset') {
    response.end(sent);
    return;
  }
  response.write(half, () => {
    response.socket?.destroy();
  });
}
