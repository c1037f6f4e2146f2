import type { Signature, SignatureCatalogue } from '../../../domain/signature.ts';
import { type LiteralSearch, searchLiterals } from './literal-search.ts';
import { type RequiredLiterals, requiredLiterals } from './required-literals.ts';

/** A pattern of the catalogue, compiled, with the signature or noise it belongs to. */
export interface CompiledPattern {
  readonly expression: RegExp;
  /** Null for noise. */
  readonly signature: Signature | null;
}

/** A catalogue ready to be matched against many lines. */
export interface CompiledCatalogue {
  readonly version: number;
  readonly signatures: ReadonlyMap<string, Signature>;
  /** Noise first, then signatures: highest priority first, wrappers behind all others. */
  readonly patterns: readonly CompiledPattern[];
  /** Patterns that may match anything and are always tried. */
  readonly always: readonly number[];
  /** Reports the patterns, by their place, that a text may match. */
  readonly search: LiteralSearch;
}

/** Compiles each pattern once; patterns must be valid, which the loading of the catalogue checks. */
export function compileCatalogue(catalogue: SignatureCatalogue): CompiledCatalogue {
  const ordered = [...catalogue.signatures].sort(byRank);
  const sources = [
    ...catalogue.noise.map(({ pattern }) => ({ source: pattern, signature: null })),
    ...ordered.flatMap((signature) => signature.patterns.map((source) => ({ source, signature }))),
  ];
  const needs = sources.map(({ source }) => requiredLiterals(source));
  return {
    version: catalogue.version,
    signatures: new Map(ordered.map((signature) => [signature.id, signature])),
    patterns: sources.map(({ source, signature }) => ({
      expression: compilePattern(source),
      signature,
    })),
    always: needs.flatMap((need, place) => (need === null ? [place] : [])),
    search: searchLiterals(needs.flatMap(owned)),
  };
}

/** Case is ignored, and a gap may hold a line break. */
function compilePattern(source: string): RegExp {
  return new RegExp(source, 'is');
}

function byRank(one: Signature, other: Signature): number {
  return (
    Number(one.isWrapper) - Number(other.isWrapper) ||
    other.priority - one.priority ||
    (one.id < other.id ? -1 : 1)
  );
}

function owned(need: RequiredLiterals, owner: number) {
  return (need ?? []).map((text) => ({ text, owner }));
}
