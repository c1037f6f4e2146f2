const newline = 0x0a;

/** Cuts chunks of bytes into lines; a line longer than allowed is told once as null and thrown away. */
export function createLineSplitter(
  longestBytes: number,
  onLine: (line: Buffer | null) => void,
): (chunk: Buffer) => void {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let isDiscarding = false;
  const keep = (part: Buffer): void => {
    if (isDiscarding) return;
    rest.push(part);
    restBytes += part.length;
    if (restBytes <= longestBytes) return;
    rest = [];
    isDiscarding = true;
    onLine(null);
  };
  const endLine = (): void => {
    if (!isDiscarding) onLine(Buffer.concat(rest));
    rest = [];
    restBytes = 0;
    isDiscarding = false;
  };
  return (chunk) => {
    let from = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      keep(chunk.subarray(from, end));
      endLine();
      from = end + 1;
    }
    keep(chunk.subarray(from));
  };
}
