import { unreadableOutput } from './shell-fault.ts';

interface Decoded {
  readonly text: string;
  readonly notes: readonly string[];
}

const wideMarks = ['fffe', 'feff'];
const byteOrderMark = '\uFEFF';

/** Bytes of a script as text. They must be UTF-8; a byte order mark is taken off and told. */
export function decodeOutput(bytes: Uint8Array): Decoded {
  if (isWide(bytes)) {
    throw unreadableOutput('PowerShell wrote UTF-16 where UTF-8 was expected');
  }
  const text = inUtf8(bytes);
  return text.startsWith(byteOrderMark)
    ? { text: text.slice(1), notes: ['a byte order mark came first'] }
    : { text, notes: [] };
}

/** By its mark, or by its zeros: no record holds one. */
function isWide(bytes: Uint8Array): boolean {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString('hex');
  return wideMarks.includes(mark) || bytes.includes(0);
}

function inUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw unreadableOutput('PowerShell wrote text that is not UTF-8', error);
  }
}
