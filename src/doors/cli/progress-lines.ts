import type { Terminal } from './terminal.ts';

/** Prints a step's text when it changes, on stderr, for a person who watches or when it is wanted anyway. */
export function progressLines(
  terminal: Terminal,
  options: { readonly always: boolean },
): (text: string) => void {
  let last = '';
  return (text) => {
    if (text === last || !(options.always || terminal.isWatched)) return;
    last = text;
    terminal.err(text);
  };
}
