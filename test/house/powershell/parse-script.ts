import { createRequire } from 'node:module';
import treeSitter, { type Node } from '@vscode/tree-sitter-wasm';

const grammar = createRequire(import.meta.url).resolve(
  '@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm',
);

let parser: Promise<treeSitter.Parser> | null = null;

async function powershellParser(): Promise<treeSitter.Parser> {
  await treeSitter.Parser.init();
  const made = new treeSitter.Parser();
  made.setLanguage(await treeSitter.Language.load(grammar));
  return made;
}

/** Every node of a PowerShell script, from the outside in. */
export async function scriptNodes(text: string): Promise<readonly Node[]> {
  parser ??= powershellParser();
  const tree = (await parser).parse(text);
  if (tree === null) throw new Error('the parser gave up');
  const nodes: Node[] = [];
  const waiting: Node[] = [tree.rootNode];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    nodes.push(node);
    for (const child of node.children.toReversed()) if (child !== null) waiting.push(child);
  }
  return nodes;
}

/** Such as `line 7`. */
export function lineOf(node: Node): string {
  return `line ${node.startPosition.row + 1}`;
}
