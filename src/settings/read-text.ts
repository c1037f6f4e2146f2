import { readFile } from 'node:fs/promises';

export type TextRead =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly wrong: string; readonly expected: string };

/** Reads a UTF-8 text file. Windows PowerShell's `>` writes UTF-16, which is named instead of misread. */
export async function readText(file: string): Promise<TextRead> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
    return text.includes('\0') ? notUtf8() : { kind: 'text', text };
  } catch (error) {
    if (error instanceof TypeError) return notUtf8();
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT') return { kind: 'absent' };
    return {
      kind: 'unreadable',
      wrong: `cannot be read (${code})`,
      expected: 'let this account read it',
    };
  }
}

function notUtf8(): TextRead {
  return { kind: 'unreadable', wrong: 'is not UTF-8 text', expected: 'save it as UTF-8' };
}
