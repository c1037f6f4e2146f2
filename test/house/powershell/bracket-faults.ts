const closing: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };

/** Comments and texts in quotes, which hold brackets that mean nothing; an open quote runs to the end of its line. */
const passedOver =
  /<#[\s\S]*?#>|#[^\n]*|@'\n[\s\S]*?\n'@|@"\n[\s\S]*?\n"@|'[^'\n]*'|"(?:`.|[^"`\n])*"/g;

interface Mark {
  readonly mark: string;
  readonly line: number;
}

/** Brackets without their partner, and quotes without theirs, by line. */
export function bracketFaults(text: string): readonly string[] {
  const bare = text.replace(passedOver, (passed) => passed.replace(/[^\n]/g, ' '));
  const open: Mark[] = [];
  const faults = marksIn(bare).flatMap((found) => faultAt(found, open));
  return [...faults, ...open.map(({ mark, line }) => `line ${line}: "${mark}" stays open`)];
}

function marksIn(bare: string): readonly Mark[] {
  return bare
    .split('\n')
    .flatMap((text, place) =>
      [...text.matchAll(/[{}()[\]'"]/g)].map(([mark]) => ({ mark, line: place + 1 })),
    );
}

/** Opens or closes, and tells what closes nothing. */
function faultAt({ mark, line }: Mark, open: Mark[]): readonly string[] {
  if (mark === "'" || mark === '"') return [`line ${line}: a quote stays open`];
  if (mark in closing) {
    open.push({ mark, line });
    return [];
  }
  const opened = open.pop()?.mark;
  const isPair = opened !== undefined && closing[opened] === mark;
  return isPair ? [] : [`line ${line}: "${mark}" closes nothing`];
}
