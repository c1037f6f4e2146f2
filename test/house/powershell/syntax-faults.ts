import type { Node } from '@vscode/tree-sitter-wasm';
import { bracketFaults } from './bracket-faults.ts';
import { lineOf, scriptNodes } from './parse-script.ts';

/** What keeps a script from being read by PowerShell: what the grammar finds, and what it lets pass. */
export async function syntaxFaults(text: string): Promise<readonly string[]> {
  const nodes = await scriptNodes(text);
  return [
    ...nodes.filter(({ isError }) => isError).map((node) => `${lineOf(node)}: not understood`),
    ...nodes
      .filter(({ isMissing }) => isMissing)
      .map((node) => `${lineOf(node)}: "${node.type}" is missing`),
    ...nodes.filter(isBareTry).map((node) => `${lineOf(node)}: try without catch and finally`),
    ...nodes
      .filter(isStrayWord)
      .map((node) => `${lineOf(node)}: "${node.text}" begins a statement`),
    ...bracketFaults(text),
    ...lineFaults(text),
  ];
}

function isBareTry(node: Node): boolean {
  return (
    node.type === 'try_statement' &&
    !node.children.some((child) => /^(catch_clauses|finally_clause)$/.test(child?.type ?? ''))
  );
}

/** Words that go on with a statement, read as commands because none was begun. */
function isStrayWord({ type, text }: Node): boolean {
  return type === 'command_name' && /^(elseif|else|catch|finally|until|in)$/i.test(text);
}

function lineFaults(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, place) => {
    const found: string[] = [];
    if (/[“”‘’–—]/.test(line)) found.push(`line ${place + 1}: a typographic quote or dash`);
    if (/(\||,|-and|-or|-eq)\s*$/.test(line) && (lines[place + 1] ?? '').trim() === '') {
      found.push(`line ${place + 1}: it breaks off`);
    }
    return found;
  });
}
