import fc from 'fast-check';
import { expect, it } from 'vitest';
import { searchLiterals } from './literal-search.ts';

function ownersIn(literals: readonly string[], text: string): readonly number[] {
  const found = new Set<number>();
  searchLiterals(literals.map((literal, owner) => ({ text: literal, owner })))(text, (owner) =>
    found.add(owner),
  );
  return [...found].sort((one, other) => one - other);
}

it('finds exactly the literals that a text holds, without case', () => {
  const letters = fc.constantFrom('a', 'b', 'c');
  const literal = fc.string({ unit: letters, minLength: 1, maxLength: 4 });
  const text = fc.string({ unit: fc.constantFrom('a', 'B', 'b', 'C', ' ', 'é', '\u{1f600}') });
  fc.assert(
    fc.property(fc.array(literal, { maxLength: 8 }), text, (literals, searched) => {
      const held = literals.flatMap((one, owner) =>
        searched.toLowerCase().includes(one) ? [owner] : [],
      );
      expect(ownersIn(literals, searched)).toEqual(held);
    }),
  );
});

it('reports every owner of one literal, and of literals within literals', () => {
  expect(ownersIn(['disk', 'disk', 'is', 'full disk'], 'a Full Disk')).toEqual([0, 1, 2, 3]);
});

it('finds nothing where nothing is looked for', () => {
  expect(ownersIn([], 'anything')).toEqual([]);
});
