const timestampBytes = 6;
/** Random bytes an id takes. */
export const passIdRandomBytes = 10;

/** A UUID version 7 (RFC 9562 §5.7): 48 bits of milliseconds, then chance, so that ids sort by time. */
export function passId(at: Date, random: Uint8Array): string {
  const bytes = new Uint8Array(timestampBytes + passIdRandomBytes);
  let milliseconds = at.getTime();
  for (let index = timestampBytes - 1; index >= 0; index -= 1) {
    bytes[index] = milliseconds % 256;
    milliseconds = Math.floor(milliseconds / 256);
  }
  bytes.set(random.subarray(0, passIdRandomBytes), timestampBytes);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Buffer.from(bytes).toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
