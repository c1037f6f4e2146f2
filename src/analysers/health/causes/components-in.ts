import type { Component, ComponentKind } from '../../../domain/cause.ts';
import { withoutStack } from './without-stack.ts';

interface Naming {
  readonly kind: ComponentKind;
  readonly expression: RegExp;
}

const quoted = (word: string) => new RegExp(`\\b${word}:? ?["'[]([^"'\\]]{1,120})["'\\]]`, 'gi');
const hostOrAddress = String.raw`((?:[a-z\d][a-z\d-]{0,62}\.){1,8}[a-z]{2,24}|\d{1,3}(?:\.\d{1,3}){3})\b`;

/**
 * An account by its form: at most 15 characters for the domain and 20 for the account (NetBIOS, sAMAccountName). No part of a path or
 * of the registry, no file, no account that every Windows has, no instance of a database.
 */
const domainAccount = new RegExp(
  [
    String.raw`(?<![\p{L}\d_\\/:.%-]|\b(?:instance|server|database|share|folder|file|path|key):? )`,
    String.raw`((?!(?:hk[a-z_]+|authority|builtin|service|files)\\)[\p{L}\d][\p{L}\d_-]{0,14}\\`,
    String.raw`(?!\S{0,80}\.(?:vbk|vib|vrb|vbm|vmdk|vmx|vhdx?|exe|dll|log|xml|txt|bak|mdf|ldf|edb|sys|dat|zip|ini)\b)`,
    String.raw`[\p{L}\d_$](?:[\p{L}\d._$-]{0,18}[\p{L}\d_$])?)(?![\p{L}\d_$\\/-]|\.[\p{L}\d])`,
  ].join(''),
  'giu',
);

/** Wordings that name a part of the infrastructure beyond doubt: in quotes or brackets, or as a whole host name or address. */
const namings: readonly Naming[] = [
  { kind: 'account', expression: quoted('(?:account|user|user ?name)') },
  { kind: 'account', expression: domainAccount },
  { kind: 'repository', expression: quoted('repository') },
  { kind: 'proxy', expression: quoted('proxy(?: server)?') },
  { kind: 'gateway', expression: quoted('gateway(?: server)?') },
  { kind: 'vcenter', expression: quoted('vcenter(?: server)?') },
  { kind: 'vcenter', expression: /\blog ?in to ["'[]?([\w.-]{1,120})["'\]]? by soap/gi },
  { kind: 'datastore', expression: quoted('datastore') },
  { kind: 'datastore', expression: /\[stg:([^\]]{1,120})\]/gi },
  { kind: 'datastore', expression: /\bdatastore ([a-z][\w-]{0,60}\d)\b/gi },
  { kind: 'host', expression: quoted('host') },
  {
    kind: 'host',
    expression: new RegExp(
      String.raw`\b(?:connection (?:with|to)|connect to|failed on|host) ${hostOrAddress}`,
      'gi',
    ),
  },
  {
    kind: 'host',
    expression: /\b(?:to|with|on|from|at|of|by) ((?:[a-z\d][a-z\d-]{0,62}\.){2,8}[a-z]{2,24})\b/gi,
  },
];

/** Of a long text the ends are looked at. */
const edge = 8192;

/** The parts of the infrastructure that a text names. The workload itself is none, and one that is known otherwise is no host. */
export function componentsIn(
  fullText: string,
  known: readonly Component[],
  workload: string | null,
): readonly Component[] {
  const text = [fullText.slice(0, 2 * edge), fullText.slice(2 * edge).slice(-edge)]
    .map(withoutStack)
    .join(' ');
  const lower = text.toLowerCase();
  const said = namings.flatMap(({ kind, expression }) =>
    [...text.matchAll(expression)].map((match) => ({ kind, name: (match[1] ?? '').trim() })),
  );
  const found = [
    ...said.filter(({ kind }) => kind !== 'host'),
    ...known.filter(({ name }) => standsIn(lower, name.toLowerCase())),
    ...said.filter(({ kind }) => kind === 'host'),
  ].filter(({ name }) => name !== '' && !isWorkload(name, workload));
  const named = new Map<string, Component>();
  for (const component of found) {
    const key = component.name.toLowerCase();
    // An account may be called like a machine; of everything else the closest kind comes first and stands.
    const place = component.kind === 'account' ? `account ${key}` : key;
    if (!named.has(place)) named.set(place, component);
  }
  return [...named.values()];
}

/** The repository that a run wrote to, as a component. */
export function repositoryOf(name: string | null): readonly Component[] {
  return name === null || name === '' ? [] : [{ kind: 'repository', name }];
}

const shortestKnownName = 3;

/** As a word of its own, so that `Main` is not found in `maintenance`. */
export function standsIn(text: string, name: string): boolean {
  if (name.length < shortestKnownName) return false;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (isEdge(text[at - 1]) && isEdge(text[at + name.length])) return true;
  }
  return false;
}

function isEdge(character: string | undefined): boolean {
  return character === undefined || !/[\p{L}\d_-]/u.test(character);
}

function isWorkload(name: string, workload: string | null): boolean {
  if (workload === null) return false;
  const [one, other] = [name.toLowerCase(), workload.toLowerCase()];
  return one === other || one.startsWith(`${other}.`);
}
