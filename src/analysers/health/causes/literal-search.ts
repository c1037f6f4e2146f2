/** Finds which of many literals a text holds, in one walk over it. */
export type LiteralSearch = (text: string, found: (owner: number) => void) => void;

/** One literal in lower-case ASCII, and the number it is reported by. */
interface OwnedLiteral {
  readonly text: string;
  readonly owner: number;
}

/**
 * The automaton of Aho and Corasick (1975), its failure links resolved into one table of transitions; ASCII letters match
 * without case. An owner may be reported more than once.
 */
export function searchLiterals(literals: readonly OwnedLiteral[]): LiteralSearch {
  const alphabet = alphabetOf(literals);
  const { transitions, owners } = automatonOf(literals, alphabet);
  const { classOf, size } = alphabet;
  return (text, found) => {
    let state = 0;
    for (let place = 0; place < text.length; place += 1) {
      state = transitions[state * size + (classOf[text.charCodeAt(place)] ?? 0)] ?? 0;
      owners[state]?.forEach(found);
    }
  };
}

const characterCount = 65_536;

/** Characters that occur in no literal share class 0. */
interface Alphabet {
  readonly classOf: Uint8Array;
  readonly size: number;
}

function alphabetOf(literals: readonly OwnedLiteral[]): Alphabet {
  const classOf = new Uint8Array(characterCount);
  let size = 1;
  for (const character of new Set(literals.flatMap(({ text }) => [...text]))) {
    classOf[character.charCodeAt(0)] = size;
    classOf[character.toUpperCase().charCodeAt(0)] = size;
    size += 1;
  }
  return { classOf, size };
}

interface Automaton {
  readonly transitions: Int32Array;
  /** By state; undefined where no literal ends. */
  readonly owners: readonly (readonly number[] | undefined)[];
}

function automatonOf(literals: readonly OwnedLiteral[], { classOf, size }: Alphabet): Automaton {
  const most = literals.reduce((sum, { text }) => sum + text.length, 1);
  const transitions = new Int32Array(most * size);
  const owners: (number[] | undefined)[] = [undefined];
  for (const { text, owner } of literals) {
    let state = 0;
    for (const character of text) {
      const slot = state * size + (classOf[character.charCodeAt(0)] ?? 0);
      if (transitions[slot] === 0) {
        transitions[slot] = owners.length;
        owners.push(undefined);
      }
      state = transitions[slot] ?? 0;
    }
    owners[state] = [...(owners[state] ?? []), owner];
  }
  resolveFailures(transitions, owners, size);
  return { transitions, owners };
}

/** Breadth first: a state's failure is nearer to the root and resolved before it. */
function resolveFailures(
  transitions: Int32Array,
  owners: (number[] | undefined)[],
  size: number,
): void {
  const failures = new Int32Array(owners.length);
  const queue = [0];
  const rootRow = new Int32Array(size);
  const rowOf = (state: number) => transitions.subarray(state * size, (state + 1) * size);
  for (const state of queue) {
    const row = rowOf(state);
    const beside = state === 0 ? rootRow : rowOf(failures[state] ?? 0);
    for (const [kind, child] of row.entries()) {
      const fallback = beside[kind] ?? 0;
      if (child === 0) {
        row[kind] = fallback;
        continue;
      }
      failures[child] = fallback;
      inherit(owners, child, fallback);
      queue.push(child);
    }
  }
}

function inherit(owners: (number[] | undefined)[], child: number, failure: number): void {
  const inherited = owners[failure];
  if (inherited !== undefined) owners[child] = [...(owners[child] ?? []), ...inherited];
}
