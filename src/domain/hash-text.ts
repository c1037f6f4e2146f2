/** 64 bits of two passes of FNV-1a over UTF-16 units, mixed at the end, as sixteen hexadecimal digits. No secret is safe in it. */
export function hashText(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x7ee3623b;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b) ^ (high >>> 13);
  }
  return hexadecimal(mixed(low ^ (high >>> 16))) + hexadecimal(mixed(high ^ low));
}

/** The last step of MurmurHash3 for 32 bits. */
function mixed(value: number): number {
  const half = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const whole = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return (whole ^ (whole >>> 16)) >>> 0;
}

function hexadecimal(value: number): string {
  return value.toString(16).padStart(8, '0');
}
