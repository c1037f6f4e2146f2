import type { Node } from '@vscode/tree-sitter-wasm';
import { lineOf, scriptNodes } from './parse-script.ts';
import { commonParameters, powershellReference } from './reference.ts';

/** Cmdlets that change nothing outside their own process; a Get- of VBR is one as well. */
const harmless = new Set([
  'Connect-VBRServer',
  'ConvertFrom-Json',
  'ConvertTo-Json',
  'ConvertTo-SecureString',
  'Disconnect-VBRServer',
  'ForEach-Object',
  'Group-Object',
  'Import-Module',
  'Measure-Object',
  'Select-Object',
  'Set-StrictMode',
  'Sort-Object',
  'Test-Path',
  'Where-Object',
]);

/** Types of .NET that a script may name, with the static members it may use of them; an empty list is a conversion. */
const types: Readonly<Record<string, readonly string[]>> = {
  Console: ['In', 'Out', 'OutputEncoding'],
  'System.Collections.Generic.List[object]': ['new'],
  'System.Convert': ['FromBase64String'],
  'System.DateTimeOffset': ['FromUnixTimeMilliseconds'],
  'System.Globalization.CultureInfo': ['InvariantCulture'],
  'System.Management.Automation.PSCredential': ['new'],
  'System.Text.Encoding': ['UTF8'],
  'System.Text.UTF8Encoding': ['new'],
  'System.Threading.Thread': ['CurrentThread'],
  bool: [],
  int: [],
  long: [],
  ordered: [],
  string: [],
};

/** Methods and properties of objects, besides those of VBR's objects in the reference. */
const members = new Set(
  'Add Clear Count CurrentCulture Exception Flush FullyQualifiedErrorId GetString LocalDateTime Message Properties PSObject ReadLine Split ToString Value WriteLine type'.split(
    ' ',
  ),
);

/** Everything in a script that is not known to read only, or that the reference does not know. */
export async function readOnlyFaults(text: string): Promise<readonly string[]> {
  const nodes = await scriptNodes(text);
  const own = new Set(textsOf(nodes, 'function_name'));
  return [
    ...nodes.filter(({ type }) => type === 'command').flatMap((node) => commandFaults(node, own)),
    ...nodes
      .filter(({ type }) => /^(member_access|invokation_expression)$/.test(type))
      .flatMap(memberFaults),
    ...nodes.filter(({ type }) => type === 'type_literal').flatMap(typeFaults),
    ...nodes
      .filter(({ type }) => type === 'redirection')
      .map((node) => `${lineOf(node)}: a redirection writes a file`),
  ];
}

function commandFaults(node: Node, own: ReadonlySet<string>): readonly string[] {
  const at = lineOf(node);
  const named = node.children.find((child) => child?.type === 'command_name');
  if (named == null) return [`${at}: "${node.text.slice(0, 40)}" runs what it computes`];
  const name = named.text;
  if (own.has(name)) return [];
  const known = powershellReference.cmdlets[name];
  const isReading = harmless.has(name) || /^Get-VBR/.test(name);
  const faults = isReading ? [] : [`${at}: ${name} is not among the commands that only read`];
  if (known === undefined) return [...faults, `${at}: ${name} is not in the reference`];
  const given = node
    .descendantsOfType('command_parameter')
    .map((each) => (each?.text ?? '').replace(/^-/, ''));
  const documented = [...known.parameters, ...commonParameters].map((each) => each.toLowerCase());
  const odd = given.filter((each) => !documented.includes(each.toLowerCase()));
  return [...faults, ...odd.map((each) => `${at}: ${name} has no parameter -${each}`)];
}

function memberFaults(node: Node): readonly string[] {
  const named = node.children.find((child) => child?.type === 'member_name');
  if (named == null) return [];
  const owner = node.children[0];
  const name = named.text;
  if (owner?.type === 'type_literal') {
    const type = owner.text.replace(/^\[|\]$/g, '');
    return types[type]?.includes(name) === true
      ? []
      : [`${lineOf(node)}: [${type}]::${name} is not among what a script may use`];
  }
  return members.has(name) || name in powershellReference.members
    ? []
    : [`${lineOf(node)}: .${name} is not among what a script may use`];
}

function typeFaults(node: Node): readonly string[] {
  const type = node.text.replace(/^\[|\]$/g, '');
  return type in types
    ? []
    : [`${lineOf(node)}: [${type}] is not among the types a script may name`];
}

function textsOf(nodes: readonly Node[], type: string): readonly string[] {
  return nodes.filter((node) => node.type === type).map(({ text }) => text);
}
