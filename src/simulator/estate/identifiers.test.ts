import { expect, it } from 'vitest';
import { createIdentifiers } from './identifiers.ts';

it('reads every id back to what it was made from', () => {
  const identifiers = createIdentifiers(41);
  for (const index of [0, 1, 2, 999_983, 8_000_007, 4_294_967_295]) {
    expect(identifiers.indexOf('session', identifiers.of('session', index))).toBe(index);
  }
});

it('makes well-formed version 4 ids, none twice', () => {
  const identifiers = createIdentifiers(-5);
  const made = new Set<string>();
  for (let index = 0; index < 5_000; index += 1) made.add(identifiers.of('task', index));
  expect(made.size).toBe(5_000);
  for (const id of made) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

it('knows an id of another kind, another seed or no id at all as a stranger', () => {
  const identifiers = createIdentifiers(41);
  expect(identifiers.indexOf('session', identifiers.of('task', 3))).toBeNull();
  expect(identifiers.indexOf('session', createIdentifiers(42).of('session', 3))).toBeNull();
  expect(identifiers.indexOf('session', 'nonsense')).toBeNull();
});
