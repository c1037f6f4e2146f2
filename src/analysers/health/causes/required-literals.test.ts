import { describe, expect, it } from 'vitest';
import { requiredLiterals } from './required-literals.ts';

describe('requiredLiterals', () => {
  it.each([
    ['no space left', ['no space left']],
    ['Code:? 53', [' 53']],
    [String.raw`\bcrc\b.{0,40}(?:error|fail)`, ['crc']],
    ['(?:vmware|guest) tools', [' tools']],
    ['(?:accessdenied|forbidden)', ['accessdenied', 'forbidden']],
    ['(?:snapshot )?removal', ['removal']],
    [String.raw`a\.b\(c`, ['a.b(c']],
    ['xy{0,3}z', ['x']],
    ['(?:abc)+', ['abc']],
    ['abc(?! def)', ['abc']],
    ['accès', ['acc']],
  ])('finds what every match of %s holds', (source, expected) => {
    expect(requiredLiterals(source)).toEqual(expected);
  });

  it.each([['.{0,80}'], ['[abc]d?'], ['abc|[x-z]'], ['(?:abc)?'], [String.raw`\d{3}`], ['']])(
    'knows nothing for sure of %s',
    (source) => {
      expect(requiredLiterals(source)).toBeNull();
    },
  );

  it('prefers numbers to words that many lines hold', () => {
    expect(requiredLiterals(String.raw`(?:code|error)\W{0,4}1326\b`)).toEqual(['1326']);
  });
});
