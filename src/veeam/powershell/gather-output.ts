import type { Readable } from 'node:stream';

/** The most a script may write. */
export interface OutputLimits {
  readonly bytes: number;
  readonly lines: number;
}

interface Gathering {
  readonly output: () => { readonly written: Uint8Array; readonly complaint: string };
  /** Fulfilled once a limit is passed; never otherwise. */
  readonly tooMuch: Promise<void>;
}

const newline = 0x0a;
const mostComplaintBytes = 16_384;

/** Keeps what a program writes while it is within the limits; both streams count. */
export function gatherOutput(
  child: { readonly stdout: Readable; readonly stderr: Readable },
  limits: OutputLimits,
): Gathering {
  const written: Buffer[] = [];
  const complaint: Buffer[] = [];
  let bytes = 0;
  let complaintBytes = 0;
  let lines = 0;
  const { promise: tooMuch, resolve } = Promise.withResolvers<void>();
  const isWithin = (part: Buffer): boolean => {
    bytes += part.length;
    lines += part.reduce((sum, byte) => sum + Number(byte === newline), 0);
    if (bytes <= limits.bytes && lines <= limits.lines) return true;
    child.stdout.destroy();
    child.stderr.destroy();
    resolve();
    return false;
  };
  child.stdout.on('data', (part: Buffer) => {
    if (isWithin(part)) written.push(part);
  });
  child.stderr.on('data', (part: Buffer) => {
    if (!isWithin(part) || complaintBytes >= mostComplaintBytes) return;
    complaintBytes += part.length;
    complaint.push(part);
  });
  return {
    output: () => ({
      written: Buffer.concat(written),
      complaint: Buffer.concat(complaint).toString('utf8').slice(0, mostComplaintBytes),
    }),
    tooMuch,
  };
}
