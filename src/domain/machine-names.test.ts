import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eachMachineOnce, isAddress, machineNames } from './machine-names.ts';

describe('a machine may be known', () => {
  const known = machineNames(['SRV1.Example.com', 'srv2', '10.1.2.3', 'a.b.c']);

  test.each([
    ['srv1.example.com', true, 'whatever the case'],
    ['  SRV2 ', true, 'and the space round it'],
    ['srv1', true, 'by the beginning of its full name'],
    ['srv2.example.org', true, 'by a short name that begins it'],
    ['srv1.example.org', false, 'but not by a full name of another domain'],
    ['srv', false, 'nor by a part of its name'],
    ['srv10', false, 'nor by a longer one'],
    ['10', false, 'nor by the beginning of an address'],
    ['10.1.2.4', false, 'nor by another address'],
    ['10.1.2.3', true, 'by its address'],
    ['', false, 'without a name by nothing'],
  ])('"%s": %s, %s', (name, expected) => {
    expect(machineNames([]).mayKnow(name)).toBe(false);
    expect(known.mayKnow(name)).toBe(expected);
  });

  test('both ways: whom one name knows knows it too', () => {
    const label = fc.constantFrom('a', 'b', 'A', '1');
    const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((all) => all.join('.'));
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(machineNames([one]).mayKnow(other)).toBe(machineNames([other]).mayKnow(one));
      }),
    );
  });
});

test('of several names that may be one machine the full one stands, the first of equals', () => {
  const named = ['srv', 'SRV.example.com', 'srv.EXAMPLE.com', 'srv.example.org', 'other', 'Other'];
  const items = named.map((name, place) => ({ name, place }));
  expect(
    eachMachineOnce(items)
      .map(({ place }) => place)
      .sort(),
  ).toEqual([1, 3, 4]);
});

test.each([
  ['10.20.30.40', true],
  ['fe80::1', true],
  ['10.20.30', false],
  ['cafe', false],
  ['host.10.20.30', false],
])('%s is an address: %s', (name, expected) => {
  expect(isAddress(name)).toBe(expected);
});
